package elbolab.hmc;

import elbolab.math.DoubleMath;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * Where a parameter may lie. Samplers move freely on ℝᵐ; a smooth map carries u ∈ ℝᵐ to the
 * parameter x, and the density of u is that of x times the map's Jacobian |dx/du|.
 */
abstract class Support {
  /** x as [rows, …], and log |dx/du| as [rows]. */
  record Mapped(Tensor x, Tensor logJacobian) {}

  /** How many free coordinates u has. */
  abstract int free();

  /** Maps points u [rows, free]. */
  abstract Mapped map(Tensor u);

  /** The u that is mapped to x; x is known to fit in length. */
  abstract double[] inverse(double[] x);

  /** All reals. */
  static Support real(int size) {
    return new Each(size) {
      @Override
      Mapped map(Tensor u) {
        return new Mapped(u, Tensor.zeros(u.size(0)));
      }

      @Override
      double inverse(double x) {
        return x;
      }
    };
  }

  /** x = a + side·eᵘ: above a (side 1) or below it (side −1); log |dx/du| = u. */
  static Support beyond(int size, double a, int side) {
    requireFinite(a);
    return new Each(size) {
      @Override
      Mapped map(Tensor u) {
        return new Mapped(u.exp().times(side).plus(a), u.sum(1));
      }

      @Override
      double inverse(double x) {
        return DoubleMath.log(side * (x - a));
      }
    };
  }

  /**
   * x = a + (b − a)·sig(u); log |dx/du| = log(b − a) + log sig(u) + log(1 − sig(u)), where the two
   * logarithms are softplus functions and do not cancel.
   */
  static Support between(int size, double a, double b) {
    requireFinite(a);
    requireFinite(b);
    if (!(a < b)) {
      throw new IllegalArgumentException("bounds " + a + " and " + b + ": give the lower first");
    }
    double logWidth = DoubleMath.log(b - a);
    return new Each(size) {
      @Override
      Mapped map(Tensor u) {
        Tensor logSlope = logSigmoid(u).plus(logSigmoid(u.negate())).plus(logWidth);
        return new Mapped(u.sigmoid().times(b - a).plus(a), logSlope.sum(1));
      }

      @Override
      double inverse(double x) {
        return DoubleMath.log((x - a) / (b - x));
      }
    };
  }

  /** x₁ = u₁, xₖ = xₖ₋₁ + exp(uₖ); log |dx/du| = Σ_{k ≥ 2} uₖ. */
  static Support ordered(int size) {
    return new Support() {
      @Override
      int free() {
        return size;
      }

      @Override
      Mapped map(Tensor u) {
        Tensor first = u.slice(1, 0, 1);
        Tensor steps = u.slice(1, 1, size);
        Tensor upTo = matrix(size, size, (i, j) -> i <= j ? 1 : 0);
        return new Mapped(Tensor.concat(1, first, steps.exp()).matmul(upTo), steps.sum(1));
      }

      @Override
      double[] inverse(double[] x) {
        double[] u = x.clone();
        for (int k = 1; k < size; k++) {
          u[k] = DoubleMath.log(x[k] - x[k - 1]);
        }
        return u;
      }
    };
  }

  /**
   * Breaks a stick: xₖ = sₖ·Πⱼ₍ⱼ﹤ₖ₎(1 − sⱼ) with sₖ = sig(uₖ − log(K − k)), so that u = 0 is the
   * centre; the last piece is what is left. log |dx/du| = Σ log sₖ + log(1 − sₖ) + log Πⱼ₍ⱼ﹤ₖ₎(1 −
   * sⱼ), the density with respect to x₁ … x_{K−1}.
   */
  static Support simplex(int size) {
    double[] centre = new double[size - 1];
    Arrays.setAll(centre, k -> DoubleMath.log(size - 1 - k));
    return new Support() {
      @Override
      int free() {
        return size - 1;
      }

      @Override
      Mapped map(Tensor u) {
        Tensor shifted = u.minus(Tensor.of(centre, size - 1));
        Tensor logShare = logSigmoid(shifted);
        Tensor logRest = logSigmoid(shifted.negate());
        Tensor left = logRest.matmul(matrix(size - 1, size, (i, j) -> i < j ? 1 : 0));
        Tensor before = left.slice(1, 0, size - 1);
        Tensor pieces = logShare.plus(before);
        Tensor x = Tensor.concat(1, pieces, left.slice(1, size - 1, size)).exp();
        return new Mapped(x, pieces.plus(logRest).sum(1));
      }

      @Override
      double[] inverse(double[] x) {
        double[] u = new double[size - 1];
        double left = 1;
        for (int k = 0; k < size - 1; k++) {
          left -= x[k];
          u[k] = DoubleMath.log(x[k] / left) + centre[k];
        }
        return u;
      }
    };
  }

