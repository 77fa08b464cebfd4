package elbolab.math;

/**
 * The integral of the bell curve: the error function, its complement and the normal distribution
 * function. The polynomials are near-minimax fits; further out log erfc is fitted, because it is
 * smooth where erfc falls by many orders of magnitude.
 */
public final class BellIntegral {
  private static final double[] ERF_ODD = {
    0x1.20dd750429b6dp0,
    -0x1.812746b0379c5p-2,
    0x1.ce2f21a0418a1p-4,
    -0x1.b82ce31236db8p-6,
    0x1.565bcd0235808p-8,
    -0x1.c02db1bfc59b3p-11,
    0x1.f9a2e18ea226cp-14,
    -0x1.f4ccc0e4180bep-17,
    0x1.b9987eafc8f9ap-20,
    -0x1.5c9b9a1d69216p-23,
    0x1.dad5d00138138p-27,
    -0x1.b514fc1c1ee36p-31
  };
  private static final double[] LOG_ERFC_AT_1_25 = {
    -0x1.48050902770fdp1,
    -0x1.88ab2d9950138p1,
    -0x1.bddad46f5058bp-1,
    -0x1.0bc5a02979016p-5,
    0x1.fea76c4c31b51p-8,
    -0x1.a540a74c44603p-10,
    0x1.02c59159277b7p-12,
    -0x1.50f184b44cebep-17,
    -0x1.6b6a1336d655ep-17,
    0x1.5ab95c1dbaf21p-18,
    -0x1.8499c328870ddp-20,
    0x1.0d396bbf0a0d8p-22,
    0x1.4528413ed9e31p-28,
    -0x1.4a5d60c04e99ep-26
  };
  private static final double[] LOG_ERFC_AT_2_25 = {
    -0x1.a1c1e72735ef7p2,
    -0x1.3881a8ed5e701p2,
    -0x1.dea6f633aa45ep-1,
    -0x1.b439bffd62e5fp-7,
    0x1.6b3ea21e23404p-9,
    -0x1.22e57c7c8b362p-11,
    0x1.ae7e7de71d0f6p-14,
    -0x1.169132ef26c2dp-16,
    0x1.12e936b07640ap-19,
    -0x1.3599364c2b926p-24,
    -0x1.07f876bbe837dp-24,
    0x1.c8d8658c37f03p-26,
    -0x1.077b4af3e64b7p-27,
    0x1.ba52710da3665p-30
  };
  private static final double[] LOG_ERFC_AT_4_45 = {
    -0x1.5e43f7d9e9f14p4,
    -0x1.23aab10ce5328p3,
    -0x1.f4b3a38c6b6c1p-1,
    -0x1.7cf9ef2e74adfp-9,
    0x1.b25fb25bc128fp-12,
    -0x1.fc28c3227ee5ap-15,
    0x1.298d509fd9145p-17,
    -0x1.57a68acb591cp-20,
    0x1.82d2053211ecdp-23,
    -0x1.a309f2a33ae92p-26,
    0x1.adcd92b6c79b2p-29,
    -0x1.9b6f62065568bp-32,
    0x1.59ab187bdf559p-35,
    -0x1.fa220a6543a83p-40,
    -0x1.6824f2737e6f2p-42
  };
  private static final double SPLIT = 0.84;
  private static final double INVERSE_SQRT_PI = 0x1.20dd750429b6dp-1;
  private static final double SQRT_HALF = 0x1.6a09e667f3bcdp-1;

  private BellIntegral() {}

  /** 2/√π ∫₀ˣ e^(−t²) dt; error below 2 ulp. */
  public static double erf(double x) {
    double size = Math.abs(x);
    return size < SPLIT ? near(x) : Math.copySign(1 - far(size), x);
  }

  /** 1 − erf x without cancellation; relative error below 1e-13. */
  public static double erfc(double x) {
    return x < SPLIT ? 1 - erf(x) : far(x);
  }

  /** Φ(x), the normal distribution function. */
  public static double normalCdf(double x) {
    return 0.5 * erfc(-x * SQRT_HALF);
  }

  private static double near(double x) {
    double z = x * x;
    double p = 0;
    for (int i = ERF_ODD.length - 1; i > 0; i--) {
      p = Math.fma(p, z, ERF_ODD[i]);
    }
    return Math.fma(x, ERF_ODD[0], x * z * p);
  }

  /** erfc x for x ≥ 0.84. */
  private static double far(double x) {
    if (x < 1.66) {
      return DoubleMath.exp(horner(LOG_ERFC_AT_1_25, x - 1.25));
    }
    if (x < 2.85) {
      return DoubleMath.exp(horner(LOG_ERFC_AT_2_25, x - 2.25));
    }
    return x < 6 ? DoubleMath.exp(horner(LOG_ERFC_AT_4_45, x - 4.45)) : tail(x);
  }

  /** e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + …)))), from the inside out. */
  private static double tail(double x) {
    if (!(x < 28)) {
      return Double.isNaN(x) ? x : 0;
    }
    double inner = x;
    for (int n = 24; n > 0; n--) {
      inner = x + 0.5 * n / inner;
    }
    return DoubleMath.exp(-x * x) * INVERSE_SQRT_PI / inner;
  }

  private static double horner(double[] c, double x) {
    double p = c[c.length - 1];
    for (int i = c.length - 2; i >= 0; i--) {
      p = Math.fma(p, x, c[i]);
    }
    return p;
  }
}
