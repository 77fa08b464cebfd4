package elbolab.math;

/**
 * Elementary functions of doubles with the same bits on every machine: polynomials of our own in
 * fused multiply-add, which the platform's intrinsics cannot replace. Errors are below 2 ulp.
 */
public final class DoubleMath {
  private static final double LN2_HIGH = 0x1.62e42feep-1; // 33 bits: exponent × LN2_HIGH is exact
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
  private static final long SQRT_HALF_BITS = 0x3FE6A09E667F3BCDL;

  private DoubleMath() {}

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
    double p = 0x1.2f036e0107272p-3;
    p = fma(p, z, 0x1.39a1f25e24054p-3);
    p = fma(p, z, 0x1.74663c7d6daf8p-3);
    p = fma(p, z, 0x1.c71c5216a7ebdp-3);
    p = fma(p, z, 0x1.24924941de7bap-2);
    p = fma(p, z, 0x1.999999997ff41p-2);
    p = fma(p, z, 0x1.5555555555592p-1);
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

  private static double fma(double a, double b, double c) {
    return Math.fma(a, b, c);
  }
}
