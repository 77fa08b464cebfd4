package elbolab.reproduce;

import elbolab.show.Animation;
import elbolab.show.Figure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * A figure that an experiment draws where it runs, because the model behind it takes longer to
 * train than a notebook may: {@code data/results/figures} has those that were committed.
 *
 * <pre>{@code
 * show(DrawnFigure.of("ugvae-4.4"));
 * }</pre>
 */
public final class DrawnFigure {
  private static final String FOLDER = "figures";

  /** What a figure of a notebook may have. */
  private static final long MOST_BYTES = 200_000;

  private static final double SMALLER = 0.85;

  /** No figure is wider on a page. */
  private static final int WIDEST = 1100;

  private final Path file;

  DrawnFigure(Path file) {
    this.file = file;
  }

  /** The committed figure of this name, drawn at paper scale. */
  public static DrawnFigure of(String name) {
    return of(name, Scale.PAPER);
  }

  public static DrawnFigure of(String name, Scale scale) {
    Path file = file(Results.committed(), name, scale);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "no figure '%s' at %s scale: no file %s".formatted(name, scale, file));
    }
    return new DrawnFigure(file);
  }

  /** Draws it beside the results of this checkout, smaller where it would be too many bytes. */
  public static void save(String name, Scale scale, Figure<?> figure) {
    Path file = file(Results.made(), name, scale);
    int width = figure.width();
    int height = figure.height();
    try {
      for (double share = 1; ; share *= SMALLER) {
        figure.size((int) (share * width), (int) (share * height)).save(file);
        if (Files.size(file) <= MOST_BYTES) {
          return;
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read: " + failed, failed);
    }
  }

  /** Draws figures that follow one another. */
  public static void save(String name, Scale scale, Animation animation) {
    animation.save(file(Results.made(), name, scale, ".gif"));
  }

  /** The committed animation of this name. */
  public static Animation animation(String name, Scale scale, String words) {
    return Animation.read(words, file(Results.committed(), name, scale, ".gif"));
  }

  private static Path file(Path results, String name, Scale scale) {
    return file(results, name, scale, ".png");
  }

  private static Path file(Path results, String name, Scale scale, String ending) {
    return results.resolve(FOLDER).resolve(name + "-" + scale + ending);
  }

  /** What {@code show} shows. */
  public BufferedImage toImage() {
    try {
      return ImageIO.read(file.toFile());
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read: " + failed, failed);
    }
  }

  /** Pixels for each point of the page: figures of many colours are drawn with one. */
  public int scale() {
    return toImage().getWidth() > WIDEST ? Figure.SCALE : 1;
  }

  @Override
  public String toString() {
    return "figure " + file.getFileName();
  }
}
