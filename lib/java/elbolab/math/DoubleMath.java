package elbolab.math;

/**
 * Elementary functions of doubles with the same bits on every machine: polynomials of our own in
 * fused multiply-add, which the platform's intrinsics cannot replace. Errors are below 2 ulp.
 */
public final class DoubleMath {
  static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
  static final double LN2_LOW = 0x1.abc9e3b39803fp-56;
  static final double LOG2_E = 0x1.71547652b82fep0;

  /** Adding it rounds a small double to a whole number, which then stands in the low bits. */
  static final double ROUNDER = 0x1.8p52;

  static final long SQRT_HALF_BITS = 0x3FE6A09E667F3BCDL;

  /** (eʳ − 1 − r)/r² for |r| ≤ ½ log 2, from the highest power down. */
  static final double[] EXP = {
    0x1.1f1a292963ac9p-29, 0x1.af5f12249e71p-26, 0x1.27e5133a9ba33p-22, 0x1.71ddf81bab092p-19,
    0x1.a01a018e10e94p-16, 0x1.a01a01afffe71p-13, 0x1.6c16c16c1aaf7p-10, 0x1.111111110f65ap-7,
    0x1.555555555554dp-5, 0x1.5555555555559p-3, 0.5
  };

  /** R of {@link #log}: (log m − f + f²/2 − s·f²/2)/s in s². */
  static final double[] LOG = {
    0x1.2f036e0107272p-3,
    0x1.39a1f25e24054p-3,
    0x1.74663c7d6daf8p-3,
    0x1.c71c5216a7ebdp-3,
    0x1.24924941de7bap-2,
    0x1.999999997ff41p-2,
    0x1.5555555555592p-1
  };

  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

  private DoubleMath() {}

