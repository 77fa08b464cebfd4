package elbolab.math;

/**
 * Elementary functions of floats with the same bits on every machine: polynomials of our own in
 * fused multiply-add. {@link VectorMath} computes the same operations in the same order, so both
 * give the same bits (of a NaN only that it is one). Errors are below 2 ulp over the whole range,
 * except where a method says otherwise.
 */
public final class FloatMath {
  static final float LN2_HIGH = 0x1.62e43p-1f;
  static final float LN2_LOW = -0x1.05c61p-29f;
  static final float LOG2_E = 0x1.715476p0f;

  /** Adding it rounds a small float to a whole number, which then stands in the low bits. */
  static final float ROUNDER = 0x1.8p23f;

  static final int SQRT_HALF_BITS = 0x3F3504F3;
  static final float SQRT_2_LESS_1 = 0x1.a8279ap-2f;

  static final float TWO_OVER_PI = 0x1.45f306p-1f;

  /** 32 zeros and the first 224 bits of 2/π. */
  static final int[] TWO_OVER_PI_BITS = {
    0, 0xA2F9836E, 0x4E441529, 0xFC2757D1, 0xF534DDC0, 0xDB629599, 0x3C439041, 0xFE5163AB
  };

  /** π/2 · 2⁻⁶². */
  static final double QUARTER_TURN_62 = 0x1.921fb54442d18p-62;

  static final float HALF_PI_HIGH = 0x1.921fb6p0f;
  static final float HALF_PI_MIDDLE = -0x1.777a5cp-25f;
  static final float HALF_PI_LOW = -0x1.ee59dap-50f;

  /** Up to here three parts of π/2 reduce an angle exactly enough. */
  static final float LARGEST_ANGLE = 32768;

  static final float TWO_PI = 0x1.921fb6p2f;
  static final float TANH_SPLIT = 0.55f;
  static final float ERF_SPLIT = 0.9f;
  static final float ERF_SLOPE = 0x1.20dd76p0f; // 2/√π
  static final float INVERSE_SQRT_TWO_PI = 0x1.988454p-2f;
  static final float SQRT_HALF = 0x1.6a09e6p-1f;

  /** (eʳ − 1 − r)/r² for |r| ≤ ½ log 2, from the highest power down, as all that follow. */
  static final float[] EXP = {
    0x1.9e0be4p-13f, 0x1.6d4366p-10f, 0x1.111306p-7f,
    0x1.5554fp-5f, 0x1.555554p-3f, 0.5f
  };

  /** (log(1 + f) − f)/f². */
  static final float[] LOG = {
    -0x1.db8074p-5f, 0x1.aebd3p-4f, -0x1.bc3ccap-4f, 0x1.c528cp-4f,
    -0x1.fce0cap-4f, 0x1.24830ap-3f, -0x1.55636ep-3f, 0x1.999a82p-3f,
    -0x1.ffffd6p-3f, 0x1.555554p-2f, -0.5f
  };

  /** (tanh x − x)/x³ in x². */
  static final float[] TANH = {
    -0x1.9a79bap-8f, 0x1.5918a4p-6f, -0x1.b92358p-5f, 0x1.110dp-3f, -0x1.55554ap-2f
  };

  /** erf x/x, less its slope at 0, in x². */
  static final float[] ERF = {
    -0x1.0ee978p-12f, 0x1.ca808p-11f, -0x1.d37e2cp-10f, 0x1.7c87b2p-8f,
    -0x1.bb6334p-6f, 0x1.ce52c6p-4f, -0x1.8127f6p-2f, -0x1.f7ac92p-25f
  };

  /** log erfc x for x up to 4. */
  static final float[] LOG_ERFC = {
    -0x1.f033fp-28f, 0x1.de91d4p-20f, -0x1.8ca79p-15f, 0x1.3bcd7ep-11f, -0x1.38da02p-8f,
    0x1.b130d8p-6f, -0x1.c2e984p-4f, -0x1.4380cep-1f, -0x1.2155aap0f, 0x1.482742p-12f
  };

  /** (sin r − r)/r³ in r². */
  static final float[] SIN = {0x1.77c182p-19f, -0x1.a04824p-13f, 0x1.111164p-7f, -0x1.555556p-3f};

  /** (cos r − 1)/r² in r². */
  static final float[] COS = {0x1.99e334p-16f, -0x1.6c0c1ep-10f, 0x1.55554ap-5f, -0.5f};

  private FloatMath() {}

