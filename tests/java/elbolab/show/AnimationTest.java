package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnimationTest {
  @TempDir Path folder;

  private static Images figure(double grey) {
    float[] pixels = new float[16];
    Arrays.fill(pixels, (float) grey);
    return Images.of("t = " + grey, 4, 4, pixels).size(320, 200);
  }

  /** Read back: every figure with its greys, a quarter of a second each, without end. */
  @Test
  void aReaderFindsEveryFigureItsTimeAndTheLoop() throws IOException {
    List<Images> figures = List.of(figure(0), figure(0.5), figure(1));
    Animation animation = Animation.of("grey < black", 4, figures);
    Path file = folder.resolve("sub").resolve("grey.gif");
    animation.save(file);
    Animation read = Animation.read("grey < black", file);
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(read.gif()))) {
      reader.setInput(in);
      assertEquals(3, reader.getNumImages(true));
      List<Integer> middles = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        BufferedImage image = reader.read(i);
        assertEquals(320, image.getWidth());
        assertEquals(200, image.getHeight());
        middles.add(image.getRGB(80, 120) & 0xFF);
        IIOMetadataNode tree =
            (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
        IIOMetadataNode control =
            (IIOMetadataNode) tree.getElementsByTagName("GraphicControlExtension").item(0);
        assertEquals("25", control.getAttribute("delayTime"));
        IIOMetadataNode loop =
            (IIOMetadataNode) tree.getElementsByTagName("ApplicationExtension").item(0);
        assertEquals("NETSCAPE", loop.getAttribute("applicationID"));
      }
      assertTrue(middles.get(0) > middles.get(1) && middles.get(1) > middles.get(2), "" + middles);
    }
    String html = read.toHtml();
    assertTrue(html.startsWith("<img alt=\"grey &lt; black\" src=\"data:image/gif;base64,"), html);
    String coded = html.substring(html.indexOf("base64,") + 7, html.lastIndexOf('"'));
    assertTrue(Arrays.equals(animation.gif(), Base64.getDecoder().decode(coded)));
  }

  @Test
  void whatIsTooLargeForANotebookIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Animation("large", new byte[200_001]));
    assertThrows(IllegalArgumentException.class, () -> Animation.of("none", 4, List.<Images>of()));
  }
}
