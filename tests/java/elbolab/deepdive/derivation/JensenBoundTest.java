package elbolab.deepdive.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.GaussHermite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proposition 4, eqs. (21) and (22), and where the cross entropy stands in it. */
class JensenBoundTest {
  private static final double[] WEIGHTS = {0.5, 0.3, 0.2};
  private static final MixturePrior PRIOR =
      MixturePrior.of(WEIGHTS, new double[] {-1.2, 0.4, 2}, new double[] {0.8, 0.6, 1.1});
  private static final double MEAN = 0.3;
  private static final double DEVIATION = 0.7;
  private static final Encoded CODES = Encoded.normal(MEAN, DEVIATION, 1);
  private static final JensenBound JENSEN = new JensenBound(PRIOR, CODES);
  private static final double ENTROPY =
      0.5 * Math.log(2 * Math.PI * Math.E * DEVIATION * DEVIATION);

  /** The integral of (55) by another rule and another formula. */
  @Test
  void divergenceAgreesWithGaussHermite() {
    GaussianUnit q = new GaussianUnit(MEAN, DEVIATION);
    double direct =
        GaussHermite.of(120)
            .expectation(
                MEAN,
                DEVIATION,
                b -> {
                  double density = 0;
                  for (int k = 0; k < 3; k++) {
                    density += WEIGHTS[k] * PRIOR.units().get(k).value(b);
                  }
                  return Math.log(q.value(b) / density);
                });
    assertEquals(direct, JENSEN.divergence(ENTROPY), 1e-10);
  }

  /** One class: the divergence of two normals. */
  @Test
  void oneClassHasAClosedForm() {
    MixturePrior one = MixturePrior.of(new double[] {1}, new double[] {-0.5}, new double[] {1.4});
    double ratio = DEVIATION / 1.4;
    double shift = (MEAN + 0.5) / 1.4;
    double expected = 0.5 * (ratio * ratio + shift * shift - 1) - Math.log(ratio);
    assertEquals(expected, new JensenBound(one, CODES).divergence(ENTROPY), 1e-13);
  }

  @Test
  void theBoundHoldsAndItsGapIsADivergence() {
    double left = JENSEN.marginalLoss();
    for (Assignment q :
        new Assignment[] {
          Assignment.constant(1 / 3.0, 1 / 3.0, 1 / 3.0),
          Assignment.constant(WEIGHTS),
          Assignment.constant(JENSEN.bestConstant()),
          Assignment.label()
        }) {
      assertTrue(JENSEN.bound(q) > left + 1e-3);
      assertEquals(JENSEN.gap(q), JENSEN.bound(q) - left, 1e-12);
    }
    assertEquals(left, JENSEN.bound(Assignment.posterior(PRIOR)), 1e-12);
    assertEquals(0, JENSEN.gap(Assignment.posterior(PRIOR)), 1e-12);
  }

  /** Q(k) = −log Σₖ exp E[log p(k|b)] is what is left of the gap, and no constant Q does better. */
  @Test
  void noConstantAssignmentIsTight() {
    double[] best = JENSEN.bestConstant();
    double sum = 0;
    for (int index = 0; index < 3; index++) {
      int k = index;
      sum += Math.exp(CODES.expectation((b, j) -> Math.log(PRIOR.posterior(b, k))));
    }
    double least = JENSEN.gap(Assignment.constant(best));
    assertEquals(-Math.log(sum), least, 1e-12);
    assertTrue(least > 0.1);
    for (double shift : new double[] {-0.01, 0.01}) {
      double[] other = {best[0] + shift, best[1] - shift, best[2]};
      assertTrue(JENSEN.gap(Assignment.constant(other)) > least);
    }
  }

  /** With Q on the true class the bound is the cross entropy plus −E[log p(b)]. */
  @Test
  void whatTheCrossEntropyLeavesOutIsTheMarginalLoss() {
    double crossEntropy = new CrossEntropy(CODES).of(PRIOR);
    assertEquals(JENSEN.bound(Assignment.label()), crossEntropy + JENSEN.marginalLoss(), 1e-13);
  }

  /**
   * The cross entropy of a sample is least for a code without noise, for which KL(q(b|x) ‖ p(b)) is
   * infinite. For units of one scale the log odds are linear, the loss is convex in b and noise can
   * only add to it.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.3, 0.1, 0.01, 0.001})
  void crossEntropyRewardsCodesWithoutEntropy(double deviation) {
    MixturePrior prior =
        MixturePrior.of(new double[] {0.5, 0.5}, new double[] {-1, 1}, new double[] {0.8, 0.8});
    Encoded codes = Encoded.normal(1, deviation, 1);
    Encoded narrower = Encoded.normal(1, deviation / 2, 1);
    assertTrue(new CrossEntropy(narrower).of(prior) < new CrossEntropy(codes).of(prior));
    double entropy = 0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(deviation);
    double change =
        new JensenBound(prior, narrower).divergence(entropy - Math.log(2))
            - new JensenBound(prior, codes).divergence(entropy);
    if (deviation < 0.5) {
      assertTrue(change > 0.5, "each halving costs nearly log 2, not " + change);
    }
  }
}
