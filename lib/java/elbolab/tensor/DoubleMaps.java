package elbolab.tensor;

import elbolab.math.BellIntegral;
import elbolab.math.Binary;
import elbolab.math.DoubleMath;
import elbolab.math.Unary;

/** Elementwise maps and their derivatives in double precision. */
final class DoubleMaps {
  private DoubleMaps() {}

  static double value(Unary f, double p, double q, double x) {
    return switch (f) {
      case AFFINE -> p * x + q;
      case EXP -> DoubleMath.exp(x);
      case LOG -> DoubleMath.log(x);
      case EXPM1 -> DoubleMath.expm1(x);
      case SQRT -> Math.sqrt(x);
      case ABS -> Math.abs(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case TANH -> DoubleMath.tanh(x);
      case SIGMOID -> DoubleMath.sigmoid(x);
      case SOFTPLUS -> DoubleMath.softplus(x);
      case RELU -> Math.max(x, 0);
      case LEAKY_RELU -> x > 0 ? x : p * x;
      case ELU -> x > 0 ? x : p * DoubleMath.expm1(x);
      case GELU -> x * BellIntegral.normalCdf(x);
      case ERF -> BellIntegral.erf(x);
      case CLAMP -> Math.max(p, Math.min(q, x));
      case SQUARE -> x * x;
      case RECIPROCAL -> 1 / x;
      case POSITIVE -> x > 0 ? 1 : 0;
      case POWER -> StrictMath.pow(x, p);
    };
  }

  static double slope(Unary f, double p, double q, double x, double y) {
    return switch (f) {
      case AFFINE -> p;
      case EXP -> y;
      case EXPM1 -> y + 1;
      case LOG -> 1 / x;
      case SQRT -> 1 / (2 * y);
      case ABS -> Math.signum(x);
      case SIN -> StrictMath.cos(x);
      case COS -> -StrictMath.sin(x);
      case TANH -> 1 - y * y;
      case SIGMOID -> y * (1 - y);
      case SOFTPLUS -> 1 - DoubleMath.exp(-y);
      case RELU -> y > 0 ? 1 : 0;
      case LEAKY_RELU -> x > 0 ? 1 : p;
      case ELU -> x > 0 ? 1 : y + p;
      case GELU -> BellIntegral.normalCdf(x) + x * density(x);
      case ERF -> 2 * Math.sqrt(2) * density(x * Math.sqrt(2));
      case CLAMP -> x < p || x > q ? 0 : 1;
      case SQUARE -> 2 * x;
      case RECIPROCAL -> -1 / (x * x);
      case POSITIVE -> 0;
      case POWER -> p * StrictMath.pow(x, p - 1);
    };
  }

  static double value(Binary f, double a, double b) {
    return switch (f) {
      case PLUS -> a + b;
      case MINUS -> a - b;
      case TIMES -> a * b;
      case OVER -> a / b;
      case POWER -> StrictMath.pow(a, b);
      case MAXIMUM -> Math.max(a, b);
      case MINIMUM -> Math.min(a, b);
      case STEP -> a > b ? 1 : a < b ? 0 : 0.5;
      case POWER_BY_BASE -> b * StrictMath.pow(a, b - 1);
      case POWER_BY_EXPONENT -> a == 0 ? 0 : StrictMath.pow(a, b) * DoubleMath.log(a);
    };
  }

  private static double density(double x) {
    return DoubleMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
