package elbolab.prob;

import elbolab.math.DoubleMath;
import java.util.Arrays;

/**
 * Entropy and mutual information, in nats, of the frequencies with which classes occur together:
 * plug-in estimates, whose bias is about (rows − 1)(columns − 1)/(2n) for the mutual information.
 *
 * @param counts how often class i of the one and class j of the other occurred together
 */
public record DiscreteInformation(long[][] counts) {

  /** Of two classes for each of n cases; a class is counted from 0. */
  public static DiscreteInformation of(
      int[] one, int classesOfOne, int[] other, int classesOfOther) {
    if (one.length != other.length || one.length == 0) {
      throw new IllegalArgumentException(
          one.length + " and " + other.length + " classes: as many of each, and at least one");
    }
    long[][] counts = new long[classesOfOne][classesOfOther];
    for (int i = 0; i < one.length; i++) {
      counts[one[i]][other[i]]++;
    }
    return new DiscreteInformation(counts);
  }

  /**
   * Of two numbers for each of n cases, each put into so many classes with about as many cases in
   * each; equal numbers stay together.
   */
  public static DiscreteInformation ofNumbers(double[] one, double[] other, int bins) {
    return of(classes(one, bins), bins, classes(other, bins), bins);
  }

  private static int[] classes(double[] numbers, int bins) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int[] classes = new int[numbers.length];
    for (int k = 1; k < bins; k++) {
      double cut = sorted[(int) ((long) k * sorted.length / bins)];
      for (int i = 0; i < classes.length; i++) {
        classes[i] += numbers[i] >= cut ? 1 : 0;
      }
    }
    return classes;
  }

  /** H of one list of classes: −Σ p log p. */
  public static double entropy(int[] classes, int count) {
    long[] counts = new long[count];
    for (int k : classes) {
      counts[k]++;
    }
    return entropy(counts);
  }

  /** I = H(one) + H(other) − H(both), which is Σ p(i, j) log(p(i, j)/(p(i) p(j))). */
  public double mutual() {
    long[] rows = new long[counts.length];
    long[] columns = new long[counts[0].length];
    long[] all = new long[rows.length * columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        rows[i] += counts[i][j];
        columns[j] += counts[i][j];
        all[i * columns.length + j] = counts[i][j];
      }
    }
    return Math.max(0, entropy(rows) + entropy(columns) - entropy(all));
  }

  /**
   * By how much {@link #mutual()} is expected to be too great: (B_x − 1)(B_y − 1)/(2n), with the
   * classes that occur (Miller 1955).
   */
  public double bias() {
    double n = 0;
    int rows = 0;
    long[] columns = new long[counts[0].length];
    for (long[] row : counts) {
      long inRow = 0;
      for (int j = 0; j < columns.length; j++) {
        columns[j] += row[j];
        inRow += row[j];
      }
      rows += inRow > 0 ? 1 : 0;
      n += inRow;
    }
    long occurring = Arrays.stream(columns).filter(count -> count > 0).count();
    return (rows - 1) * (occurring - 1) / (2 * n);
  }

  /** log n − (1/n) Σ c log c. */
  private static double entropy(long... counts) {
    double n = 0;
    double sum = 0;
    for (long c : counts) {
      n += c;
      sum += c > 1 ? c * DoubleMath.log(c) : 0;
    }
    return DoubleMath.log(n) - sum / n;
  }
}
