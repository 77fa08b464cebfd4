package elbolab.kernel;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * An image and how many of its pixels make one pixel of the page: one of scale 2 is sharp on a fine
 * screen and as large as one of scale 1.
 */
record Picture(BufferedImage image, double scale) {
  private static final double CHART_SCALE = 2;

  /** Property of a BufferedImage that holds its scale. */
  private static final String SCALE = "scale";

  Picture {
    if (!(scale > 0 && scale < 100)) {
      throw new IllegalArgumentException(
          "The scale of an image is its pixels for one pixel of the page, between 0 and 100, not "
              + scale
              + ".");
    }
  }

  static Picture of(BufferedImage image) {
    return new Picture(image, image.getProperty(SCALE) instanceof Number n ? n.doubleValue() : 1);
  }

  /** The picture of an image or of an XChart chart. */
  static Optional<Picture> ofKnownType(Object value) {
    if (value instanceof BufferedImage image) {
      return Optional.of(of(image));
    }
    return value instanceof Chart<?, ?> chart ? Optional.of(of(chart)) : Optional.empty();
  }

  private static Picture of(Chart<?, ?> chart) {
    BufferedImage image =
        new BufferedImage(
            (int) (chart.getWidth() * CHART_SCALE),
            (int) (chart.getHeight() * CHART_SCALE),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(CHART_SCALE, CHART_SCALE);
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    graphics.dispose();
    return new Picture(image, CHART_SCALE);
  }

  long width() {
    return Math.round(image.getWidth() / scale);
  }

  long height() {
    return Math.round(image.getHeight() / scale);
  }

  String base64() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
