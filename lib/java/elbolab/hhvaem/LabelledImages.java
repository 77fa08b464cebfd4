package elbolab.hhvaem;

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
public record LabelledImages(ImageSet images) implements ImageCells {
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

  @Override
  public int height() {
    return images.height();
  }

  @Override
  public int width() {
    return images.width();
  }

  /** The pixels of rows as pictures, [rows][pixels]; what is hidden is not a number. */
  public static float[][] pictures(Observed x) {
    return ImageCells.pictures(x, x.values().size(1) - 1);
  }

  /** A Bernoulli feature for each pixel, row by row, and the class as the target. */
  @Override
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
