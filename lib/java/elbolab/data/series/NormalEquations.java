package elbolab.data.series;

/**
 * Least squares with a penalty, from sums alone: Z holds a row of regressors and a last 1 for each
 * case, and (ZᵀZ/n + λ·diag(1, …, 1, 0)) w = Zᵀy/n. The constant is not penalised.
 */
final class NormalEquations {
  private final int regressors;
  private final int targets;
  private final double[][] gram;
  private final double[][] products;
  private final double[] row;
  private long cases;

  NormalEquations(int regressors, int targets) {
    this.regressors = regressors;
    this.targets = targets;
    gram = new double[regressors + 1][regressors + 1];
    products = new double[targets][regressors + 1];
    row = new double[regressors + 1];
    row[regressors] = 1;
  }

  /** One case: its regressors and targets are the numbers from these places on. */
  void add(float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < regressors; i++) {
      row[i] = x[xAt + i];
    }
    for (int i = 0; i <= regressors; i++) {
      addMultiple(row[i], row, i, gram[i]);
    }
    for (int h = 0; h < targets; h++) {
      addMultiple(y[yAt + h], row, 0, products[h]);
    }
    cases++;
  }

  private static void addMultiple(double factor, double[] from, int start, double[] to) {
    for (int j = start; j < to.length; j++) {
      to[j] += factor * from[j];
    }
  }

  /** The weights of each target, the constant last. */
  double[][] solve(double penalty) {
    int size = regressors + 1;
    double[][] lower = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = gram[j][i] / cases + (i == j && i < regressors ? penalty : 0);
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        // A pivot lost to rounding: a regressor that the ones before it determine gets weight 0.
        boolean lost = i == j && !(sum > 1e-14 * (gram[i][i] / cases));
        lower[i][j] = i > j ? sum / lower[j][j] : lost ? Double.POSITIVE_INFINITY : Math.sqrt(sum);
      }
    }
    double[][] weights = new double[targets][];
    for (int h = 0; h < targets; h++) {
      weights[h] = backAndForth(lower, products[h]);
    }
    return weights;
  }

  /** Solves L Lᵀ w = b/n. */
  private double[] backAndForth(double[][] lower, double[] b) {
    double[] w = new double[b.length];
    for (int i = 0; i < w.length; i++) {
      double sum = b[i] / cases;
      for (int k = 0; k < i; k++) {
        sum -= lower[i][k] * w[k];
      }
      w[i] = sum / lower[i][i];
    }
    for (int i = w.length - 1; i >= 0; i--) {
      double sum = w[i];
      for (int k = i + 1; k < w.length; k++) {
        sum -= lower[k][i] * w[k];
      }
      w[i] = sum / lower[i][i];
    }
    return w;
  }
}
