package elbolab.deepdive.derivation;

import java.util.List;

/**
 * A model small enough for closed forms: one conditional dimension a, two marginal ones b₁ and b₂,
 * two past values x and one future value y. The numbers are arbitrary.
 */
public final class Example {
  private Example() {}

  /** The observed past, and the future that followed. */
  public static final double[] X = {1.3, -0.4};

  public static final double[] Y = {0.9};

  /** x = W (a, b₁, b₂) + c + s ε. */
  public static final LinearGaussian PAST =
      new LinearGaussian(
          new double[][] {{0.8, -0.5, 0.3}, {0.2, 0.9, -0.7}},
          new double[] {0.1, -0.2},
          new double[] {0.7, 0.9});

  /** y from (a, b₁, b₂, x₁, x₂). */
  public static final LinearGaussian FUTURE =
      new LinearGaussian(
          new double[][] {{0.6, 0.4, -0.8, 0.5, -0.3}}, new double[] {0.05}, new double[] {0.6});

  public static final JointGaussian PRIOR =
      JointGaussian.independent(new double[] {0, 0.4, -0.6}, new double[] {1, 1.2, 0.8});

  public static final NormalModel MODEL = new NormalModel(PRIOR, PAST, FUTURE);

  /** The same with two classes as prior of b₁ and three as that of b₂. */
  public static final ForecastLoss LOSS =
      new ForecastLoss(
          JointGaussian.standard(1),
          List.of(
              MixturePrior.of(
                  new double[] {0.6, 0.4}, new double[] {-1, 1}, new double[] {0.6, 0.8}),
              MixturePrior.of(
                  new double[] {0.3, 0.3, 0.4},
                  new double[] {-1.5, 0, 1.2},
                  new double[] {0.5, 0.7, 0.6})),
          PAST,
          FUTURE);

  /** Some q(a, b|x), not a good one: q(b|x) with correlation ρ of b₁ and b₂, and a from b. */
  public static JointGaussian encoder(double rho) {
    double both = rho * 0.9 * 0.6;
    JointGaussian b =
        JointGaussian.of(new double[] {-0.2, 0.1}, new double[][] {{0.81, both}, {both, 0.36}});
    LinearGaussian a =
        new LinearGaussian(new double[][] {{0.4, -0.3}}, new double[] {0.6}, new double[] {0.6});
    return a.joint(b).marginal(2, 0, 1);
  }
}
