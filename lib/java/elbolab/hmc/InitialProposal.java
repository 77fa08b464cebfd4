package elbolab.hmc;

import elbolab.math.Rng;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The Gaussian that chains start from, N(μ, (s·σ)²), with an inflation s per group of coordinates
 * (thesis 5.2.5: a group per latent level). Mean and deviation may hold several points, row-major:
 * one per datum, each with chains of its own.
 *
 * @param groups the group of each coordinate: 0, 1, … without gaps
 */
public record InitialProposal(double[] mean, double[] deviation, int[] groups) {
  public InitialProposal {
    if (groups.length == 0 || mean.length == 0 || mean.length % groups.length != 0) {
      throw new IllegalArgumentException(
          mean.length + " means do not make points of " + groups.length + " coordinates");
    }
    if (deviation.length != mean.length) {
      throw new IllegalArgumentException(
          deviation.length + " deviations for " + mean.length + " means: give one each");
    }
    for (double one : deviation) {
      if (!(one > 0 && one < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "deviation " + one + " of the proposal must be positive and finite");
      }
    }
    requireNoGaps(groups);
  }

  private static void requireNoGaps(int[] groups) {
    boolean[] seen = new boolean[groups.length + 1];
    int most = -1;
    for (int group : groups) {
      if (group < 0 || group >= groups.length) {
        throw new IllegalArgumentException(
            "group " + group + "; groups of coordinates are numbered from 0 without gaps");
      }
      seen[group] = true;
      most = Math.max(most, group);
    }
    for (int group = 0; group <= most; group++) {
      if (!seen[group]) {
        throw new IllegalArgumentException("no coordinate is in group " + group);
      }
    }
  }

  /** One point, and an inflation for each coordinate. */
  public static InitialProposal of(double[] mean, double[] deviation) {
    int[] groups = new int[mean.length];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = i;
    }
    return new InitialProposal(mean, deviation, groups);
  }

  /** One point of given groups: the mean and deviation of draws (row-major) in each coordinate. */
  public static InitialProposal matching(double[] draws, int... groups) {
    int d = groups.length;
    int n = draws.length / d;
    double[] means = new double[d];
    double[] deviations = new double[d];
    for (int i = 0; i < d; i++) {
      int column = i;
      double[] x = IntStream.range(0, n).mapToDouble(k -> draws[k * d + column]).toArray();
      double mean = Arrays.stream(x).average().orElseThrow();
      means[i] = mean;
      deviations[i] = Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (n - 1));
    }
    return new InitialProposal(means, deviations, groups);
  }

  /** The number of coordinates. */
  public int dimension() {
    return groups.length;
  }

  /** The number of points. */
  public int points() {
    return mean.length / groups.length;
  }

  /** The number of inflations. */
  public int groupCount() {
    int most = 0;
    for (int group : groups) {
      most = Math.max(most, group);
    }
    return most + 1;
  }

  /** Standard normal noise for that many chains at each point. */
  double[] noise(Rng rng, int chains) {
    double[] noise = new double[mean.length * chains];
    rng.fillGaussian(noise, 0, noise.length);
    return noise;
  }

  /** μ + s·σ·ξ: chain c of point p is row p·chains + c. */
  double[] starts(double[] noise, int chains, double[] inflation) {
    double[] out = new double[noise.length];
    int d = dimension();
    for (int k = 0; k < out.length; k++) {
      int at = k / (d * chains) * d + k % d;
      out[k] = mean[at] + inflation[groups[k % d]] * deviation[at] * noise[k];
    }
    return out;
  }

  /** Starting positions of {@code chains} chains at each point. */
  public double[] draw(Rng rng, int chains, double[] inflation) {
    return starts(noise(rng, chains), chains, inflation);
  }

  /** σ·ξ, the derivative of a starting position with respect to its inflation. */
  double slope(double[] noise, int chains, int k) {
    int d = dimension();
    return deviation[k / (d * chains) * d + k % d] * noise[k];
  }
}
