package elbolab.hmc;

import java.util.Arrays;

/** Running variances of each coordinate (Welford 1962), over draws of any number of chains. */
final class VarianceEstimate {
  private static final double PRIOR_DRAWS = 5;
  private static final double PRIOR_VARIANCE = 1e-3;

  private final double[] mean;
  private final double[] squares;
  private int count;

  VarianceEstimate(int dimension) {
    mean = new double[dimension];
    squares = new double[dimension];
  }

  void restart() {
    Arrays.fill(mean, 0);
    Arrays.fill(squares, 0);
    count = 0;
  }

  void add(double[] rows) {
    int d = mean.length;
    for (int from = 0; from < rows.length; from += d) {
      count++;
      for (int i = 0; i < d; i++) {
        double off = rows[from + i] - mean[i];
        mean[i] += off / count;
        squares[i] += off * (rows[from + i] - mean[i]);
      }
    }
  }

  /** Mass from the variances, shrunk towards 10⁻³ as if five more draws had said so, as in Stan. */
  DiagonalMass mass() {
    double[] variances = new double[mean.length];
    double weight = count / (count + PRIOR_DRAWS);
    for (int i = 0; i < variances.length; i++) {
      double estimate = count > 1 ? squares[i] / (count - 1) : 1;
      variances[i] = weight * estimate + (1 - weight) * PRIOR_VARIANCE;
    }
    return DiagonalMass.ofVariances(variances);
  }
}
