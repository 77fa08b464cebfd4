package elbolab.show;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Images small enough to be kept in a notebook under version control. */
final class Png {
  /** The most bytes that a figure's PNG may have. */
  static final int LIMIT = 200_000;

  private Png() {}

  static byte[] encode(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode the image", e);
    }
    return bytes.toByteArray();
  }

  /** Whether the image's PNG keeps to {@link #LIMIT}. */
  static boolean fits(BufferedImage image) {
    return encode(image).length <= LIMIT;
  }
}
