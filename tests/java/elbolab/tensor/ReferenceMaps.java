package elbolab.tensor;

/** Elementwise maps and their derivatives in double precision. */
final class ReferenceMaps {
  private ReferenceMaps() {}

  static double value(Unary f, double p, double q, double x) {
    return switch (f) {
      case AFFINE -> p * x + q;
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case ABS -> Math.abs(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case RELU -> Math.max(x, 0);
      case LEAKY_RELU -> x > 0 ? x : p * x;
      case ELU -> x > 0 ? x : p * Math.expm1(x);
      case GELU -> x * (1 + erf(x / Math.sqrt(2))) / 2;
      case ERF -> erf(x);
      case CLAMP -> Math.max(p, Math.min(q, x));
      case SQUARE -> x * x;
      case RECIPROCAL -> 1 / x;
      case POSITIVE -> x > 0 ? 1 : 0;
      case POWER -> Math.pow(x, p);
    };
  }

  static double slope(Unary f, double p, double q, double x, double y) {
    return switch (f) {
      case AFFINE -> p;
      case EXP -> y;
      case LOG -> 1 / x;
      case SQRT -> 1 / (2 * y);
      case ABS -> Math.signum(x);
      case SIN -> Math.cos(x);
      case COS -> -Math.sin(x);
      case TANH -> 1 - y * y;
      case SIGMOID -> y * (1 - y);
      case SOFTPLUS -> 1 - Math.exp(-y);
      case RELU -> y > 0 ? 1 : 0;
      case LEAKY_RELU -> x > 0 ? 1 : p;
      case ELU -> x > 0 ? 1 : y + p;
      case GELU -> (1 + erf(x / Math.sqrt(2))) / 2 + x * density(x);
      case ERF -> 2 * Math.sqrt(2) * density(x * Math.sqrt(2));
      case CLAMP -> x < p || x > q ? 0 : 1;
      case SQUARE -> 2 * x;
      case RECIPROCAL -> -1 / (x * x);
      case POSITIVE -> 0;
      case POWER -> p * Math.pow(x, p - 1);
    };
  }

  static double value(Binary f, double a, double b) {
    return switch (f) {
      case PLUS -> a + b;
      case MINUS -> a - b;
      case TIMES -> a * b;
      case OVER -> a / b;
      case POWER -> Math.pow(a, b);
      case MAXIMUM -> Math.max(a, b);
      case MINIMUM -> Math.min(a, b);
      case STEP -> a > b ? 1 : a < b ? 0 : 0.5;
      case POWER_BY_BASE -> b * Math.pow(a, b - 1);
      case POWER_BY_EXPONENT -> a == 0 ? 0 : Math.pow(a, b) * Math.log(a);
    };
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** The Taylor series near 0, where it does not cancel, and a continued fraction beyond. */
  private static double erf(double x) {
    if (Math.abs(x) < 2) {
      double term = x;
      double sum = x;
      for (int n = 1; n < 100; n++) {
        term *= -x * x / n;
        sum += term / (2 * n + 1);
      }
      return 2 * sum / Math.sqrt(Math.PI);
    }
    double z = Math.abs(x);
    double fraction = z;
    for (int n = 200; n > 0; n--) fraction = z + n / 2.0 / fraction;
    return Math.signum(x) * (1 - Math.exp(-z * z) / (Math.sqrt(Math.PI) * fraction));
  }
}
