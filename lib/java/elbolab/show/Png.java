package elbolab.show;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Images small enough to be kept in a notebook under version control, or on a page of many. */
public final class Png {
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

  /**
   * A figure's PNG at one pixel for each of its {@link Figure#SCALE}² ones, their mean, in at most
   * 256 colours: sharp enough for a page of many figures, at a third of the bytes.
   */
  public static byte[] small(byte[] png) {
    BufferedImage image;
    try {
      image = ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the image", e);
    }
    return encode(MedianCut.reduce(half(image)));
  }

  /** A figure's image at one pixel for each of its {@link Figure#SCALE}² ones, their mean. */
  static BufferedImage half(BufferedImage image) {
    int side = Figure.SCALE;
    BufferedImage small =
        new BufferedImage(
            image.getWidth() / side, image.getHeight() / side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < small.getHeight(); y++) {
      for (int x = 0; x < small.getWidth(); x++) {
        small.setRGB(x, y, mean(image.getRGB(x * side, y * side, side, side, null, 0, side)));
      }
    }
    return small;
  }

  private static int mean(int[] colours) {
    int mean = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int sum = colours.length / 2;
      for (int colour : colours) {
        sum += colour >> shift & 0xFF;
      }
      mean |= sum / colours.length << shift;
    }
    return mean;
  }
}
