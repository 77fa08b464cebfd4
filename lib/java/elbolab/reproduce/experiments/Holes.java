package elbolab.reproduce.experiments;

import elbolab.data.Observed;
import elbolab.hhvaem.HhVaem;
import elbolab.hhvaem.ImageCells;
import elbolab.hhvaem.Inference;
import elbolab.math.Rng;
import elbolab.show.Images;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Images with a square cut out, and what a model puts there (the thesis, figure 5.6): one square,
 * at one place, in all images.
 *
 * @param truth the images
 * @param seen of them
 * @param height of an image
 * @param mean of the draws
 * @param one draw
 * @param other draw
 * @param deviation of the draws, in each pixel the mean over its colours
 */
record Holes(
    float[][] truth,
    float[][] seen,
    int height,
    float[][] mean,
    float[][] one,
    float[][] other,
    float[][] deviation) {

  /** The first images, a square of half their height cut out where the seed says. */
  static Holes fill(HhVaem model, ImageCells images, int count, int draws, long seed) {
    Rng rng = Rng.of(seed, "hole");
    int side = images.height() / 2;
    int top = rng.stream("top", 0).nextInt(images.height() - side + 1);
    int left = rng.stream("left", 0).nextInt(images.width() - side + 1);
    int[] rows = IntStream.range(0, count).toArray();
    Observed x =
        images.hide(
            (row, column) ->
                row >= top && row < top + side && column >= left && column < left + side,
            rows);
    int pixels = model.features().inputs().size();
    int area = images.height() * images.width();
    Inference by = model.options().chain().isPresent() ? Inference.HMC : Inference.ENCODER;
    List<float[][]> all = new ArrayList<>();
    for (int k = 0; k < draws; k++) {
      Rng draw = rng.stream("draw", k);
      all.add(model.posterior(x, by, 1, draw).restored(x, draw.stream("pictures", 0)));
    }
    float[][] mean = new float[count][pixels];
    float[][] deviation = new float[count][area];
    for (int i = 0; i < count; i++) {
      for (int p = 0; p < pixels; p++) {
        double sum = 0;
        double squares = 0;
        for (float[][] draw : all) {
          sum += draw[i][p];
          squares += (double) draw[i][p] * draw[i][p];
        }
        double average = sum / draws;
        mean[i][p] = (float) average;
        double variance = Math.max(0, squares / draws - average * average);
        deviation[i][p % area] += (float) (Math.sqrt(variance) * area / pixels);
      }
    }
    return new Holes(
        ImageCells.pictures(images.rows(rows), pixels),
        ImageCells.pictures(x, pixels),
        images.height(),
        mean,
        all.get(0),
        all.get(1),
        deviation);
  }

  /** The root of the mean squared error in the hole. */
  double error() {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < truth.length; i++) {
      for (int p = 0; p < truth[i].length; p++) {
        if (Float.isNaN(seen[i][p])) {
          sum += Math.pow(mean[i][p] - truth[i][p], 2);
          count++;
        }
      }
    }
    return Math.sqrt(sum / count);
  }

  /** Rows: original, observed, the mean, two draws, how much draws differ. */
  Images figure(String title) {
    float[][] all =
        Stream.of(truth, seen, mean, one, other, deviation)
            .flatMap(Stream::of)
            .toArray(float[][]::new);
    return Images.of(title, height, deviation[0].length / height, all).columns(truth.length);
  }
}
