package elbolab.show;

import elbolab.data.ImageSet;
import elbolab.data.Pictures;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Small images in rows, such as digits or a latent plane.
 *
 * <pre>{@code
 * show(Images.of("Figure 13: reconstructions", 28, 28, images).columns(10).labels("7", "2"));
 * }</pre>
 */
public final class Images extends Figure<Images> {
  private static final int MARGIN = 12;
  private static final int GAP = 3;
  private static final int RGB = 3;

  private final int rows;
  private final int columns;
  private final List<float[]> pixels;
  private int across;
  private double low;
  private double high = 1;
  private ColourMap map = ColourMap.INK;
  private List<String> labels = List.of();

  private Images(String title, int rows, int columns, List<float[]> pixels) {
    super(title);
    this.rows = rows;
    this.columns = columns;
    this.pixels = pixels;
    columns(Math.min(10, pixels.size()));
  }

  /**
   * Images of {@code rows} by {@code columns} pixels from 0 to 1, the top row first in each. Three
   * times as many numbers are red, then green, then blue.
   */
  public static Images of(String title, int rows, int columns, float[]... pixels) {
    if (rows < 1 || columns < 1 || pixels.length == 0) {
      throw new IllegalArgumentException(
          "%d images of %d x %d pixels: there is nothing to show"
              .formatted(pixels.length, rows, columns));
    }
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i].length != rows * columns && pixels[i].length != RGB * rows * columns) {
        throw new IllegalArgumentException(
            "image %d has %d pixels and not %d x %d, of which colour has three times as many"
                .formatted(i, pixels[i].length, rows, columns));
      }
    }
    return new Images(title, rows, columns, List.of(pixels));
  }

  /** Pictures in their colours. */
  public static Images of(String title, Pictures pictures) {
    IntStream all = IntStream.range(0, pictures.size());
    return of(
        title,
        pictures.height(),
        pictures.width(),
        all.mapToObj(pictures::floats).toArray(float[][]::new));
  }

  /** The images of a set, each with the name of its class. */
  public static Images of(String title, ImageSet set) {
    IntStream all = IntStream.range(0, set.size());
    return of(
            title,
            set.height(),
            set.width(),
            all.mapToObj(i -> set.floats(i, i + 1)).toArray(float[][]::new))
        .labels(IntStream.of(set.labels()).mapToObj(set.classNames()::get).toArray(String[]::new));
  }

  /** So many images side by side; sets a size that fits. */
  public Images columns(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(count + " columns: there must be at least 1");
    }
    across = count;
    double cell = Math.max(16, Math.min(90, (640.0 - 2 * MARGIN) / count - GAP));
    int lines = (pixels.size() + count - 1) / count;
    int width = (int) Math.max(320, count * (cell + GAP) + 2 * MARGIN);
    double labelled = labels.isEmpty() ? 0 : Style.TICK + 4;
    double height = 52 + lines * (cell * rows / columns + GAP + labelled) + MARGIN;
    return size(width, (int) Math.ceil(height));
  }

  /** A word below each image, in their order. */
  public Images labels(String... words) {
    labels = List.of(words);
    return columns(across);
  }

  /** The values that the ends of the colours stand for. */
  public Images range(double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException("pixels from %s to %s".formatted(low, high));
    }
    this.low = low;
    this.high = high;
    return this;
  }

  /** The colours; at first white to black. */
  public Images colours(ColourMap map) {
    this.map = map;
    return this;
  }

  @Override
  Images self() {
    return this;
  }

  @Override
  void paintBody(Graphics2D g, int width, int height) {
    int lines = (pixels.size() + across - 1) / across;
    double label = labels.isEmpty() ? 0 : Style.TICK + 4;
    double top = 8;
    double cell =
        Math.min(
            (width - 2.0 * MARGIN) / across - GAP,
            ((height - top - MARGIN) / lines - GAP - label) * columns / rows);
    Font font = Style.font(Style.TICK);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    for (int i = 0; i < pixels.size(); i++) {
      double tall = cell * rows / columns;
      double x = MARGIN + i % across * (cell + GAP);
      double y = top + i / across * (tall + GAP + label);
      AffineTransform place = AffineTransform.getTranslateInstance(x, y);
      place.scale(cell / columns, cell / columns);
      g.drawImage(image(pixels.get(i)), place, null);
      g.setColor(Style.GRID);
      g.draw(new Rectangle2D.Double(x, y, cell, tall));
      if (i < labels.size()) {
        String word = labels.get(i);
        Font fitting = Style.fit(word, font, cell);
        g.setFont(fitting);
        g.setColor(Style.INK);
        double middle = x + (cell - Style.width(word, fitting)) / 2;
        g.drawString(word, (float) middle, (float) (y + tall + Style.TICK + 1));
      }
    }
  }

  private BufferedImage image(float[] values) {
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    int n = rows * columns;
    for (int i = 0; i < n; i++) {
      int rgb =
          values.length == n
              ? map.colour((values[i] - low) / (high - low)).getRGB()
              : level(values[i]) << 16 | level(values[n + i]) << 8 | level(values[2 * n + i]);
      image.setRGB(i % columns, i / columns, rgb);
    }
    return image;
  }

  private int level(float value) {
    return (int) Math.round(255 * Math.min(1, Math.max(0, (value - low) / (high - low))));
  }

  @Override
  String body() {
    return "%d images of %d x %d pixels %s"
        .formatted(pixels.size(), rows, columns, labels.isEmpty() ? "" : labels)
        .strip();
  }
}
