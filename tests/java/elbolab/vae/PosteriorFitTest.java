package elbolab.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.show.Measured;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PosteriorFitTest {
  /** log p(x) of the normal joint: −½(a z₁² + 2 b z₁z₂ + c z₂²) + 1, whose integral is known. */
  private static final double A = 2;

  private static final double B = 0.9;
  private static final double C = 1;

  private static Tensor logJoint(Tensor z) {
    Tensor z1 = z.slice(-1, 0, 1).minus(0.5);
    Tensor z2 = z.slice(-1, 1, 2).plus(0.3);
    return z1.square()
        .times(A)
        .plus(z1.times(z2).times(2 * B))
        .plus(z2.square().times(C))
        .times(-0.5)
        .plus(1)
        .sum(-1);
  }

  private static double evidence() {
    return 1 + Math.log(2 * Math.PI) - 0.5 * Math.log(A * C - B * B);
  }

  @Test
  void evidenceOnTheGrid() {
    assertEquals(
        evidence(), Math.log(PlaneDensity.of(PosteriorFitTest::logJoint, 9, 200).integral()), 1e-5);
  }

  /**
   * A full normal closes the gap. The best diagonal one has the precisions' diagonal, and its gap
   * is ½ log(ac/(ac − b²)) (mean-field on a normal posterior).
   */
  @Test
  void aNormalPosteriorIsFound() {
    PosteriorFit full = PosteriorFit.of(PosteriorFitTest::logJoint, PosteriorFamily.full(), 500, 1);
    assertEquals(evidence(), full.bound(), 1e-3);
    PosteriorFit diagonal =
        PosteriorFit.of(PosteriorFitTest::logJoint, PosteriorFamily.diagonal(), 500, 1);
    double gap = 0.5 * Math.log(A * C / (A * C - B * B));
    assertEquals(gap, evidence() - diagonal.bound(), 1e-3);
    // A point of deviation s: ½ s²(a + c) − 1 − log s² + ½ log(1/(ac − b²)) … by KL of two normals.
    PosteriorFit point =
        PosteriorFit.of(PosteriorFitTest::logJoint, PosteriorFamily.point(0.1), 500, 1);
    double lost = 0.5 * (0.01 * (A + C) - 2 - Math.log(A * C - B * B)) - Math.log(0.01);
    assertEquals(lost, evidence() - point.bound(), 1e-3);
    assertThrows(IllegalArgumentException.class, () -> PosteriorFamily.point(0));
  }

  /** Whatever the parameters: E_q[p/q] = 1 for any density p, within four standard errors. */
  @Test
  void drawsBelongToTheirDensities() {
    for (PosteriorFamily.Start start :
        List.of(
            PosteriorFamily.point(0.4),
            PosteriorFamily.diagonal(),
            PosteriorFamily.full(),
            PosteriorFamily.planarFlow(3),
            PosteriorFamily.mixture(3))) {
      Parameters parameters = Parameters.seeded(5);
      PosteriorFamily family = start.at(parameters, 2);
      Rng shake = Rng.of(6, "parameters");
      for (Tensor tensor : parameters.tensors().values()) {
        float[] values = tensor.toArray();
        for (int i = 0; i < values.length; i++) {
          values[i] += (float) (0.4 * shake.nextGaussian());
        }
        tensor.set(values);
      }
      Measured mass = mass(family);
      assertTrue(mass.standardError() < 0.02, family + ": " + mass);
      assertEquals(1, mass.value(), 4 * mass.standardError(), family.toString());
    }
  }

  /** E_q[p/q] for a narrow normal p near the middle of q: 1 if the draws follow their density. */
  private static Measured mass(PosteriorFamily family) {
    int n = 60_000;
    double mass = 0;
    double variance = 0;
    try (Tape tape = Tape.inference()) {
      List<PosteriorFamily.Draws> parts = family.draws(Tensor.gaussian(Rng.of(7, "noise"), n, 2));
      double[] centre = centre(parts.get(0).z().toDoubles());
      for (PosteriorFamily.Draws part : parts) {
        double[] z = part.z().toDoubles();
        double[] logQ = part.logQ().toDoubles();
        double weight = Math.exp(part.logWeight().item());
        Moments ratios = new Moments();
        for (int i = 0; i < n; i++) {
          double log = narrow(z[2 * i] - centre[0], z[2 * i + 1] - centre[1]);
          ratios.add(Math.exp(log - logQ[i]));
        }
        mass += weight * ratios.mean();
        variance += Math.pow(weight * ratios.standardError(), 2);
      }
    }
    return new Measured(mass, Math.sqrt(variance));
  }

  private static double[] centre(double[] z) {
    Moments first = new Moments();
    Moments second = new Moments();
    for (int i = 0; i < z.length; i += 2) {
      first.add(z[i]);
      second.add(z[i + 1]);
    }
    return new double[] {first.mean(), second.mean()};
  }

  /** log N(0, 0.2² I). */
  private static double narrow(double x, double y) {
    return -0.5 * (x * x + y * y) / 0.04 - Math.log(2 * Math.PI * 0.04);
  }

  /** A mixture finds both halves of a posterior that a normal cannot: the gap falls by log 2. */
  @Test
  void aMixtureHasBothModes() {
    PosteriorFit one = PosteriorFit.of(PosteriorFitTest::twoModes, PosteriorFamily.full(), 500, 2);
    PosteriorFit two =
        PosteriorFit.of(PosteriorFitTest::twoModes, PosteriorFamily.mixture(4), 800, 2);
    assertEquals(-Math.log(2), one.bound(), 2e-3);
    assertEquals(0, two.bound(), 2e-3);
    double[] draws = two.sample(Rng.of(1, "draws"), 4000);
    Moments side = new Moments();
    for (int i = 0; i < draws.length; i += 2) {
      side.add(draws[i] > 0 ? 1 : 0);
    }
    assertEquals(0.5, side.mean(), 0.04);
  }

  /** ½N((−2, 0), 0.5² I) + ½N((2, 0), 0.5² I). */
  private static Tensor twoModes(Tensor z) {
    Tensor x = z.slice(-1, 0, 1).sum(-1);
    Tensor y = z.slice(-1, 1, 2).sum(-1);
    Tensor left = x.plus(2).square().plus(y.square()).times(-2);
    Tensor right = x.minus(2).square().plus(y.square()).times(-2);
    return Tensor.stack(-1, left, right).logSumExp(-1).minus(Math.log(2 * 2 * Math.PI * 0.25));
  }
}
