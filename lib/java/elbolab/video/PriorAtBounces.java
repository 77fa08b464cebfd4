package elbolab.video;

import elbolab.math.Rng;
import elbolab.tensor.Tape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether a learned prior is wider where nobody can know what comes: at the frame behind a bounce.
 *
 * @param correlation of the prior's deviation with whether the digit has just bounced, over all
 *     frames behind the past of all films
 * @param p the share of random pairings of the deviations of one film with the bounces of another
 *     that correlate as much: pairing whole films keeps what all have in common at each time
 * @param byLag mean deviation at −2 to 3 frames from a bounce; the frame at 1 is the first that
 *     moves with the new velocity
 * @param elsewhere mean deviation where the frame before is no bounce
 */
public record PriorAtBounces(double correlation, double p, double[] byLag, double elsewhere) {
  /** The first lag of {@link #byLag}. */
  public static final int FIRST_LAG = -2;

  private static final int LAGS = 6;

  /**
   * @param past the first frame, counted from 0, whose prior is looked at: the velocity must be
   *     known
   */
  public static PriorAtBounces of(
      VideoModel model, MovingDigits films, int past, int permutations, Rng rng) {
    int count = films.size();
    int frames = films.frames();
    int first = model.options().given();
    float[] deviations;
    try (Tape tape = Tape.inference()) {
      deviations = model.priorDeviation(films.all().values()).toArray();
    }
    double[][] wide = new double[count][frames];
    for (int i = 0; i < deviations.length; i++) {
      wide[i / (frames - first)][first + i % (frames - first)] = deviations[i];
    }
    boolean[][] bounced =
        IntStream.range(0, count).mapToObj(films::bounces).toArray(boolean[][]::new);
    return of(wide, bounced, past, permutations, rng);
  }

  /**
   * @param wide deviation of the prior of each frame of each film
   * @param bounced at which frames a new velocity begins
   */
  static PriorAtBounces of(
      double[][] wide, boolean[][] bounced, int past, int permutations, Rng rng) {
    int films = wide.length;
    int[] same = IntStream.range(0, films).toArray();
    double found = correlation(wide, bounced, past, same);
    int asMuch = 1;
    for (int k = 0; k < permutations; k++) {
      int[] order = rng.stream("permutation", k).permutation(films);
      asMuch += correlation(wide, bounced, past, order) >= found ? 1 : 0;
    }
    double[] sums = new double[LAGS];
    int[] counts = new int[LAGS];
    double otherwise = 0;
    int others = 0;
    for (int f = 0; f < films; f++) {
      for (int t = past; t < wide[f].length; t++) {
        for (int lag = 0; lag < LAGS; lag++) {
          int bounce = t - lag - FIRST_LAG;
          if (bounce >= 0 && bounce < wide[f].length && bounced[f][bounce]) {
            sums[lag] += wide[f][t];
            counts[lag]++;
          }
        }
        if (!bounced[f][t - 1]) {
          otherwise += wide[f][t];
          others++;
        }
      }
    }
    double[] byLag = new double[LAGS];
    Arrays.setAll(byLag, lag -> sums[lag] / counts[lag]);
    return new PriorAtBounces(found, asMuch / (permutations + 1.0), byLag, otherwise / others);
  }

  private static double correlation(double[][] wide, boolean[][] bounced, int past, int... order) {
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (int f = 0; f < wide.length; f++) {
      for (int t = past; t < wide[f].length; t++) {
        double x = wide[f][t];
        double y = bounced[order[f]][t - 1] ? 1 : 0;
        n++;
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
      }
    }
    double covariance = sxy / n - sx / n * sy / n;
    return covariance / Math.sqrt((sxx / n - sx / n * sx / n) * (sy / n - sy / n * sy / n));
  }
}