  /**
   * The Cholesky factor L of a correlation matrix LLᵀ, from partial correlations z = tanh(u)
   * (Lewandowski, Kurowicka and Joe 2009): Lᵢⱼ = zᵢⱼ·Πₖ₍ₖ﹤ⱼ₎√(1 − zᵢₖ²), Lᵢᵢ = Πₖ₍ₖ﹤ᵢ₎√(1 − zᵢₖ²).
   * The Jacobian is that of the entries of L below the diagonal.
   */
  static Support choleskyOfCorrelation(int n) {
    int m = n * (n - 1) / 2;
    int[] rowOf = new int[m];
    int[] columnOf = new int[m];
    for (int i = 1, k = 0; i < n; i++) {
      for (int j = 0; j < i; j++, k++) {
        rowOf[k] = i;
        columnOf[k] = j;
      }
    }
    return new Support() {
      @Override
      int free() {
        return m;
      }

      @Override
      Mapped map(Tensor u) {
        // log(1 − tanh²u) = log 4 + log sig(2u) + log sig(−2u)
        Tensor twice = u.times(2);
        Tensor logRest = logSigmoid(twice).plus(logSigmoid(twice.negate())).plus(LOG_4);
        Tensor half = logRest.times(0.5);
        Tensor before = half.matmul(matrix(m, m, (k, l) -> rowOf[k] == rowOf[l] && k < l ? 1 : 0));
        Tensor below = u.tanh().times(before.exp());
        Tensor diagonal = half.matmul(matrix(m, n, (k, i) -> rowOf[k] == i ? 1 : 0)).exp();
        Tensor placed =
            below
                .matmul(matrix(m, n * n, (k, at) -> at == rowOf[k] * n + columnOf[k] ? 1 : 0))
                .plus(diagonal.matmul(matrix(n, n * n, (i, at) -> at == i * (n + 1) ? 1 : 0)));
        return new Mapped(placed.reshape(u.size(0), n, n), logRest.plus(before).sum(1));
      }

      @Override
      double[] inverse(double[] l) {
        double[] u = new double[m];
        double left = 1;
        for (int k = 0; k < m; k++) {
          left = columnOf[k] == 0 ? 1 : left;
          double entry = l[rowOf[k] * n + columnOf[k]];
          double z = entry / Math.sqrt(left);
          u[k] = 0.5 * DoubleMath.log((1 + z) / (1 - z));
          left -= entry * entry;
        }
        return u;
      }
    };
  }

  private static final double LOG_4 = DoubleMath.log(4);

  /** Numbers that are mapped one by one. */
  private abstract static class Each extends Support {
    private final int size;

    Each(int size) {
      this.size = size;
    }

    @Override
    int free() {
      return size;
    }

    @Override
    double[] inverse(double[] x) {
      return Arrays.stream(x).map(this::inverse).toArray();
    }

    abstract double inverse(double x);
  }

  /** log sig(t), precise in both tails. */
  private static Tensor logSigmoid(Tensor t) {
    return t.negate().softplus().negate();
  }

  private static Tensor matrix(int rows, int columns, IntBinaryOperator entry) {
    double[] values = new double[rows * columns];
    Arrays.setAll(values, at -> entry.applyAsInt(at / columns, at % columns));
    return Tensor.of(values, rows, columns);
  }

  private static void requireFinite(double bound) {
    if (!Double.isFinite(bound)) {
      throw new IllegalArgumentException(
          "bound " + bound + " must be finite; without one, use real, above or below");
    }
  }
}
