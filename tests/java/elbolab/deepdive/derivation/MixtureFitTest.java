package elbolab.deepdive.derivation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Proposition 5, eqs. (25), (26), (61), and the sufficiency corollary. */
class MixtureFitTest {
  private static final double[] WEIGHTS = {0.7, 0.3};
  private static final Encoded CODES =
      Encoded.normal(-1.5, 0.8, 0).and(0.3, Encoded.normal(1.5, 0.6, 1));
  private static final MixtureFit FIT = new MixtureFit(CODES);
  private static final MixturePrior START =
      MixturePrior.of(WEIGHTS, new double[] {-0.5, 0.5}, new double[] {1, 1});

  private static double bound(MixturePrior prior, Assignment q) {
    return new JensenBound(prior, CODES).bound(q);
  }

  @Test
  void conditionsAreTheDerivativesOfTheBound() {
    double h = 1e-5;
    Assignment q =
        Assignment.posterior(MixturePrior.of(WEIGHTS, new double[] {-2, 1}, new double[] {1, 2}));
    for (int k = 0; k < 2; k++) {
      double[] centres = {-0.5, 0.5};
      double[] scales = {1, 1};
      centres[k] += h;
      double up = bound(MixturePrior.of(WEIGHTS, centres, scales), q);
      centres[k] -= 2 * h;
      double down = bound(MixturePrior.of(WEIGHTS, centres, scales), q);
      assertEquals((up - down) / (2 * h), FIT.centreCondition(START, q)[k], 1e-9);
      centres[k] += h;
      scales[k] += h;
      up = bound(MixturePrior.of(WEIGHTS, centres, scales), q);
      scales[k] -= 2 * h;
      down = bound(MixturePrior.of(WEIGHTS, centres, scales), q);
      assertEquals((up - down) / (2 * h), FIT.scaleCondition(START, q)[k], 1e-9);
    }
  }

  /** The quotient as (25) prints it, p(k)/p(b, k) ∂ψ/∂ν, where it can be computed. */
  @Test
  void conditionAsPrinted() {
    Assignment q = Assignment.posterior(START);
    for (int index = 0; index < 2; index++) {
      int k = index;
      GaussianUnit unit = START.units().get(k);
      double printed =
          CODES.expectation(
              (b, j) ->
                  -q.of(k, b, j)
                      * WEIGHTS[k]
                      / Math.exp(START.logJoint(b, k))
                      * unit.slopeInCentre(b));
      assertEquals(printed, FIT.centreCondition(START, q)[k], 1e-12);
    }
  }

  /** For a fixed Q one step ends where (25) and (26) hold, and nothing nearby is lower. */
  @Test
  void oneStepIsTheMinimiserForAFixedAssignment() {
    Assignment q = Assignment.posterior(START);
    MixturePrior next = FIT.step(START);
    assertArrayEquals(new double[2], FIT.centreCondition(next, q), 1e-13);
    assertArrayEquals(new double[2], FIT.scaleCondition(next, q), 1e-13);
    double least = bound(next, q);
    for (double factor = 0.2; factor < 4; factor += 0.1) {
      for (double shift = -2; shift <= 2; shift += 0.1) {
        GaussianUnit unit = next.units().get(0);
        GaussianUnit other = new GaussianUnit(unit.centre() + shift, factor * unit.scale());
        MixturePrior moved = new MixturePrior(WEIGHTS, List.of(other, next.units().get(1)));
        assertTrue(bound(moved, q) >= least - 1e-12);
      }
    }
  }

  @Test
  void atTheFixedPointBothConditionsHold() {
    List<MixturePrior> path = FIT.path(START, 200);
    MixturePrior end = path.get(200);
    assertTrue(FIT.residual(START) > 0.05);
    assertEquals(0, FIT.residual(end), 1e-12);
    assertEquals(-1.5, end.units().get(0).centre(), 1e-9);
    assertEquals(0.6, end.units().get(1).scale(), 1e-9);
    double before = Double.POSITIVE_INFINITY;
    for (MixturePrior at : path) {
      double loss = new JensenBound(at, CODES).marginalLoss();
      assertTrue(loss <= before + 1e-13, "a round of EM never loses");
      before = loss;
    }
  }

  /** Where Q follows the parameters, (25) and (26) hold at points that are not the minimum. */
  @Test
  void theConditionsAreNotSufficientWhereTheAssignmentFollows() {
    double best = new JensenBound(FIT.path(START, 200).get(200), CODES).marginalLoss();
    double mean = 0.7 * -1.5 + 0.3 * 1.5;
    double scale = Math.sqrt(0.7 * (0.64 + 2.25) + 0.3 * (0.36 + 2.25) - mean * mean);
    MixturePrior saddle =
        MixturePrior.of(WEIGHTS, new double[] {mean, mean}, new double[] {scale, scale});
    assertEquals(0, FIT.residual(saddle), 1e-12);
    double normal = 0.5 * Math.log(2 * Math.PI * Math.E * scale * scale);
    assertEquals(normal, new JensenBound(saddle, CODES).marginalLoss(), 1e-12);
    assertTrue(normal > best + 0.1);
    MixturePrior beside =
        MixturePrior.of(
            WEIGHTS, new double[] {mean - 0.3, mean + 0.7}, new double[] {scale, scale});
    assertTrue(new JensenBound(beside, CODES).marginalLoss() < normal, "not even a local minimum");
    MixturePrior swapped =
        MixturePrior.of(WEIGHTS, new double[] {1.5, -1.5}, new double[] {0.6, 0.8});
    MixturePrior stuck = FIT.path(swapped, 2000).get(2000);
    assertEquals(0, FIT.residual(stuck), 1e-12);
    assertTrue(new JensenBound(stuck, CODES).marginalLoss() > best + 0.02);
  }
}
