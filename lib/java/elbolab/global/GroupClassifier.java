package elbolab.global;

import elbolab.math.Moments;
import elbolab.math.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import smile.classification.SVM;
import smile.math.MathEx;
import smile.math.kernel.GaussianKernel;
import smile.math.kernel.LinearKernel;
import smile.math.kernel.MercerKernel;

/**
 * Whether kinds of groups can be told apart by a row of numbers for each: a support vector machine
 * is trained on four fifths of the groups, in standardised numbers, and judged on the others (the
 * thesis, table 4.2). The machines are Smile's.
 *
 * @param train share of the groups that it was trained on that it names rightly
 * @param test the same of the others
 * @param majority the share of the most frequent kind among those: what a guess reaches
 */
public record GroupClassifier(double train, double test, double majority) {
  private static final double TRAINED = 0.8;
  private static final double PENALTY = 1;
  private static final double TOLERANCE = 1e-3;

  /** The kernel of the machine. */
  public enum Kernel {
    LINEAR,
    /** exp(−‖u − v‖²/d) of d numbers. */
    RBF
  }

  /**
   * @param codes a row for each group
   * @param kinds of the groups, from 0 on
   */
  public static GroupClassifier fit(double[][] codes, int[] kinds, Kernel kernel, long seed) {
    if (codes.length != kinds.length || Arrays.stream(kinds).distinct().count() < 2) {
      throw new IllegalArgumentException(
          "%d rows of %d groups of %d kinds: a row for each group, and two kinds, are needed"
              .formatted(codes.length, kinds.length, Arrays.stream(kinds).distinct().count()));
    }
    int[] order = Rng.of(seed, "groups").permutation(codes.length);
    int count = (int) Math.round(TRAINED * codes.length);
    return fit(
        codes,
        kinds,
        Arrays.copyOf(order, count),
        Arrays.copyOfRange(order, count, order.length),
        kernel,
        seed);
  }

  /**
   * With a choice of the groups that are trained on, as where they must have no example in common
   * with those on which it is judged.
   *
   * @param trained numbers of rows
   * @param others numbers of the rows on which it is judged
   */
  public static GroupClassifier fit(
      double[][] codes, int[] kinds, int[] trained, int[] others, Kernel kernel, long seed) {
    double[][] scaled = standardised(codes, trained);
    MercerKernel<double[]> product =
        kernel == Kernel.LINEAR
            ? new LinearKernel()
            : new GaussianKernel(Math.sqrt(codes[0].length / 2.0));
    ToIntFunction<double[]> machine = oneAgainstOne(scaled, kinds, trained, product, seed);
    return new GroupClassifier(
        right(machine, scaled, kinds, trained),
        right(machine, scaled, kinds, others),
        majority(kinds, others));
  }

  /** A machine for each pair of kinds, which vote; among equals the first kind wins. */
  private static ToIntFunction<double[]> oneAgainstOne(
      double[][] codes, int[] kinds, int[] trained, MercerKernel<double[]> kernel, long seed) {
    int count = Arrays.stream(kinds).max().orElseThrow() + 1;
    List<ToIntFunction<double[]>> votes = new ArrayList<>();
    MathEx.setSeed(seed);
    for (int a = 0; a < count; a++) {
      for (int b = a + 1; b < count; b++) {
        int first = a;
        int second = b;
        int[] rows =
            Arrays.stream(trained).filter(i -> kinds[i] == first || kinds[i] == second).toArray();
        SVM<double[]> machine =
            SVM.fit(
                Arrays.stream(rows).mapToObj(i -> codes[i]).toArray(double[][]::new),
                Arrays.stream(rows).map(i -> kinds[i] == first ? 1 : -1).toArray(),
                kernel,
                PENALTY,
                TOLERANCE);
        votes.add(code -> machine.predict(code) > 0 ? first : second);
      }
    }
    return code -> {
      int[] counts = new int[count];
      votes.forEach(vote -> counts[vote.applyAsInt(code)]++);
      int most = 0;
      for (int k = 1; k < count; k++) {
        most = counts[k] > counts[most] ? k : most;
      }
      return most;
    };
  }

  /** Mean 0 and variance 1 of each number over the groups that are trained on. */
  private static double[][] standardised(double[][] codes, int[] trained) {
    double[][] scaled = new double[codes.length][codes[0].length];
    for (int j = 0; j < codes[0].length; j++) {
      Moments column = new Moments();
      for (int i : trained) {
        column.add(codes[i][j]);
      }
      double deviation = column.variance() > 0 ? Math.sqrt(column.variance()) : 1;
      for (int i = 0; i < codes.length; i++) {
        scaled[i][j] = (codes[i][j] - column.mean()) / deviation;
      }
    }
    return scaled;
  }

  private static double right(
      ToIntFunction<double[]> machine, double[][] codes, int[] kinds, int[] rows) {
    return (double)
            Arrays.stream(rows).filter(i -> machine.applyAsInt(codes[i]) == kinds[i]).count()
        / rows.length;
  }

  private static double majority(int[] kinds, int[] rows) {
    int[] counts = new int[Arrays.stream(kinds).max().orElseThrow() + 1];
    for (int row : rows) {
      counts[kinds[row]]++;
    }
    return (double) Arrays.stream(counts).max().orElseThrow() / rows.length;
  }
}
