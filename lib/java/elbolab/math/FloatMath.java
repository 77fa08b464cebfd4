package elbolab.math;

/**
 * Elementary functions of floats with the same bits on every machine: polynomials of our own in
 * fused multiply-add. The vector path computes the same operations in the same order, so both paths
 * give the same bits. Errors are below 2 ulp.
 */
public final class FloatMath {
  static final float LN2_HIGH = 0x1.62e4p-1f; // 14 bits: exponent × LN2_HIGH is exact
  static final float LN2_LOW = 0x1.7f7d1cp-20f;
  static final int SQRT_HALF_BITS = 0x3F3504F3;

  private FloatMath() {}

  /** Natural logarithm: x = 2ᵉ·m with m in [√½, √2), a polynomial for log m, plus e·log 2. */
  public static float log(float x) {
    if (!(x > 0) || x == Float.POSITIVE_INFINITY) {
      return x == 0 ? Float.NEGATIVE_INFINITY : x < 0 ? Float.NaN : x;
    }
    boolean subnormal = x < Float.MIN_NORMAL;
    int shifted = Float.floatToRawIntBits(subnormal ? x * 0x1p25f : x) - SQRT_HALF_BITS;
    float exponent = (shifted >> 23) - (subnormal ? 25 : 0);
    float m = Float.intBitsToFloat((shifted & 0x7FFFFF) + SQRT_HALF_BITS);
    return logOf(m - 1, exponent);
  }

  /** log(1 + f) + e·log 2 for f in [√½ − 1, √2 − 1]. */
  private static float logOf(float f, float exponent) {
    float p = -0x1.db8074p-5f;
    p = fma(p, f, 0x1.aebd3p-4f);
    p = fma(p, f, -0x1.bc3ccap-4f);
    p = fma(p, f, 0x1.c528cp-4f);
    p = fma(p, f, -0x1.fce0cap-4f);
    p = fma(p, f, 0x1.24830ap-3f);
    p = fma(p, f, -0x1.55636ep-3f);
    p = fma(p, f, 0x1.999a82p-3f);
    p = fma(p, f, -0x1.ffffd6p-3f);
    p = fma(p, f, 0x1.555554p-2f);
    p = fma(p, f, -0.5f);
    return fma(exponent, LN2_HIGH, fma(exponent, LN2_LOW, f * f * p) + f);
  }

  /** sin(2πu) for u in [0, 1]: the angle is in turns, so that reducing it is exact. */
  public static float sinTurns(float u) {
    int quarter = (int) (4 * u + 0.5f);
    return quarterSine(u - 0.25f * quarter, quarter);
  }

  /** cos(2πu) for u in [0, 1]. */
  public static float cosTurns(float u) {
    int quarter = (int) (4 * u + 0.5f);
    return quarterSine(u - 0.25f * quarter, quarter + 1);
  }

  /** sin(2πt + quarter·π/2) for |t| ≤ 1/8. */
  private static float quarterSine(float t, int quarter) {
    float y = (quarter & 1) == 0 ? sineOfEighth(t) : cosineOfEighth(t);
    return (quarter & 2) == 0 ? y : -y;
  }

  private static float sineOfEighth(float t) {
    float z = t * t;
    float p = 0x1.eb5482p6f;
    p = fma(p, z, -0x1.3e497cp6f);
    p = fma(p, z, 0x1.468e6cp6f);
    p = fma(p, z, -0x1.4abc1cp5f);
    return fma(t, 0x1.921fb6p2f, t * z * p);
  }

  private static float cosineOfEighth(float t) {
    float z = t * t;
    float p = 0x1.d684aap5f;
    p = fma(p, z, -0x1.55b7cep6f);
    p = fma(p, z, 0x1.03c1b8p6f);
    p = fma(p, z, -0x1.3bd3ccp4f);
    return fma(p, z, 1);
  }

  private static float fma(float a, float b, float c) {
    return Math.fma(a, b, c);
  }
}
