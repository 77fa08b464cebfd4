package elbolab.deepdive.derivation;

import static elbolab.deepdive.derivation.Example.FUTURE;
import static elbolab.deepdive.derivation.Example.LOSS;
import static elbolab.deepdive.derivation.Example.MODEL;
import static elbolab.deepdive.derivation.Example.PAST;
import static elbolab.deepdive.derivation.Example.X;
import static elbolab.deepdive.derivation.Example.Y;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.GaussHermite;
import elbolab.math.Moments;
import elbolab.math.Rng;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Theorem 1, eqs. (31) to (33), and the gradients of its terms. */
class ForecastLossTest {
  /** a depends on b; b₁ and b₂ are independent (assumption 2) or not. */
  private static JointGaussian encoder(double between) {
    return JointGaussian.of(
        new double[] {0.5, -0.2, 0.1},
        new double[][] {{0.5, 0.2, -0.1}, {0.2, 0.5, between}, {-0.1, between, 0.4}});
  }

  @Test
  void fourTermsAddUpToTheDirectLossByQuadrature() {
    JointGaussian q = encoder(0);
    double direct = q.expectation(GaussHermite.of(48), z -> LOSS.at(q, z, X, Y));
    assertEquals(direct, LOSS.terms(q, X, Y).total(), 1e-8);
  }

  @Test
  void fourTermsAddUpToTheDirectLossByDraws() {
    JointGaussian q = encoder(0);
    Moments direct = LOSS.direct(q, X, Y, 100_000, Rng.of(1, "theorem 1"));
    assertEquals(direct.mean(), LOSS.terms(q, X, Y).total(), 4 * direct.standardError());
  }

  /** Without assumption 2 the four terms fall short by the total correlation of q(b|x). */
  @Test
  void dependentCodesLoseTheTotalCorrelation() {
    JointGaussian q = encoder(0.35);
    double missing = LOSS.codes(q).totalCorrelation();
    double four = LOSS.terms(q, X, Y).total();
    double exact = q.expectation(GaussHermite.of(48), z -> LOSS.at(q, z, X, Y));
    assertEquals(exact, four + missing, 1e-7);
    Moments direct = LOSS.direct(q, X, Y, 100_000, Rng.of(2, "theorem 1"));
    assertEquals(direct.mean(), four + missing, 4 * direct.standardError());
    assertTrue(direct.mean() - four > 20 * direct.standardError());
  }

  @Test
  void theLossIsAboveTheNegativeEvidence() {
    double evidence = LOSS.logEvidence(X, Y);
    assertTrue(LOSS.terms(encoder(0), X, Y).total() > -evidence);
    MixturePrior single = MixturePrior.of(new double[] {1}, new double[] {0.4}, new double[] {1.2});
    MixturePrior other = MixturePrior.of(new double[] {1}, new double[] {-0.6}, new double[] {0.8});
    ForecastLoss normal =
        new ForecastLoss(JointGaussian.standard(1), List.of(single, other), PAST, FUTURE);
    assertEquals(MODEL.logEvidence(X, Y), normal.logEvidence(X, Y), 1e-12);
    assertEquals(-MODEL.bound(encoder(0), X, Y), normal.terms(encoder(0), X, Y).total(), 1e-12);
  }

  @Test
  void gradientsOfTheTermsAreTheirDerivatives() {
    JointGaussian q = encoder(0.1);
    TermGradients gradients = TermGradients.of(MODEL, q, X, Y);
    double h = 1e-5;
    for (int i = 0; i < 3; i++) {
      double[] up = {0.5, -0.2, 0.1};
      double[] down = up.clone();
      up[i] += h;
      down[i] -= h;
      JointGaussian above = q.around(up);
      JointGaussian below = q.around(down);
      double forecast = MODEL.expectedForecast(below, X, Y) - MODEL.expectedForecast(above, X, Y);
      double past = MODEL.expectedReconstruction(below, X) - MODEL.expectedReconstruction(above, X);
      double divergence = above.divergenceFrom(MODEL.prior()) - below.divergenceFrom(MODEL.prior());
      assertEquals(forecast / (2 * h), gradients.forecast()[i], 1e-9);
      assertEquals(past / (2 * h), gradients.reconstruction()[i], 1e-9);
      assertEquals(divergence / (2 * h), gradients.divergence()[i], 1e-9);
    }
  }

  /** At the best mean the gradients add to 0 without being 0: each pulls against the others. */
  @Test
  void termsOfOneLikelihoodConflictAtItsMaximum() {
    JointGaussian best = MODEL.posterior(X, Y);
    TermGradients gradients = TermGradients.of(MODEL, best, X, Y);
    double size = 0;
    for (int i = 0; i < 3; i++) {
      assertEquals(0, gradients.sum()[i], 1e-12);
      size = Math.max(size, Math.abs(gradients.reconstruction()[i]));
    }
    assertTrue(size > 0.1);
    double[] others = new double[3];
    for (int i = 0; i < 3; i++) {
      others[i] = gradients.forecast()[i] + gradients.divergence()[i];
    }
    assertEquals(-1, TermGradients.cosine(gradients.reconstruction(), others), 1e-12);
    assertEquals(-1, gradients.pastWithRest(), 1e-12);
    assertEquals(0, gradients.size(), 1e-12);
  }

  /**
   * A mean squared error over D numbers is −log p with noise of variance D/2, but for a constant.
   */
  @Test
  void aMeanSquaredErrorOfWeightOneClaimsMuchNoise() {
    double claimed = Math.sqrt(X.length / 2.0);
    LinearGaussian noisy =
        new LinearGaussian(PAST.weights(), PAST.offset(), new double[] {claimed, claimed});
    double[][] codes = {{0.3, -1, 0.5}, {-0.8, 0.2, 1.1}};
    double[] meanSquare = new double[2];
    for (int k = 0; k < 2; k++) {
      for (int i = 0; i < X.length; i++) {
        double fitted = PAST.offset()[i];
        for (int j = 0; j < 3; j++) {
          fitted += PAST.weights()[i][j] * codes[k][j];
        }
        meanSquare[k] += (X[i] - fitted) * (X[i] - fitted) / X.length;
      }
    }
    assertEquals(
        meanSquare[0] - meanSquare[1],
        noisy.logDensity(codes[1], X) - noisy.logDensity(codes[0], X),
        1e-13);
  }
}
