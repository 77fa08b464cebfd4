package elbolab.tensor;

import elbolab.math.Binary;
import elbolab.math.Rng;
import elbolab.math.Unary;

/** Maps of one and of two tensors, number by number, and dropout. */
final class Elementwise {
  private Elementwise() {}

  static Tensor map(Unary f, double p, double q, Tensor x) {
    Backend k = x.backend();
    Tensor y = Workspace.result(k, x.shape());
    k.map(f, p, q, x.storage(), y.storage(), x.size());
    return Tape.record(title(f), y, (pass, dy) -> mapBack(pass, f, p, q, x, y, dy), x);
  }

  private static void mapBack(
      BackwardPass pass, Unary f, double p, double q, Tensor x, Tensor y, Storage dy) {
    Storage dx = pass.reuse(dy);
    y.backend().mapGradient(f, p, q, x.storage(), y.storage(), dy, dx, x.size());
    pass.give(x, dx);
  }

  static Tensor zip(Binary f, Tensor a, Tensor b) {
    String title = title(f);
    Backend k = Mismatch.backend(title, a, b);
    Shape shape = a.shape().equals(b.shape()) ? a.shape() : Shape.broadcast(a.shape(), b.shape());
    if (shape == null) {
      throw Mismatch.of(title, a, b, "an axis must have the same size in both or size 1 in one");
    }
    Tensor y = Workspace.result(k, shape);
    zip(k, f, a.storage(), a.shape(), b.storage(), b.shape(), y.storage(), shape);
    return Tape.record(title, y, (pass, dy) -> zipBack(pass, f, a, b, y, dy), a, b);
  }

  private static void zip(
      Backend k, Binary f, Storage a, Shape sa, Storage b, Shape sb, Storage y, Shape shape) {
    if (sa.equals(sb)) k.zip(f, a, b, y, shape.size());
    else k.zip(f, a, b, y, Strides.broadcast(sa, sb, shape));
  }

  private static void zipBack(
      BackwardPass pass, Binary f, Tensor a, Tensor b, Tensor y, Storage dy) {
    boolean forA = pass.wants(a);
    if (pass.wants(b)) {
      switch (f) {
        case PLUS -> {
          if (!b.shape().equals(y.shape())) Sums.giveSum(pass, b, dy, y.shape());
        }
        case MINUS -> giveNegative(pass, b, y, dy, !forA);
        case TIMES -> giveProduct(pass, b, y, dy, a.storage(), a.shape(), !forA);
        default -> giveOther(pass, f, a, b, y, dy);
      }
    }
    if (forA) {
      switch (f) {
        case PLUS, MINUS -> Sums.giveSum(pass, a, dy, y.shape());
        case TIMES -> giveProduct(pass, a, y, dy, b.storage(), b.shape(), true);
        case OVER -> giveQuotient(pass, a, b, y, dy);
        case MAXIMUM -> giveSlope(pass, Binary.STEP, a, b, a, y, dy);
        case MINIMUM -> giveSlope(pass, Binary.STEP, b, a, a, y, dy);
        case POWER -> giveSlope(pass, Binary.POWER_BY_BASE, a, b, a, y, dy);
        default -> throw new UnsupportedOperationException(f + " has no derivative");
      }
    }
    if (f == Binary.PLUS && pass.wants(b) && b.shape().equals(y.shape())) pass.give(b, dy);
  }

  private static void giveOther(
      BackwardPass pass, Binary f, Tensor a, Tensor b, Tensor y, Storage dy) {
    switch (f) {
      case OVER -> {
        Backend k = y.backend();
        Storage slope = pass.take(y.size());
        zip(k, Binary.OVER, y.storage(), y.shape(), b.storage(), b.shape(), slope, y.shape());
        k.zip(Binary.TIMES, slope, dy, slope, y.size());
        k.map(Unary.AFFINE, -1, -0.0, slope, slope, y.size());
        Sums.giveSum(pass, b, slope, y.shape());
      }
      case MAXIMUM -> giveSlope(pass, Binary.STEP, b, a, b, y, dy);
      case MINIMUM -> giveSlope(pass, Binary.STEP, a, b, b, y, dy);
      case POWER -> giveSlope(pass, Binary.POWER_BY_EXPONENT, a, b, b, y, dy);
      default -> throw new UnsupportedOperationException(f + " has no derivative");
    }
  }

  private static void giveNegative(
      BackwardPass pass, Tensor x, Tensor y, Storage dy, boolean last) {
    Storage negative = last ? pass.reuse(dy) : pass.take(y.size());
    y.backend().map(Unary.AFFINE, -1, -0.0, dy, negative, y.size());
    Sums.giveSum(pass, x, negative, y.shape());
  }

  private static void giveProduct(
      BackwardPass pass, Tensor x, Tensor y, Storage dy, Storage factor, Shape of, boolean last) {
    Storage product = last ? pass.reuse(dy) : pass.take(y.size());
    zip(y.backend(), Binary.TIMES, dy, y.shape(), factor, of, product, y.shape());
    Sums.giveSum(pass, x, product, y.shape());
  }

  private static void giveQuotient(BackwardPass pass, Tensor a, Tensor b, Tensor y, Storage dy) {
    Storage quotient = pass.reuse(dy);
    zip(y.backend(), Binary.OVER, dy, y.shape(), b.storage(), b.shape(), quotient, y.shape());
    Sums.giveSum(pass, a, quotient, y.shape());
  }

  /** Gives x the product of dy and of the derivative f(u, v). */
  private static void giveSlope(
      BackwardPass pass, Binary f, Tensor u, Tensor v, Tensor x, Tensor y, Storage dy) {
    Backend k = y.backend();
    Storage slope = pass.take(y.size());
    zip(k, f, u.storage(), u.shape(), v.storage(), v.shape(), slope, y.shape());
    k.zip(Binary.TIMES, slope, dy, slope, y.size());
    Sums.giveSum(pass, x, slope, y.shape());
  }

  static Tensor dropout(Tensor x, double probability, Rng rng) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "dropout probability " + probability + ": it is at least 0 and below 1");
    }
    if (probability == 0) return x;
    Backend k = x.backend();
    Tensor mask = Workspace.result(k, x.shape());
    Storage m = mask.storage();
    k.uniform(m, x.size(), rng);
    k.map(Unary.AFFINE, 1, -probability, m, m, x.size());
    k.map(Unary.POSITIVE, 0, 0, m, m, x.size());
    k.map(Unary.AFFINE, 1 / (1 - probability), 0, m, m, x.size());
    return x.times(mask);
  }

  private static String title(Enum<?> f) {
    return f.name().toLowerCase(java.util.Locale.ROOT);
  }
}
