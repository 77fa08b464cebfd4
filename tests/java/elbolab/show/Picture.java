package elbolab.show;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** An image as tests look at it. */
record Picture(BufferedImage image) {
  static Picture of(Figure<?> figure) {
    return new Picture(figure.toImage());
  }

  /** Whether a pixel within {@code reach} of the place has about this colour. */
  boolean near(double x, double y, Color colour, int reach) {
    for (int i = -reach; i <= reach; i++) {
      for (int j = -reach; j <= reach; j++) {
        if (distance(new Color(image.getRGB((int) x + i, (int) y + j)), colour) < 40) {
          return true;
        }
      }
    }
    return false;
  }

  private static int distance(Color a, Color b) {
    return Math.abs(a.getRed() - b.getRed())
        + Math.abs(a.getGreen() - b.getGreen())
        + Math.abs(a.getBlue() - b.getBlue());
  }

  /** The plot area, found by the longest lines in the colour of its border, in pixels. */
  Rectangle plotArea() {
    int left = -1;
    int right = -1;
    for (int x = 0; x < image.getWidth(); x++) {
      if (run(x, true) > image.getHeight() / 3) {
        left = left < 0 ? x : left;
        right = x;
      }
    }
    int top = -1;
    int bottom = -1;
    for (int y = 0; y < image.getHeight(); y++) {
      if (run(y, false) > image.getWidth() / 3) {
        top = top < 0 ? y : top;
        bottom = y;
      }
    }
    return new Rectangle(left, top, right - left, bottom - top);
  }

  private int run(int at, boolean upright) {
    int count = 0;
    int length = upright ? image.getHeight() : image.getWidth();
    for (int i = 0; i < length; i++) {
      int rgb = upright ? image.getRGB(at, i) : image.getRGB(i, at);
      count += distance(new Color(rgb), Style.RULE) < 60 ? 1 : 0;
    }
    return count;
  }

  /**
   * Whether the outermost {@code width} pixels on all sides are blank: nothing is cut off there.
   */
  boolean hasCleanEdges(int width) {
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        int toEdge =
            Math.min(Math.min(x, image.getWidth() - 1 - x), Math.min(y, image.getHeight() - 1 - y));
        if (toEdge < width && (image.getRGB(x, y) & 0xFFFFFF) != 0xFFFFFF) {
          return false;
        }
      }
    }
    return true;
  }
}
