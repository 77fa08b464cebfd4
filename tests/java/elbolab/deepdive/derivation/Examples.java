package elbolab.deepdive.derivation;

import elbolab.math.GaussHermite;

/** A model of one conditional and two marginal dimensions, two past values and one future value. */
final class Examples {
  static final double[] X = {1.3, -0.4};
  static final double[] Y = {0.9};

  static final LinearGaussian RECONSTRUCTION =
      new LinearGaussian(
          new double[][] {{0.8, -0.5, 0.3}, {0.2, 0.9, -0.7}},
          new double[] {0.1, -0.2},
          new double[] {0.7, 0.9});

  /** Of (a, b₁, b₂, x₁, x₂). */
  static final LinearGaussian FORECAST =
      new LinearGaussian(
          new double[][] {{0.6, 0.4, -0.8, 0.5, -0.3}}, new double[] {0.05}, new double[] {0.6});

  static final JointGaussian PRIOR =
      JointGaussian.independent(new double[] {0, 0.4, -0.6}, new double[] {1, 1.2, 0.8});

  static final ForecastModel MODEL = new ForecastModel(PRIOR, RECONSTRUCTION, FORECAST);

  /** Any encoder will do, even a poor one. */
  static final JointGaussian ENCODER =
      JointGaussian.of(
          new double[] {0.5, -0.2, 0.1},
          new double[][] {{0.5, 0.2, -0.1}, {0.2, 0.8, 0.25}, {-0.1, 0.25, 0.4}});

  static final GaussHermite RULE = GaussHermite.of(60);

  private Examples() {}
}
