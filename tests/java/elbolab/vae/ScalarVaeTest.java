package elbolab.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.GaussHermite;
import elbolab.math.Rng;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Each identity of the derivations, on models whose integrals are known or can be computed. */
class ScalarVaeTest {
  private static final ScalarVae LINEAR = ScalarVae.linear(1.5, -0.3, 0.7);
  private static final ScalarVae CURVED =
      new ScalarVae(z -> Math.sin(2 * z) + 0.5 * z, z -> 0.4 + 0.1 * z * z);
  private static final ScalarNormal Q = new ScalarNormal(0.4, 0.6);
  private static final double X = 0.9;

  /** The evidence of a linear decoder is N(x; b, w² + s²). */
  @Test
  void evidenceOfTheLinearDecoder() {
    ScalarNormal marginal = new ScalarNormal(-0.3, Math.sqrt(1.5 * 1.5 + 0.7 * 0.7));
    for (double x = -5; x <= 5; x += 0.5) {
      assertEquals(marginal.logDensity(x), LINEAR.logEvidence(x), 1e-12);
    }
  }

  /** At q = p(z | x) the bound is tight: its gap is the divergence, which is 0 there. */
  @Test
  void boundIsTightAtThePosterior() {
    double variance = 0.7 * 0.7 / (1.5 * 1.5 + 0.7 * 0.7);
    ScalarNormal posterior =
        new ScalarNormal(1.5 * (X + 0.3) / (1.5 * 1.5 + 0.7 * 0.7), Math.sqrt(variance));
    assertEquals(0, LINEAR.divergenceFromPosterior(posterior, X), 1e-12);
    assertEquals(LINEAR.logEvidence(X), LINEAR.elboFromReconstruction(posterior, X), 1e-12);
  }

  /**
   * Eqs. (7), (8): with the exact encoder −ELBO is −log p, and its minimum over the slope is where
   * w² = mean x² − s²; an encoder that cannot narrow moves the minimum.
   */
  @Test
  void theExactEncoderMakesTrainingMaximumLikelihood() {
    double[] data = {-2.1, -0.4, 0.3, 1.1, 2.6};
    double squares = 0;
    for (double x : data) {
      squares += x * x / data.length;
    }
    double best = Math.sqrt(squares - 0.7 * 0.7);
    double evidence = 0;
    for (double x : data) {
      evidence += ScalarVae.linear(best, 0, 0.7).logEvidence(x) / data.length;
    }
    assertEquals(-evidence, lossOfSlope(best, 0, data), 1e-11);
    double h = 1e-4;
    double slope = (lossOfSlope(best + h, 0, data) - lossOfSlope(best - h, 0, data)) / (2 * h);
    assertEquals(0, slope, 1e-7);
    double wide = (lossOfSlope(best + h, 0.7, data) - lossOfSlope(best - h, 0.7, data)) / (2 * h);
    assertTrue(wide > 0.1, "slope with a rigid encoder: " + wide);
  }

  /** With the encoder's deviation fixed; 0 stands for the exact one. */
  private static double lossOfSlope(double w, double fixed, double... data) {
    double variance = w * w + 0.7 * 0.7;
    double deviation = fixed > 0 ? fixed : 0.7 / Math.sqrt(variance);
    return ScalarVae.linear(w, 0, 0.7)
        .averageLoss(x -> new ScalarNormal(w * x / variance, deviation), data);
  }

  /** The reconstruction term of the linear decoder in closed form, with eq. (16) for the other. */
  @Test
  void boundOfTheLinearDecoderInClosedForm() {
    double residual = X - (1.5 * 0.4 - 0.3);
    double spread = residual * residual + 1.5 * 1.5 * 0.6 * 0.6;
    double reconstruction = -0.5 * Math.log(2 * Math.PI * 0.7 * 0.7) - spread / (2 * 0.7 * 0.7);
    double divergence = 0.5 * (0.4 * 0.4 + 0.6 * 0.6 - Math.log(0.6 * 0.6) - 1);
    assertEquals(reconstruction - divergence, LINEAR.elboFromReconstruction(Q, X), 1e-12);
  }

  /** Eqs. (6), (9) and (10) are three ways to one number, for a curved decoder too. */
  @Test
  void threeDerivationsOfTheBoundAgree() {
    for (ScalarVae model : new ScalarVae[] {LINEAR, CURVED}) {
      double defined = model.elboFromEvidence(Q, X);
      assertEquals(defined, model.elboFromReconstruction(Q, X), 1e-11);
      assertEquals(defined, model.elboFromJensen(Q, X), 1e-11);
      assertTrue(defined < model.logEvidence(X));
    }
  }

  @Test
  void expectationsAgreeWithGaussHermite() {
    DoubleUnaryOperator f = z -> CURVED.decode(z).logDensity(X);
    double other = GaussHermite.of(150).expectation(Q.mean(), Q.deviation(), f);
    assertEquals(other, ScalarVae.expectation(Q, f), 1e-9);
  }

  /** Eq. (11) estimates the reconstruction term: within four standard errors. */
  @Test
  void monteCarloReconstruction() {
    int runs = 400;
    int samples = 250;
    double exact = ScalarVae.expectation(Q, z -> CURVED.decode(z).logDensity(X));
    double sum = 0;
    double squares = 0;
    for (int run = 0; run < runs; run++) {
      double estimate =
          CURVED.meanLogLikelihood(Q, X, samples, Rng.of(run, "reconstruction")).value();
      sum += estimate;
      squares += estimate * estimate;
    }
    double mean = sum / runs;
    double error = Math.sqrt((squares / runs - mean * mean) / runs);
    assertEquals(exact, mean, 4 * error);
  }

  /**
   * Eq. (13) from the prior: E[log p(x | z)] in closed form for the linear decoder, which is not
   * log p(x).
   */
  @Test
  void anAverageOfLogarithmsFromThePriorMissesTheEvidence() {
    double spread = (X + 0.3) * (X + 0.3) + 1.5 * 1.5;
    double limit = -0.5 * Math.log(2 * Math.PI * 0.7 * 0.7) - spread / (2 * 0.7 * 0.7);
    ScalarNormal prior = ScalarNormal.STANDARD;
    double average = LINEAR.meanLogLikelihood(prior, X, 400_000, Rng.of(1, "prior")).value();
    assertEquals(limit, average, 0.05);
    assertTrue(LINEAR.logEvidence(X) - limit > 1, "by over a nat");
  }

  /**
   * KL(q ‖ p(z | x)) = E_q[log q] − E_q[log p(x | z) p(z)/p(x)]; the report lacks this log once.
   */
  @Test
  void theDivergenceNeedsTheLogarithm() {
    double negentropy = ScalarVae.expectation(Q, Q::logDensity);
    double evidence = LINEAR.logEvidence(X);
    double withLogarithm = ScalarVae.expectation(Q, z -> LINEAR.logJoint(z, X) - evidence);
    double without = ScalarVae.expectation(Q, z -> Math.exp(LINEAR.logJoint(z, X) - evidence));
    double divergence = LINEAR.divergenceFromPosterior(Q, X);
    assertEquals(divergence, negentropy - withLogarithm, 1e-12);
    assertTrue(Math.abs(divergence - (negentropy - without)) > 1);
  }
}
