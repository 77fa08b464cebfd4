package elbolab.hhvaem;

import elbolab.data.Dataset;
import elbolab.data.ImageSet;
import elbolab.data.Observed;
import elbolab.math.Moments;
import elbolab.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images as rows of cells, as the models see a table: each pixel is black or white, the class is
 * the target and comes last. A pixel is white ink where its grey exceeds a half.
 */
public record LabelledImages(ImageSet images) implements Dataset {
  private static final int HALF = 128;

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public int[] shape() {
    return new int[] {images.pixelsPerImage() + 1};
  }

  @Override
  public Observed rows(int... rows) {
    int pixels = images.pixelsPerImage();
    float[] cells = new float[rows.length * (pixels + 1)];
    for (int i = 0; i < rows.length; i++) {
      int from = rows[i] * pixels;
      int to = i * (pixels + 1);
      for (int p = 0; p < pixels; p++) {
        cells[to + p] = (images.pixels()[from + p] & 0xFF) > HALF ? 1 : 0;
      }
      cells[to + pixels] = images.labels()[rows[i]];
    }
    return Observed.complete(Tensor.of(cells, rows.length, pixels + 1));
  }

  /** Which pixel of an image is meant: its row from the top and its column from the left. */
  @FunctionalInterface
  public interface PixelTest {
    boolean holds(int row, int column);
  }

  /** Images with some of their pixels hidden, the same in all of them, and without their class. */
  public Observed hide(PixelTest hidden, int... rows) {
    int width = images.pixelsPerImage() + 1;
    float[] seen = new float[rows.length * width];
    for (int k = 0; k < seen.length; k++) {
      int p = k % width;
      boolean pixel = p < width - 1;
      seen[k] = pixel && !hidden.holds(p / images.width(), p % images.width()) ? 1 : 0;
    }
    return rows(rows).hide(Tensor.of(seen, rows.length, width));
  }

  /** The pixels of rows as pictures, [rows][pixels]; what is hidden is not a number. */
  public static float[][] pictures(Observed x) {
    int width = x.values().size(1);
    float[] values = x.values().toArray();
    float[] seen = x.maskOrOnes().toArray();
    float[][] pictures = new float[x.rows()][width - 1];
    for (int i = 0; i < pictures.length; i++) {
      for (int p = 0; p < width - 1; p++) {
        pictures[i][p] = seen[i * width + p] > 0 ? values[i * width + p] : Float.NaN;
      }
    }
    return pictures;
  }

  /** A Bernoulli feature for each pixel, row by row, and the class as the target. */
  public Features asFeatures() {
    List<String> pair = List.of("0", "1");
    List<Feature> pixels =
        IntStream.range(0, images.pixelsPerImage())
            .mapToObj(
                p ->
                    new Feature(
                        "pixel %d, %d".formatted(p / images.width(), p % images.width()),
                        FeatureKind.BERNOULLI,
                        pair,
                        0,
                        1,
                        0,
                        1))
            .toList();
    Moments labels = new Moments();
    for (int label : images.labels()) {
      labels.add(label);
    }
    int classes = images.classNames().size();
    double deviation = labels.count() > 1 ? Math.sqrt(labels.variance()) : 1;
    Feature target =
        new Feature(
            "class",
            FeatureKind.CATEGORICAL,
            images.classNames(),
            labels.mean(),
            deviation > 0 ? deviation : 1,
            0,
            classes - 1);
    return new Features(pixels, List.of(target));
  }
}
