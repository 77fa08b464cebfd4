package elbolab.data;

import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.Arrays;

/**
 * Spirals of two directions, as the public code of Chen et al. 2018 draws them: half of them wind
 * outwards anticlockwise, r = 0.3 θ around (5, 0), half clockwise, r = 15/θ' around (−5, 0) with θ'
 * falling. A spiral is 200 of 500 points on three turns, from a start of its own on; the first 100
 * can be observed, the others are what comes later. The noise is on what is observed.
 *
 * @param starts of the spirals on their curve of 500 points
 * @param clean points, [spirals, 200, 2] one after the other
 * @param noisy the same with noise
 */
public record Spirals(int[] starts, float[] clean, float[] noisy, long seed) {
  /** Points that can be observed, and points that come later. */
  public static final int WINDOW = 100;

  private static final int POINTS = 2 * WINDOW;
  private static final int GRID = 500;
  private static final double TURNS = 3;
  private static final double STEP = TURNS / (GRID - 1);

  /** The starts of a spiral: later ones would run into the end, where r = 15/θ' bursts. */
  private static final int STARTS = 200;

  public static Spirals draw(int count, double noise, long seed) {
    if (count < 1 || !(noise >= 0)) {
      throw new IllegalArgumentException(
          count + " spirals with noise " + noise + ": at least 1 and at least 0 are needed");
    }
    Rng rng = Rng.of(seed, "spirals");
    float[] clean = new float[count * POINTS * 2];
    float[] noisy = new float[clean.length];
    rng.stream("noise", 0).fillGaussian(noisy, 0, noisy.length);
    Rng drawn = rng.stream("starts", 0);
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = drawn.nextInt(STARTS);
      for (int k = 0; k < POINTS; k++) {
        point(i % 2 == 0, starts[i] + k, clean, (i * POINTS + k) * 2);
      }
    }
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = (float) (clean[i] + noise * noisy[i]);
    }
    return new Spirals(starts, clean, noisy, seed);
  }

  private static void point(boolean clockwise, int k, float[] to, int at) {
    double turns = clockwise ? TURNS - k * STEP + 0.5 / Math.PI : k * STEP;
    double angle = 2 * Math.PI * turns;
    double r = clockwise ? 15 / angle : 0.3 * angle;
    double whole = Math.floor(turns);
    to[at] = (float) (r * DoubleMath.cosTurns(turns - whole) + (clockwise ? -5 : 5));
    to[at + 1] = (float) (r * DoubleMath.sinTurns(turns - whole));
  }

  public int count() {
    return clean.length / (2 * POINTS);
  }

  /** The times of so many points, in radians from the start: {@code times(WINDOW)} of the first. */
  public static double[] times(int points) {
    double[] times = new double[points];
    for (int k = 0; k < points; k++) {
      times[k] = 2 * Math.PI * STEP * k;
    }
    return times;
  }

  /** Which points of the window are observed: so many, others for each spiral, in rising order. */
  public int[][] seen(int observations) {
    if (observations < 2 || observations > WINDOW) {
      throw new IllegalArgumentException(
          observations + " observations: there can be 2 to " + WINDOW);
    }
    int[][] seen = new int[count()][];
    for (int i = 0; i < seen.length; i++) {
      int[] order = Rng.of(seed, "seen").stream("spiral", i).permutation(WINDOW);
      seen[i] = Arrays.stream(order, 0, observations).sorted().toArray();
    }
    return seen;
  }

  /** The window of each spiral, [100, 2], with noise, of which so many points are seen. */
  public Dataset observed(int observations) {
    float[] values = new float[count() * WINDOW * 2];
    boolean[] mask = new boolean[values.length];
    int[][] seen = seen(observations);
    for (int i = 0; i < count(); i++) {
      System.arraycopy(noisy, i * POINTS * 2, values, i * WINDOW * 2, WINDOW * 2);
      for (int k : seen[i]) {
        mask[(i * WINDOW + k) * 2] = true;
        mask[(i * WINDOW + k) * 2 + 1] = true;
      }
    }
    return Dataset.of(values, mask, WINDOW, 2);
  }

  /** √ of the mean square of predicted − clean over the numbers of the 100 later points. */
  public double laterError(Tensor predicted) {
    return laterError(predicted, clean, GRID);
  }

  /** The same from the points with noise. */
  public double noisyLaterError(Tensor predicted) {
    return laterError(predicted, noisy, GRID);
  }

  /**
   * The same from the clean ones, without those that lie further along their spiral than any window
   * of these data: nobody has seen the spirals there.
   */
  public double laterErrorWhereSeen(Tensor predicted) {
    return laterError(predicted, clean, STARTS - 1 + WINDOW);
  }

  private double laterError(Tensor predicted, float[] truth, int below) {
    float[] p = predicted.toArray();
    if (p.length != count() * WINDOW * 2) {
      throw new IllegalArgumentException(
          "predictions " + predicted.shape() + ": the 100 later points of each spiral are needed");
    }
    double sum = 0;
    int numbers = 0;
    for (int i = 0; i < count(); i++) {
      for (int k = 0; k < WINDOW && starts[i] + WINDOW + k < below; k++) {
        for (int axis = 0; axis < 2; axis++) {
          double off = p[(i * WINDOW + k) * 2 + axis] - truth[(i * POINTS + WINDOW + k) * 2 + axis];
          sum += off * off;
          numbers++;
        }
      }
    }
    return Math.sqrt(sum / numbers);
  }
}