  /** eˣ = 2ⁿ·eʳ with n the whole number nearest to x/log 2. */
  public static double exp(double x) {
    double bounded = x > 710 ? 710 : x < -746 ? -746 : x;
    double rounded = fma(bounded, LOG2_E, ROUNDER);
    double n = rounded - ROUNDER;
    double r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, bounded));
    double sum = 1 + r;
    double lost = r - (sum - 1);
    double y = sum + fma(horner(EXP, r), r * r, lost);
    // Two factors, because 2ⁿ alone may be too large or too small for a double.
    int half = (int) n >> 1;
    return y * powerOfTwo(half) * powerOfTwo((int) n - half);
  }

  private static double powerOfTwo(int n) {
    return Double.longBitsToDouble((n + 1023L) << 52);
  }

  /** eˣ − 1 = 2·(2ⁿ⁻¹(eʳ − 1) + (2ⁿ⁻¹ − ½)). */
  public static double expm1(double x) {
    double bounded = x > 710 ? 710 : x < -40 ? -40 : x;
    double rounded = fma(bounded, LOG2_E, ROUNDER);
    double n = rounded - ROUNDER;
    double r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, bounded));
    double p = fma(horner(EXP, r), r * r, r);
    double scale = powerOfTwo((int) n - 1);
    return Math.abs(x) < 0x1p-54 ? x : 2 * fma(scale, p, scale - 0.5);
  }

  /** tanh x = t/(t + 2) with t = e^(2|x|) − 1, and the sign of x: errors of a large t cancel. */
  public static double tanh(double x) {
    double size = Math.abs(x);
    double t = expm1(2 * (size > 22 ? 22 : size));
    return Math.copySign(t / (t + 2), x);
  }

  /** 1/(1 + e⁻ˣ), from e^(−|x|) so that nothing overflows; the last step undoes the roundings. */
  public static double sigmoid(double x) {
    double e = exp(-Math.abs(x));
    double above = x < 0 ? e : 1;
    double below = 1 + e;
    double lost = e - (below - 1);
    double inverse = 1 / below;
    double y = above * inverse;
    double rest = fma(-y, lost, fma(-y, below, above));
    return fma(rest, inverse, y);
  }

  /** log(1 + eˣ) = max(x, 0) + log(1 + e^(−|x|)). */
  public static double softplus(double x) {
    return (x < 0 ? 0 : x) + log1p(exp(-Math.abs(x)));
  }

  /** x to the power y, to float accuracy: the error grows with |y log x|. */
  static double pow(double x, double y) {
    if (y == 0) {
      return 1;
    }
    boolean whole = y == Math.rint(y);
    boolean odd = whole && Math.abs(y) < 0x1p53 && ((long) y & 1) == 1;
    double size = exp(y * log(Math.abs(x)));
    return x > 0 || x == 0 && !odd
        ? size
        : x == 0 ? Math.copySign(size, x) : !whole ? Double.NaN : odd ? -size : size;
  }

  /**
   * log(1 + x). Where 1 + x is far from 1 the rounding of the sum is put back by its first-order
   * effect on the logarithm.
   */
  public static double log1p(double x) {
    if (x > -0.25 && x < 0.4) {
      return x == 0 ? x : logOnePlus(x, x * x, 0);
    }
    double sum = 1 + x;
    double lost = x >= 1 ? 1 - (sum - x) : x - (sum - 1);
    double y = log(sum);
    return sum > 0 && sum < Double.POSITIVE_INFINITY ? y + lost / sum : y;
  }

  /**
   * Natural logarithm. x = 2ᵉ·m with m in [√½, √2); with f = m − 1 and s = f/(2 + f), log m = 2
   * artanh s = f − f²/2 + s·(f²/2 + R(s²)), where R is a polynomial.
   */
  public static double log(double x) {
    if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
      return x == 0 ? Double.NEGATIVE_INFINITY : x < 0 ? Double.NaN : x;
    }
    long bits = Double.doubleToRawLongBits(x);
    int exponent = 0;
    if (x < Double.MIN_NORMAL) {
      bits = Double.doubleToRawLongBits(x * 0x1p54);
      exponent = -54;
    }
    long shifted = bits - SQRT_HALF_BITS;
    exponent += (int) (shifted >> 52);
    double m = Double.longBitsToDouble((shifted & 0xFFFFFFFFFFFFFL) + SQRT_HALF_BITS);
    double f = m - 1;
    return fma(exponent, LN2_HIGH, logOnePlus(f, f * f, exponent));
  }

  /** log(1 + f) + e·LN2_LOW for f in [√½ − 1, √2 − 1]. */
  private static double logOnePlus(double f, double square, double exponent) {
    double s = f / (2 + f);
    double z = s * s;
    double p = horner(LOG, z);
    double half = 0.5 * square;
    return f - (half - fma(s, fma(p, z, half), exponent * LN2_LOW));
  }

  /** sin(2πu) for u in [0, 1]: the angle is in turns, so that reducing it is exact. */
  public static double sinTurns(double u) {
    int quarter = (int) (4 * u + 0.5);
    return quarterSine(u - 0.25 * quarter, quarter);
  }

  /** cos(2πu) for u in [0, 1]. */
  public static double cosTurns(double u) {
    int quarter = (int) (4 * u + 0.5);
    return quarterSine(u - 0.25 * quarter, quarter + 1);
  }

  /** sin(2πt + quarter·π/2) for |t| ≤ 1/8. */
  private static double quarterSine(double t, int quarter) {
    double y = (quarter & 1) == 0 ? sineOfEighth(t) : cosineOfEighth(t);
    return (quarter & 2) == 0 ? y : -y;
  }

  private static double sineOfEighth(double t) {
    double z = t * t;
    double p = 0x1.add9d45ae7f8p-2;
    p = fma(p, z, 0x1.e06afd55415b1p1);
    p = fma(p, z, -0x1.e2fa787f268fep3);
    p = fma(p, z, 0x1.50782aae65ef4p5);
    p = fma(p, z, -0x1.32d2ccde1222cp6);
    p = fma(p, z, 0x1.466bc67753d55p6);
    p = fma(p, z, -0x1.4abbce625be01p5);
    return fma(t, 0x1.921fb54442d18p2, t * z * p);
  }

  private static double cosineOfEighth(double t) {
    double z = t * t;
    double p = -0x1.0aa0f38233acdp-1;
    p = fma(p, z, -0x1.a965f39d3384ap0);
    p = fma(p, z, 0x1.f9bc4dc21ca84p2);
    p = fma(p, z, -0x1.a6d1dd8cd6fcfp4);
    p = fma(p, z, 0x1.e1f506739dd15p5);
    p = fma(p, z, -0x1.55d3c7e3bfe64p6);
    p = fma(p, z, 0x1.03c1f081b5a57p6);
    p = fma(p, z, -0x1.3bd3cc9be45dep4);
    return fma(p, z, 1);
  }

  private static double horner(double[] c, double x) {
    double p = c[0];
    for (int i = 1; i < c.length; i++) {
      p = fma(p, x, c[i]);
    }
    return p;
  }

  private static double fma(double a, double b, double c) {
    return Math.fma(a, b, c);
  }

  /** log Γ(a) by Stirling's series, after moving a above 0 beyond ten with Γ(a + 1) = a Γ(a). */
  public static double logGamma(double a) {
    double product = 1;
    double z = a;
    while (z < 10) {
      product *= z;
      z++;
    }
    double w = 1 / (z * z);
    double tail =
        (1 / 12.0 - w * (1 / 360.0 - w * (1 / 1260.0 - w * (1 / 1680.0 - w * (1 / 1188.0))))) / z;
    return (z - 0.5) * log(z) - z + HALF_LOG_TWO_PI + tail - log(product);
  }
}
