package elbolab.hmc.diagnostics;

import static elbolab.math.Equation.Paper.VEHTARI_2021;

import elbolab.math.Equation;
import elbolab.math.Quantile;
import java.util.Arrays;

/** Views of draws [chain][draw] that the diagnostics are built from. */
final class Draws {
  private Draws() {}

  static double[] flat(double[][] chains) {
    return Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
  }

  static double[] sorted(double[][] chains) {
    double[] all = flat(chains);
    Arrays.sort(all);
    return all;
  }

  /** Each chain's two halves; the middle draw of an odd number is dropped. */
  static double[][] split(double[][] chains) {
    int n = chains[0].length;
    if (n == 1) {
      return chains;
    }
    int half = n / 2;
    double[][] halves = new double[2 * chains.length][];
    for (int c = 0; c < chains.length; c++) {
      halves[c] = Arrays.copyOfRange(chains[c], 0, half);
      halves[chains.length + c] = Arrays.copyOfRange(chains[c], n - half, n);
    }
    return halves;
  }

  /** |x − median|: large where a draw lies in either tail. */
  static double[][] folded(double[][] chains) {
    double median = Quantile.ofSorted(sorted(chains), 0.5);
    double[][] out = new double[chains.length][];
    for (int c = 0; c < chains.length; c++) {
      out[c] = Arrays.stream(chains[c]).map(x -> Math.abs(x - median)).toArray();
    }
    return out;
  }

  /** Φ⁻¹((rank − ⅜)/(S + ¼)), with average ranks for ties (Vehtari et al. 2021, eq. 14). */
  @Equation(
      paper = VEHTARI_2021,
      number = "14",
      test = "DiagnosticsTest#agreeWithAnotherImplementation")
  static double[][] rankNormalized(double[][] chains) {
    double[] sorted = sorted(chains);
    double[][] out = new double[chains.length][];
    for (int c = 0; c < chains.length; c++) {
      out[c] =
          Arrays.stream(chains[c])
              .map(
                  x ->
                      Double.isNaN(x)
                          ? Double.NaN
                          : NormalQuantile.of((rank(sorted, x) - 0.375) / (sorted.length + 0.25)))
              .toArray();
    }
    return out;
  }

  /** The average rank, from 1, of a value among sorted values. */
  static double rank(double[] sorted, double x) {
    return 0.5 * (below(sorted, x, false) + below(sorted, x, true) + 1);
  }

  /** How many values are below x, or below and equal to it. */
  private static int below(double[] sorted, double x, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < x || (orEqual && sorted[middle] == x)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Whether nothing can be estimated: a value that is not finite, or all values the same. */
  static boolean degenerate(double[][] chains) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] chain : chains) {
      for (double x : chain) {
        if (!Double.isFinite(x)) {
          return true;
        }
        least = Math.min(least, x);
        most = Math.max(most, x);
      }
    }
    return !(most - least >= Math.ulp(1.0));
  }

  static double mean(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value;
    }
    return sum / x.length;
  }

  /** The unbiased variance; NaN for fewer than two values. */
  static double variance(double[] x) {
    double mean = mean(x);
    double sum = 0;
    for (double value : x) {
      sum += (value - mean) * (value - mean);
    }
    return x.length < 2 ? Double.NaN : sum / (x.length - 1);
  }

  static double[] means(double[][] chains) {
    return Arrays.stream(chains).mapToDouble(Draws::mean).toArray();
  }

  static void requireRectangular(double[][] chains) {
    if (chains.length == 0 || chains[0].length == 0) {
      throw new IllegalArgumentException("no draws: give at least one chain of one draw");
    }
    for (int c = 1; c < chains.length; c++) {
      if (chains[c].length != chains[0].length) {
        throw new IllegalArgumentException(
            "chain " + c + " has " + chains[c].length + " draws, chain 0 " + chains[0].length);
      }
    }
  }
}
