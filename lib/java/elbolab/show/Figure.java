package elbolab.show;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A picture with a title in the house style. A notebook shows it as PNG ({@link #toImage}), a
 * terminal as the few lines of {@link #toString}.
 *
 * @param <F> the kind of figure, so that calls can be chained
 */
public abstract class Figure<F extends Figure<F>> {
  /** Pixels per logical unit, for screens and print of high density. */
  public static final int SCALE = 2;

  private static final int MARGIN = 12;

  static {
    Display.kernel(); // A figure may be the value of a cell before anything was shown.
  }

  private final String title;
  private String subtitle = "";
  private int width = 640;
  private int height = 400;
  private int scale = SCALE;

  Figure(String title) {
    this.title = title;
  }

  abstract F self();

  /** Draws what stands below the title into the rectangle from (0, 0) to (width, height). */
  abstract void paintBody(Graphics2D g, int width, int height);

  /** The figure in words: one line per series, for where no picture can be shown. */
  abstract String body();

  /** A quieter line below the title: what the data are, "generated data" where they are. */
  public F subtitle(String text) {
    subtitle = text;
    return self();
  }

  /** Logical size in pixels; the image has {@link #SCALE} times as many each way. */
  public F size(int width, int height) {
    if (width < 120 || height < 80 || width > 2000 || height > 4000) {
      throw new IllegalArgumentException(
          "size %d x %d: a figure has 120 x 80 to 2000 x 4000 logical pixels"
              .formatted(width, height));
    }
    this.width = width;
    this.height = height;
    return self();
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Pixels per logical unit of the last image; by it a notebook finds the logical size. */
  public int scale() {
    return scale;
  }

  /**
   * The figure as an image of {@link #SCALE} times its logical size. Where its PNG would be too
   * large for a notebook under version control (200 kB), it has 256 colours, and if need be fewer
   * pixels.
   */
  public final BufferedImage toImage() {
    BufferedImage image = null;
    for (scale = SCALE; scale >= 1; scale--) {
      image = draw();
      if (!Png.fits(image)) {
        image = MedianCut.reduce(image);
      }
      if (scale == 1 || Png.fits(image)) {
        break;
      }
    }
    return image;
  }

  private BufferedImage draw() {
    BufferedImage image =
        new BufferedImage(scale * width, scale * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = Style.canvas(image, scale);
    paint(g, width, height);
    g.dispose();
    return image;
  }

  /** Title, subtitle and body into the rectangle from (0, 0) to (width, height). */
  final void paint(Graphics2D g, int width, int height) {
    double y = title.isEmpty() && subtitle.isEmpty() ? 0 : MARGIN / 2.0;
    g.setColor(Style.INK);
    y = paragraph(g, title, Style.bold(Style.TITLE), y, width);
    g.setColor(Style.QUIET);
    y = paragraph(g, subtitle, Style.font(Style.LABEL), y, width);
    int top = (int) Math.ceil(y);
    if (height - top < 40) {
      throw new IllegalArgumentException(
          "height " + height + ": the title leaves no room for the figure; make it shorter");
    }
    Graphics2D below = (Graphics2D) g.create();
    below.translate(0, top);
    paintBody(below, width, height - top);
    below.dispose();
  }

  private static double paragraph(Graphics2D g, String text, Font font, double top, int width) {
    double room = width - 2.0 * MARGIN;
    double y = top;
    for (String line : Style.lines(text, font, room)) {
      Font fitting = Style.fit(line, font, room);
      g.setFont(fitting);
      g.drawString(line, MARGIN, (float) (y + 0.8 * Style.lineHeight(font)));
      y += Style.lineHeight(font);
    }
    return y;
  }

  /** Writes the figure as PNG; the file's name must end in {@code .png}. */
  public final void save(Path file) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new IllegalArgumentException(file + ": figures are saved as PNG, name it *.png");
    }
    try {
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      Files.write(file, Png.encode(toImage()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the figure to " + file, e);
    }
  }

  @Override
  public final String toString() {
    String head = subtitle.isEmpty() ? title : title + "\n" + subtitle;
    return (head + "\n" + body()).strip();
  }
}
