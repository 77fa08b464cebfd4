package elbolab.vae;

import elbolab.data.Dataset;
import elbolab.show.Images;
import elbolab.show.Plot;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The plane of a VAE with two latent numbers, as pictures: where the encoder puts examples, and
 * what the decoder makes of each point (figure 12 of the report).
 *
 * @param z1 first number of each example's mean code
 * @param z2 second one
 */
public record LatentPlane(double[] z1, double[] z2) {
  private static final int ROWS_AT_ONCE = 500;
  private static final int CELLS = 80;
  private static final int LINES = 6;

  /** The mean codes of all examples. */
  public static LatentPlane of(Vae vae, Dataset data) {
    if (vae.latent() != 2) {
      throw new IllegalArgumentException(vae.latent() + " latent numbers: a plane is drawn of 2");
    }
    LatentPlane plane = new LatentPlane(new double[data.size()], new double[data.size()]);
    for (int from = 0; from < data.size(); from += ROWS_AT_ONCE) {
      int[] rows = IntStream.range(from, Math.min(from + ROWS_AT_ONCE, data.size())).toArray();
      try (Tape tape = Tape.inference()) {
        float[] codes = vae.encode(data.rows(rows)).mean().toArray();
        for (int i = 0; i < rows.length; i++) {
          plane.z1[from + i] = codes[2 * i];
          plane.z2[from + i] = codes[2 * i + 1];
        }
      }
    }
    return plane;
  }

  /** The codes, coloured by class. */
  public Plot byClass(String title, int[] classes, String... names) {
    return axes(title).points(z1, z2, classes, names);
  }

  /** The codes. */
  public Plot points(String title) {
    return axes(title).points("mean codes", z1, z2);
  }

  /** How dense the codes lie. */
  public Plot density(String title) {
    return axes(title).density(z1, z2);
  }

  /** The codes, and lines of equal density of a prior over the same square. */
  public Plot onPrior(String title, Prior prior) {
    double reach = 1;
    for (int i = 0; i < z1.length; i++) {
      reach = Math.max(reach, Math.max(Math.abs(z1[i]), Math.abs(z2[i])));
    }
    return axes(title)
        .points("", z1, z2)
        .contour(PlaneDensity.of(prior::logProb, reach, CELLS).grid(), LINES)
        .xRange(-reach, reach)
        .yRange(-reach, reach);
  }

  private static Plot axes(String title) {
    return Plot.of(title).x("z₁").y("z₂").equalUnits().size(620, 480);
  }

  /**
   * The decoder's means at side × side points of the plane from −reach to reach, as images: z₁ to
   * the right, z₂ upwards.
   */
  public static Images decoded(
      Vae vae, String title, int side, double reach, int width, int height) {
    float[] points = new float[2 * side * side];
    for (int i = 0; i < side * side; i++) {
      points[2 * i] = (float) (reach * (2.0 * (i % side) / (side - 1) - 1));
      points[2 * i + 1] = (float) (reach * (1 - 2.0 * (i / side) / (side - 1)));
    }
    try (Tape tape = Tape.inference()) {
      float[] all = vae.decodeMean(Tensor.of(points, side * side, 2)).toArray();
      int pixels = width * height;
      float[][] images =
          IntStream.range(0, side * side)
              .mapToObj(i -> Arrays.copyOfRange(all, pixels * i, pixels * (i + 1)))
              .toArray(float[][]::new);
      return Images.of(title, width, height, images).columns(side);
    }
  }
}
