package elbolab.deepdive.derivation;

import static elbolab.deepdive.derivation.Example.FUTURE;
import static elbolab.deepdive.derivation.Example.MODEL;
import static elbolab.deepdive.derivation.Example.PAST;
import static elbolab.deepdive.derivation.Example.PRIOR;
import static elbolab.deepdive.derivation.Example.X;
import static elbolab.deepdive.derivation.Example.Y;
import static elbolab.deepdive.derivation.Examples.ENCODER;
import static elbolab.deepdive.derivation.Examples.RULE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.GaussHermite;
import elbolab.math.Moments;
import elbolab.math.Rng;
import org.junit.jupiter.api.Test;

/** Proposition 1, eqs. (7) to (10). */
class NormalModelTest {

  @Test
  void evidenceIsBoundPlusGap() {
    double evidence = MODEL.logEvidence(X, Y);
    assertEquals(evidence, MODEL.bound(ENCODER, X, Y) + MODEL.gap(ENCODER, X, Y), 1e-12);
    assertTrue(MODEL.gap(ENCODER, X, Y) > 0.1, "a poor encoder leaves a gap");
    assertEquals(evidence, MODEL.bound(MODEL.posterior(X, Y), X, Y), 1e-12);
  }

  /** p(x, y) = E_{p(z)}[p(x|z) p(y|z, x)], without any algebra of normals. */
  @Test
  void evidenceByQuadratureOverThePrior() {
    LinearGaussian ahead = FUTURE.knowing(X);
    double evidence =
        PRIOR.expectation(RULE, z -> Math.exp(PAST.logDensity(z, X) + ahead.logDensity(z, Y)));
    assertEquals(Math.log(evidence), MODEL.logEvidence(X, Y), 1e-10);
  }

  /** (40): L = E_q[log p(z, x, y) − log q(z|x)]. */
  @Test
  void boundByQuadratureOfItsDefinition() {
    LinearGaussian ahead = FUTURE.knowing(X);
    double bound =
        ENCODER.expectation(
            GaussHermite.of(8),
            z ->
                PRIOR.logDensity(z)
                    + PAST.logDensity(z, X)
                    + ahead.logDensity(z, Y)
                    - ENCODER.logDensity(z));
    assertEquals(bound, MODEL.bound(ENCODER, X, Y), 1e-12);
  }

  /** p(z|x, y) ∝ p(z) p(x|z) p(y|z, x): log posterior minus log joint is constant in z. */
  @Test
  void posteriorIsProportionalToTheJoint() {
    JointGaussian posterior = MODEL.posterior(X, Y);
    LinearGaussian ahead = FUTURE.knowing(X);
    for (double[] z : new double[][] {{0, 0, 0}, {1, -2, 0.5}, {-0.7, 0.3, 2}}) {
      double joint = PRIOR.logDensity(z) + PAST.logDensity(z, X) + ahead.logDensity(z, Y);
      assertEquals(MODEL.logEvidence(X, Y), joint - posterior.logDensity(z), 1e-12);
    }
  }

  /** The average of (7)'s gap over y ~ p(y|x) by quadrature, and no nearby encoder does better. */
  @Test
  void anEncoderThatDoesNotSeeTheFutureLeavesAGap() {
    JointGaussian blind = MODEL.blindEncoder(X);
    double floor = MODEL.blindGap(X);
    assertEquals(floor, averageGap(blind), 1e-12);
    assertTrue(floor > 0.1);
    assertTrue(averageGap(MODEL.posterior(X)) > floor + 1e-3, "p(z|x) itself is not the best");
    for (int i = 0; i < 3; i++) {
      double[] mean = {blind.mean(0), blind.mean(1), blind.mean(2)};
      mean[i] += 0.05;
      assertTrue(averageGap(blind.around(mean)) > floor + 1e-4);
    }
    for (double wider : new double[] {0.95, 1.05}) {
      double[][] c = new double[3][3];
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          c[i][j] = wider * blind.covariance(i, j);
        }
      }
      double[] mean = {blind.mean(0), blind.mean(1), blind.mean(2)};
      assertTrue(averageGap(JointGaussian.of(mean, c)) > floor + 1e-4);
    }
  }

  private static double averageGap(JointGaussian q) {
    JointGaussian future = MODEL.predictive(MODEL.posterior(X), X);
    return future.expectation(GaussHermite.of(5), y -> MODEL.gap(q, X, y.clone()));
  }

  /** p(y|x) = p(x, y)/p(x), and the blind encoder's forecast is too sure of itself. */
  @Test
  void forecastsOfTheBlindEncoderAreTooNarrow() {
    JointGaussian truth = MODEL.predictive(MODEL.posterior(X), X);
    double past = PAST.joint(PRIOR).marginal(3, 4).logDensity(X);
    assertEquals(MODEL.logEvidence(X, Y) - past, truth.logDensity(Y), 1e-12);
    JointGaussian narrow = MODEL.predictive(MODEL.blindEncoder(X), X);
    assertEquals(truth.mean(0), narrow.mean(0), 1e-12);
    assertTrue(narrow.deviation(0) < 0.95 * truth.deviation(0));
  }

  @Test
  void closedFormsAgreeWithDraws() {
    Rng rng = Rng.of(5, "draws");
    Moments forecast = new Moments();
    for (int i = 0; i < 40_000; i++) {
      forecast.add(FUTURE.knowing(X).logDensity(ENCODER.sample(rng), Y));
    }
    double exact = MODEL.expectedForecast(ENCODER, X, Y);
    assertEquals(exact, forecast.mean(), 4 * forecast.standardError());
  }
}
