package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
  /** Left a chessboard of black and white pixels, which becomes grey; right red stays red. */
  @Test
  void aSmallPictureHasTheMeansOfItsPixels() throws IOException {
    int side = Figure.SCALE;
    BufferedImage image = new BufferedImage(4 * side, 3 * side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int chess = (x + y) % 2 == 0 ? 0 : 0xFFFFFF;
        image.setRGB(x, y, x < 2 * side ? chess : 0xFF0000);
      }
    }
    byte[] small = Png.small(Png.encode(image));
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(small));
    assertEquals(4, read.getWidth());
    assertEquals(3, read.getHeight());
    assertEquals(0xFF808080, read.getRGB(1, 2));
    assertEquals(0xFFFF0000, read.getRGB(2, 0));
  }
}
