package elbolab.prob;

import elbolab.math.DoubleMath;

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
