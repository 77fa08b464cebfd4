package elbolab.hmc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.hmc.toy.DualMoon;
import elbolab.hmc.toy.EightSchools;
import elbolab.hmc.toy.Gaussian;
import elbolab.hmc.toy.Parameterization;
import elbolab.math.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The leapfrog (5.1) against what it must conserve and against exact flows. */
class LeapfrogTest {
  private static final double[] POINT = {1.1, -0.7};
  private static final double[] MOMENTUM = {0.4, 0.9};
  private static final DiagonalMass MASS = DiagonalMass.of(2, 0.5);

  @Test
  void retracesItsStepsWhenMomentaAreReversed() {
    EightSchools schools = new EightSchools(Parameterization.NON_CENTRED);
    int d = schools.dimension();
    double[] z = new double[3 * d];
    double[] r = new double[3 * d];
    Rng rng = Rng.of(1, "reversibility");
    rng.fillGaussian(z, 0, z.length);
    rng.fillGaussian(r, 0, r.length);
    PhasePoints points = PhasePoints.at(schools, z, r);
    Leapfrog leapfrog = new Leapfrog(schools, DiagonalMass.unit(d));
    double[] steps = StepSizes.uniform(rng, 1, d, 0.05, 0.2).values();
    for (int l = 0; l < 50; l++) {
      leapfrog.step(points, steps);
    }
    assertTrue(Math.abs(points.position(0, 0) - z[0]) > 0.1, "the trajectory must have moved");
    points.reverse();
    for (int l = 0; l < 50; l++) {
      leapfrog.step(points, steps);
    }
    double error = 0;
    for (int k = 0; k < z.length; k++) {
      error = Math.max(error, Math.abs(points.position(k / d, k % d) - z[k]));
      error = Math.max(error, Math.abs(points.momentum(k / d, k % d) + r[k]));
    }
    System.out.printf("leapfrog: reversibility error %.1e after 50 steps%n", error);
    assertTrue(error < 1e-12, "reversibility error " + error);
  }

  /** Each of the three shears has determinant 1: so has the Jacobian, by central differences. */
  @Test
  void preservesVolume() {
    double[][] jacobian = new double[4][4];
    double h = 1e-5;
    for (int column = 0; column < 4; column++) {
      double[] up = flow(column, h);
      double[] down = flow(column, -h);
      for (int row = 0; row < 4; row++) {
        jacobian[row][column] = (up[row] - down[row]) / (2 * h);
      }
    }
    double determinant = determinant(jacobian);
    System.out.printf("leapfrog: determinant %.10f%n", determinant);
    assertEquals(1, determinant, 1e-7); // the differences' own error is of order h²
  }

  private static double[] flow(int moved, double by) {
    double[] z = POINT.clone();
    double[] r = MOMENTUM.clone();
    (moved < 2 ? z : r)[moved % 2] += by;
    PhasePoints points = PhasePoints.at(new DualMoon(), z, r);
    Leapfrog leapfrog = new Leapfrog(new DualMoon(), MASS);
    for (int l = 0; l < 5; l++) {
      leapfrog.step(points, new double[] {0.1, 0.07});
    }
    return new double[] {
      points.position(0, 0), points.position(0, 1), points.momentum(0, 0), points.momentum(0, 1)
    };
  }

  private static double determinant(double[][] a) {
    double determinant = 1;
    for (int p = 0; p < a.length; p++) {
      int best = p;
      for (int i = p; i < a.length; i++) {
        best = Math.abs(a[i][p]) > Math.abs(a[best][p]) ? i : best;
      }
      double[] pivot = a[best];
      a[best] = a[p];
      a[p] = pivot;
      determinant *= (best == p ? 1 : -1) * pivot[p];
      for (int i = p + 1; i < a.length; i++) {
        double factor = a[i][p] / pivot[p];
        for (int j = p; j < a.length; j++) {
          a[i][j] -= factor * pivot[j];
        }
      }
    }
    return determinant;
  }

  /** Over a fixed time the energy error falls with the square of the step. */
  @Test
  void energyErrorIsOfSecondOrder() {
    double[] x = new double[8];
    double[] y = new double[8];
    for (int k = 0; k < x.length; k++) {
      int steps = 40 << k;
      PhasePoints points = PhasePoints.at(new DualMoon(), POINT, MOMENTUM);
      Leapfrog leapfrog = new Leapfrog(new DualMoon(), MASS);
      double before = points.hamiltonian(0, MASS);
      double step = 1.3 / steps;
      for (int l = 0; l < steps; l++) {
        leapfrog.step(points, new double[] {step, step});
      }
      x[k] = Math.log(step);
      y[k] = Math.log(Math.abs(points.hamiltonian(0, MASS) - before));
    }
    double slope = slope(x, y);
    System.out.printf("leapfrog: energy error falls with step^%.3f%n", slope);
    assertEquals(2, slope, 0.1);
  }

  private static double slope(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
    }
    return xy / xx;
  }

  /** On ½z² the leapfrog rotates by arccos(1 − ½ε²): z_n = z₀ cos nα exactly when r₀ = 0. */
  @Test
  void followsItsExactFlowOnTheHarmonicOscillator() {
    Gaussian oscillator = Gaussian.standard(1);
    Leapfrog leapfrog = new Leapfrog(oscillator, DiagonalMass.unit(1));
    double step = 0.3;
    double angle = Math.acos(1 - 0.5 * step * step);
    PhasePoints points = PhasePoints.at(oscillator, new double[] {1.7}, new double[] {0});
    for (int n = 1; n <= 100; n++) {
      leapfrog.step(points, new double[] {step});
      assertEquals(1.7 * Math.cos(n * angle), points.position(0, 0), 1e-12, "step " + n);
    }
  }

  /**
   * With small steps it approaches z(t) = z₀ cos t + r₀ sin t, and with mass m the period is √m.
   */
  @Test
  void approachesTheContinuousFlow() {
    Gaussian oscillator = Gaussian.standard(1);
    Leapfrog leapfrog = new Leapfrog(oscillator, DiagonalMass.of(4));
    PhasePoints points = PhasePoints.at(oscillator, new double[] {1.0}, new double[] {0.6});
    int steps = 20_000;
    double time = 3;
    for (int l = 0; l < steps; l++) {
      leapfrog.step(points, new double[] {time / steps});
    }
    assertEquals(Math.cos(1.5) + 0.3 * Math.sin(1.5), points.position(0, 0), 1e-8);
  }
}
