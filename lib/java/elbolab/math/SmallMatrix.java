package elbolab.math;

/**
 * A matrix of a few hundred rows at most, in double precision: for closed forms, not for networks.
 *
 * @param values by row; not copied
 */
public record SmallMatrix(double[][] values) {
  /** Rotations per pair: Jacobi's method converges quadratically, in some ten rounds. */
  private static final int MOST_SWEEPS = 60;

  public static SmallMatrix of(int rows, int columns) {
    return new SmallMatrix(new double[rows][columns]);
  }

  public static SmallMatrix identity(int size) {
    SmallMatrix identity = of(size, size);
    for (int i = 0; i < size; i++) {
      identity.values[i][i] = 1;
    }
    return identity;
  }

  public int rows() {
    return values.length;
  }

  public int columns() {
    return values[0].length;
  }

  public SmallMatrix times(SmallMatrix other) {
    if (columns() != other.rows()) {
      throw new IllegalArgumentException(
          "%d × %d times %d × %d: the columns of the first must be as many as the second's rows"
              .formatted(rows(), columns(), other.rows(), other.columns()));
    }
    SmallMatrix product = of(rows(), other.columns());
    for (int i = 0; i < rows(); i++) {
      for (int k = 0; k < columns(); k++) {
        double factor = values[i][k];
        for (int j = 0; j < other.columns(); j++) {
          product.values[i][j] = Math.fma(factor, other.values[k][j], product.values[i][j]);
        }
      }
    }
    return product;
  }

  public double[] times(double[] vector) {
    double[] product = new double[rows()];
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        product[i] = Math.fma(values[i][j], vector[j], product[i]);
      }
    }
    return product;
  }

  public SmallMatrix times(double factor) {
    SmallMatrix product = of(rows(), columns());
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        product.values[i][j] = factor * values[i][j];
      }
    }
    return product;
  }

  public SmallMatrix plus(SmallMatrix other) {
    SmallMatrix sum = of(rows(), columns());
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        sum.values[i][j] = values[i][j] + other.values[i][j];
      }
    }
    return sum;
  }

  public SmallMatrix minus(SmallMatrix other) {
    return plus(other.times(-1));
  }

  public SmallMatrix transposed() {
    SmallMatrix transposed = of(columns(), rows());
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        transposed.values[j][i] = values[i][j];
      }
    }
    return transposed;
  }

  /** The first columns. */
  public SmallMatrix first(int count) {
    SmallMatrix part = of(rows(), count);
    for (int i = 0; i < rows(); i++) {
      System.arraycopy(values[i], 0, part.values[i], 0, count);
    }
    return part;
  }

  public double trace() {
    double sum = 0;
    for (int i = 0; i < rows(); i++) {
      sum += values[i][i];
    }
    return sum;
  }

  /** By Gauss and Jordan, with the largest pivot of each column. */
  public SmallMatrix inverse() {
    int n = rows();
    double[][] a = new double[n][];
    double[][] b = identity(n).values;
    for (int i = 0; i < n; i++) {
      a[i] = values[i].clone();
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int i = column; i < n; i++) {
        pivot = Math.abs(a[i][column]) > Math.abs(a[pivot][column]) ? i : pivot;
      }
      if (!(Math.abs(a[pivot][column]) > 0)) {
        throw new IllegalArgumentException(
            "column " + column + " depends on those before it: the matrix has no inverse");
      }
      swap(a, pivot, column);
      swap(b, pivot, column);
      double scale = 1 / a[column][column];
      for (int j = 0; j < n; j++) {
        a[column][j] *= scale;
        b[column][j] *= scale;
      }
      for (int i = 0; i < n; i++) {
        double factor = i == column ? 0 : a[i][column];
        for (int j = 0; j < n; j++) {
          a[i][j] -= factor * a[column][j];
          b[i][j] -= factor * b[column][j];
        }
      }
    }
    return new SmallMatrix(b);
  }

  private static void swap(double[][] rows, int i, int j) {
    double[] row = rows[i];
    rows[i] = rows[j];
    rows[j] = row;
  }

  /**
   * A = V diag(values) Vᵀ of a symmetric matrix.
   *
   * @param values the greatest first
   * @param vectors in columns, of length 1
   */
  public record Eigen(double[] values, SmallMatrix vectors) {}

  /** Jacobi's rotations, each of which makes two numbers off the diagonal zero. */
  public Eigen symmetricEigen() {
    int n = rows();
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) {
      a[i] = values[i].clone();
    }
    double[][] v = identity(n).values;
    for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > 0; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, v, p, q);
        }
      }
    }
    return sorted(a, v);
  }

  /** Sum of squares off the diagonal; 0 once it is lost beside the diagonal. */
  private static double offDiagonal(double[][] a) {
    double off = 0;
    double on = 0;
    for (int i = 0; i < a.length; i++) {
      on += a[i][i] * a[i][i];
      for (int j = 0; j < i; j++) {
        off += a[i][j] * a[i][j];
      }
    }
    return off > 1e-34 * on ? off : 0;
  }

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double half = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double tangent = Math.copySign(1, half) / (Math.abs(half) + Math.sqrt(half * half + 1));
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    for (int k = 0; k < a.length; k++) {
      double left = a[k][p];
      double right = a[k][q];
      a[k][p] = cosine * left - sine * right;
      a[k][q] = sine * left + cosine * right;
      left = v[k][p];
      right = v[k][q];
      v[k][p] = cosine * left - sine * right;
      v[k][q] = sine * left + cosine * right;
    }
    for (int k = 0; k < a.length; k++) {
      double upper = a[p][k];
      double lower = a[q][k];
      a[p][k] = cosine * upper - sine * lower;
      a[q][k] = sine * upper + cosine * lower;
    }
  }

  private static Eigen sorted(double[][] a, double[][] v) {
    int n = a.length;
    double[] values = new double[n];
    SmallMatrix vectors = of(n, n);
    boolean[] taken = new boolean[n];
    for (int i = 0; i < n; i++) {
      int best = -1;
      for (int j = 0; j < n; j++) {
        if (!taken[j] && (best < 0 || a[j][j] > a[best][best])) {
          best = j;
        }
      }
      taken[best] = true;
      values[i] = a[best][best];
      for (int k = 0; k < n; k++) {
        vectors.values[k][i] = v[k][best];
      }
    }
    return new Eigen(values, vectors);
  }
}
