package elbolab.deepdive.derivation;

import elbolab.math.GaussHermite;

/** What the tests need beside the library's {@link Example}. */
final class Examples {
  /** Any encoder will do, even a poor one. */
  static final JointGaussian ENCODER =
      JointGaussian.of(
          new double[] {0.5, -0.2, 0.1},
          new double[][] {{0.5, 0.2, -0.1}, {0.2, 0.8, 0.25}, {-0.1, 0.25, 0.4}});

  static final GaussHermite RULE = GaussHermite.of(60);

  private Examples() {}
}