  /** eˣ = 2ⁿ·eʳ with n the whole number nearest to x/log 2. */
  public static float exp(float x) {
    float bounded = x > 89 ? 89 : x < -104 ? -104 : x;
    float rounded = fma(bounded, LOG2_E, ROUNDER);
    float n = rounded - ROUNDER;
    float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, bounded));
    float sum = 1 + r;
    float lost = r - (sum - 1);
    float y = sum + fma(horner(EXP, r), r * r, lost);
    // Two factors, because 2ⁿ alone may be too large or too small for a float.
    int whole = Float.floatToRawIntBits(rounded) - Float.floatToRawIntBits(ROUNDER);
    int half = whole >> 1;
    return y * powerOfTwo(half) * powerOfTwo(whole - half);
  }

  private static float powerOfTwo(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }

  /** eˣ − 1 = 2·(2ⁿ⁻¹(eʳ − 1) + (2ⁿ⁻¹ − ½)). */
  public static float expm1(float x) {
    float y = expm1Nonzero(x > 89 ? 89 : x < -20 ? -20 : x);
    return Math.abs(x) < 0x1p-25f ? x : y;
  }

  /** {@link #expm1} for x in [−20, 89]; loses the sign of zero and bits of subnormals. */
  private static float expm1Nonzero(float x) {
    float rounded = fma(x, LOG2_E, ROUNDER);
    float n = rounded - ROUNDER;
    float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, x));
    float p = fma(horner(EXP, r), r * r, r);
    float scale =
        powerOfTwo(Float.floatToRawIntBits(rounded) - Float.floatToRawIntBits(ROUNDER) - 1);
    return 2 * fma(scale, p, scale - 0.5f);
  }

  /** Natural logarithm: x = 2ᵉ·m with m in [√½, √2), a polynomial for log m, plus e·log 2. */
  public static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    float scaled = subnormal ? x * 0x1p25f : x;
    int shifted = Float.floatToRawIntBits(scaled) - SQRT_HALF_BITS;
    float exponent = (float) (shifted >> 23) - (subnormal ? 25 : 0);
    float m = Float.intBitsToFloat((shifted & 0x7FFFFF) + SQRT_HALF_BITS);
    float y = logOf(m - 1, exponent);
    return x > 0
        ? x == Float.POSITIVE_INFINITY ? x : y
        : x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
  }

  /** log(1 + f) + e·log 2 for f in [√½ − 1, √2 − 1]. */
  private static float logOf(float f, float exponent) {
    float p = horner(LOG, f);
    return fma(exponent, LN2_HIGH, fma(exponent, LN2_LOW, f * f * p) + f);
  }

  /**
   * An odd polynomial near 0, further out t/(t + 2) with t = e^(2|x|) − 1, where the error of a
   * large t cancels.
   */
  public static float tanh(float x) {
    float size = Math.abs(x);
    float t = expm1Nonzero(2 * (size > 10 ? 10 : size));
    return Math.copySign(size < TANH_SPLIT ? tanhNear(size) : t / (t + 2), x);
  }

  private static float tanhNear(float x) {
    float z = x * x;
    float p = horner(TANH, z);
    return fma(x * z, p, x);
  }

  /** 1/(1 + e⁻ˣ), from e^(−|x|) so that nothing overflows; the last step undoes the roundings. */
  public static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    float above = x < 0 ? e : 1;
    float below = 1 + e;
    float lost = e - (below - 1);
    float inverse = 1 / below;
    float y = above * inverse;
    float rest = fma(-y, lost, fma(-y, below, above));
    return fma(rest, inverse, y);
  }

  /** log(1 + eˣ) = max(x, 0) + log(1 + e^(−|x|)). */
  public static float softplus(float x) {
    float e = exp(-Math.abs(x));
    boolean halved = e > SQRT_2_LESS_1;
    float y = logOf(halved ? fma(0.5f, e, -0.5f) : e, halved ? 1 : 0);
    return (x < 0 ? 0 : x) + y;
  }

  /** The error function: an odd polynomial near 0, further out 1 − e^q with q = log erfc |x|. */
  public static float erf(float x) {
    float size = Math.abs(x);
    float far = 1 - exp(horner(LOG_ERFC, size > 4 ? 4 : size));
    return Math.copySign(size < ERF_SPLIT ? erfNear(size) : far, x);
  }

  private static float erfNear(float x) {
    float z = x * x;
    float p = horner(ERF, z);
    return fma(x, ERF_SLOPE, x * p);
  }

  /**
   * x·Φ(x) with the normal distribution function Φ. For negative x the error is relative to x and
   * not to the result: below 2 ulp of x.
   */
  public static float gelu(float x) {
    float half = 0.5f * x;
    return fma(half, erf(x * SQRT_HALF), half);
  }

  /** The derivative of {@link #gelu}: Φ(x) + x·φ(x) with the normal density φ. */
  public static float geluSlope(float x) {
    float density = INVERSE_SQRT_TWO_PI * exp(-0.5f * (x * x));
    float distribution = fma(erf(x * SQRT_HALF), 0.5f, 0.5f);
    return fma(x, density, distribution);
  }

  /** Sine of an angle in radians. */
  public static float sin(float x) {
    return x == 0 ? x : turned(x, 0);
  }

  /** Cosine of an angle in radians. */
  public static float cos(float x) {
    return turned(x, 1);
  }

  private static float turned(float x, int shift) {
    return Math.abs(x) > LARGEST_ANGLE ? farSine(x, shift) : reducedSine(x, shift);
  }

  /**
   * sin(x + shift·π/2) of a great angle x = m·2ᵉ, by the method of Payne and Hanek (1983) in whole
   * numbers. Of the bits of 2/π those that count multiples of four quarter turns are left out and
   * the next 96 are taken, so m times them modulo 2⁹⁶ holds two bits of the quarter and 94 of the
   * place in it. The upper 64 bits do: no float lies nearer than 2⁻³³ to a quarter turn.
   */
  private static float farSine(float x, int shift) {
    int bits = Float.floatToRawIntBits(x) & Integer.MAX_VALUE;
    int exponent = (bits >>> 23) - 150;
    if (exponent > 104) {
      return Float.NaN;
    }
    long m = (bits & 0x7FFFFF) | 0x800000;
    int first = exponent + 30; // the table begins with 32 bits before the point
    long low = m * twoOverPi(first + 64) >>> 32;
    long product = (m * twoOverPi(first) << 32) + m * twoOverPi(first + 32) + low;
    long quarter = (product + (1L << 61)) >>> 62;
    float r = (float) ((product - (quarter << 62)) * QUARTER_TURN_62);
    float y = quarterSine(r, (int) quarter + shift);
    return x < 0 && shift == 0 ? -y : y;
  }

  /** 32 bits of 2/π from the place given on. */
  private static long twoOverPi(int place) {
    int word = place >>> 5;
    long both = (long) TWO_OVER_PI_BITS[word] << 32 | TWO_OVER_PI_BITS[word + 1] & 0xFFFFFFFFL;
    return both << (place & 31) >>> 32;
  }

  /** sin(x + shift·π/2) = ±sin r or ±cos r, with r the distance of x to a multiple of π/2. */
  private static float reducedSine(float x, int shift) {
    float rounded = fma(x, TWO_OVER_PI, ROUNDER);
    float n = rounded - ROUNDER;
    float r = fma(n, -HALF_PI_HIGH, x);
    r = fma(n, -HALF_PI_MIDDLE, r);
    r = fma(n, -HALF_PI_LOW, r);
    return quarterSine(r, Float.floatToRawIntBits(rounded) + shift);
  }

  private static float quarterSine(float r, int quarter) {
    float y = (quarter & 1) == 0 ? sineNear(r) : cosineNear(r);
    return (quarter & 2) == 0 ? y : -y;
  }

  private static float sineNear(float r) {
    float z = r * r;
    float p = horner(SIN, z);
    return fma(r * z, p, r);
  }

  private static float cosineNear(float r) {
    float z = r * r;
    float p = horner(COS, z);
    return fma(p, z, 1);
  }

  /** sin(2πu) for u in [0, 1]: the angle is in turns, so that reducing it is exact. */
  public static float sinTurns(float u) {
    return turnedSine(u, 0);
  }

  /** cos(2πu) for u in [0, 1]. */
  public static float cosTurns(float u) {
    return turnedSine(u, 1);
  }

  private static float turnedSine(float u, int shift) {
    float rounded = fma(u, 4, ROUNDER);
    float n = rounded - ROUNDER;
    return quarterSine(fma(n, -0.25f, u) * TWO_PI, Float.floatToRawIntBits(rounded) + shift);
  }

  private static float horner(float[] c, float x) {
    float p = c[0];
    for (int i = 1; i < c.length; i++) {
      p = fma(p, x, c[i]);
    }
    return p;
  }

  private static float fma(float a, float b, float c) {
    return Math.fma(a, b, c);
  }
}
