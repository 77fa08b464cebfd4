package elbolab.tensor;

/** Maps on arrays of floats. */
final class CpuElementwise {
  private static final double INVERSE_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);

  private CpuElementwise() {}

  static void map(Unary f, float p, float q, float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) y[i] = value(f, p, q, x[i]);
  }

  private static float value(Unary f, float p, float q, float x) {
    return switch (f) {
      case AFFINE -> Math.fma(p, x, q);
      case EXP -> (float) Math.exp(x);
      case LOG -> (float) Math.log(x);
      case SQRT -> (float) Math.sqrt(x);
      case ABS -> Math.abs(x);
      case SIN -> (float) Math.sin(x);
      case COS -> (float) Math.cos(x);
      case TANH -> (float) Math.tanh(x);
      case SIGMOID -> (float) (1 / (1 + Math.exp(-x)));
      case SOFTPLUS -> (float) (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
      case RELU -> x < 0 ? 0 : x;
      case LEAKY_RELU -> x < 0 ? p * x : x;
      case ELU -> x < 0 ? (float) (p * Math.expm1(x)) : x;
      case GELU -> (float) (x * distribution(x));
      case ERF -> (float) erf(x);
      case CLAMP -> x < p ? p : x > q ? q : x;
      case SQUARE -> x * x;
      case RECIPROCAL -> 1 / x;
      case POSITIVE -> x > 0 ? 1 : 0;
      case POWER -> (float) Math.pow(x, p);
    };
  }

  static void mapGradient(
      Unary f, float p, float q, float[] x, float[] y, float[] dy, float[] dx, int count) {
    for (int i = 0; i < count; i++) {
      dx[i] = dy[i] * slope(f, p, q, x == null ? Float.NaN : x[i], y[i]);
    }
  }

  private static float slope(Unary f, float p, float q, float x, float y) {
    return switch (f) {
      case AFFINE -> p;
      case EXP -> y;
      case LOG -> 1 / x;
      case SQRT -> 0.5f / y;
      case ABS -> Math.signum(x);
      case SIN -> (float) Math.cos(x);
      case COS -> (float) -Math.sin(x);
      case TANH -> Math.fma(-y, y, 1);
      case SIGMOID -> y * (1 - y);
      case SOFTPLUS -> (float) -Math.expm1(-y);
      case RELU -> y > 0 ? 1 : 0;
      case LEAKY_RELU -> x < 0 ? p : 1;
      case ELU -> x < 0 ? y + p : 1;
      case GELU -> (float) (distribution(x) + x * density(x));
      case ERF -> (float) (2 * Math.sqrt(2) * density(x * Math.sqrt(2)));
      case CLAMP -> x < p || x > q ? 0 : 1;
      case SQUARE -> 2 * x;
      case RECIPROCAL -> -(y * y);
      case POSITIVE -> 0;
      case POWER -> p * (float) Math.pow(x, p - 1);
    };
  }

  private static double density(double x) {
    return INVERSE_SQRT_2PI * Math.exp(-x * x / 2);
  }

  private static double distribution(double x) {
    return 0.5 * (1 + erf(x / Math.sqrt(2)));
  }

  private static double erf(double x) {
    double z = Math.abs(x);
    double sum = z;
    double term = z;
    for (int n = 1; z < 6 && n < 200; n++) {
      term *= -z * z / n;
      sum += term / (2 * n + 1);
    }
    return Math.copySign(z < 6 ? sum * 2 / Math.sqrt(Math.PI) : 1, x);
  }

  static void zip(Binary f, float[] a, float[] b, float[] y, int count) {
    zipRow(f, a, 0, 1, b, 0, 1, y, 0, count);
  }

  static void zip(Binary f, float[] a, float[] b, float[] y, Walk w) {
    int row = w.size(3);
    int to = 0;
    for (int i = 0; i < w.size(0); i++) {
      for (int j = 0; j < w.size(1); j++) {
        for (int k = 0; k < w.size(2); k++) {
          int atA = i * w.firstStride(0) + j * w.firstStride(1) + k * w.firstStride(2);
          int atB = i * w.secondStride(0) + j * w.secondStride(1) + k * w.secondStride(2);
          zipRow(f, a, atA, w.firstStride(3), b, atB, w.secondStride(3), y, to, row);
          to += row;
        }
      }
    }
  }

  private static void zipRow(
      Binary f,
      float[] a,
      int atA,
      int stepA,
      float[] b,
      int atB,
      int stepB,
      float[] y,
      int to,
      int count) {
    for (int i = 0; i < count; i++) {
      y[to + i] = value(f, a[atA + i * stepA], b[atB + i * stepB]);
    }
  }

  private static float value(Binary f, float a, float b) {
    return switch (f) {
      case PLUS -> a + b;
      case MINUS -> a - b;
      case TIMES -> a * b;
      case OVER -> a / b;
      case MAXIMUM -> Math.max(a, b);
      case MINIMUM -> Math.min(a, b);
      case POWER -> (float) Math.pow(a, b);
      case STEP -> a > b ? 1 : a == b ? 0.5f : 0;
      case POWER_BY_BASE -> b * (float) Math.pow(a, b - 1);
      case POWER_BY_EXPONENT -> a == 0 ? 0 : (float) (Math.pow(a, b) * Math.log(a));
    };
  }

  static void copy(float[] from, float[] to, Walk w, boolean add) {
    int row = w.size(3);
    int s = w.firstStride(3);
    int t = w.secondStride(3);
    for (int i = 0; i < w.size(0); i++) {
      for (int j = 0; j < w.size(1); j++) {
        for (int k = 0; k < w.size(2); k++) {
          int source = w.firstOffset() + i * w.firstStride(0) + j * w.firstStride(1);
          int target = w.secondOffset() + i * w.secondStride(0) + j * w.secondStride(1);
          source += k * w.firstStride(2);
          target += k * w.secondStride(2);
          if (add) addRow(from, source, s, to, target, t, row);
          else if (s == 1 && t == 1) System.arraycopy(from, source, to, target, row);
          else copyRow(from, source, s, to, target, t, row);
        }
      }
    }
  }

  private static void copyRow(
      float[] from, int source, int s, float[] to, int target, int t, int count) {
    for (int i = 0; i < count; i++) to[target + i * t] = from[source + i * s];
  }

  private static void addRow(
      float[] from, int source, int s, float[] to, int target, int t, int count) {
    for (int i = 0; i < count; i++) to[target + i * t] += from[source + i * s];
  }
}
