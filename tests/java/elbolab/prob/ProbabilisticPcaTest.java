package elbolab.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class ProbabilisticPcaTest {
  private static final ProbabilisticPca TRUTH =
      new ProbabilisticPca(
          new double[] {1, -1, 0, 2},
          MatrixUtils.createRealMatrix(new double[][] {{2, 0.3}, {-1, 1}, {0.5, 0.8}, {1, -0.4}}),
          0.3);
  private static final double[][] DATA = data(400);

  private static double[][] data(int count) {
    Rng rng = Rng.of(1, "points");
    double[][] data = new double[count][];
    for (int i = 0; i < count; i++) {
      data[i] = TRUTH.marginal().sample(rng);
    }
    return data;
  }

  /** No small change of W or σ² gains anything, and random starts of EM end at the same height. */
  @Test
  void closedFormMaximisesTheLikelihood() {
    ProbabilisticPca best = ProbabilisticPca.closedForm(DATA, 2);
    double highest = best.logLikelihood(DATA);
    ProbabilisticPca.Gradient gradient = best.gradient(DATA);
    for (double[] row : gradient.byWeight().getData()) {
      assertEquals(0, row[0], 1e-12);
      assertEquals(0, row[1], 1e-12);
    }
    assertEquals(0, gradient.byLogVariance(), 1e-12);
    assertTrue(highest > TRUTH.logLikelihood(DATA), "above the parameters of the data");
    assertTrue(Math.abs(best.variance() - 0.3) < 4 * 0.3 * Math.sqrt(2.0 / (2 * 400)));
    assertThrows(IllegalArgumentException.class, () -> ProbabilisticPca.closedForm(DATA, 4));
  }

  @Test
  void expectationMaximisationClimbsToTheClosedForm() {
    double highest = ProbabilisticPca.closedForm(DATA, 2).logLikelihood(DATA);
    ProbabilisticPca model = ProbabilisticPca.start(DATA, 2, Rng.of(3, "start"));
    double before = model.logLikelihood(DATA);
    for (int round = 0; round < 300; round++) {
      model = model.step(DATA);
      double now = model.logLikelihood(DATA);
      assertTrue(now >= before - 1e-9, "round " + round);
      before = now;
    }
    assertEquals(highest, before, 1e-6);
  }

  @Test
  void gradientIsThatOfTheLikelihood() {
    ProbabilisticPca model = ProbabilisticPca.start(DATA, 2, Rng.of(4, "start"));
    ProbabilisticPca.Gradient gradient = model.gradient(DATA);
    double h = 1e-5;
    for (int i = 0; i < 4; i++) {
      for (int k = 0; k < 2; k++) {
        double[] ends = new double[2];
        for (int side = 0; side < 2; side++) {
          RealMatrix moved = model.weight().copy();
          moved.addToEntry(i, k, side == 0 ? h : -h);
          ends[side] =
              new ProbabilisticPca(model.mean(), moved, model.variance()).logLikelihood(DATA);
        }
        assertEquals(
            (ends[0] - ends[1]) / (2 * h * 400), gradient.byWeight().getData()[i][k], 1e-7);
      }
    }
    double up = new ProbabilisticPca(model.mean(), model.weight(), Math.exp(h)).logLikelihood(DATA);
    double down =
        new ProbabilisticPca(model.mean(), model.weight(), Math.exp(-h)).logLikelihood(DATA);
    assertEquals((up - down) / (2 * h * 400), gradient.byLogVariance(), 1e-7);
    ProbabilisticPca along = model.along(gradient, 1e-3);
    assertTrue(along.logLikelihood(DATA) > model.logLikelihood(DATA));
  }

  /** log p(z | x) + log p(x) = log p(z) + log p(x | z), at any z. */
  @Test
  void posteriorIsBayesTheorem() {
    double[] x = {0.4, 0.7, -1, 2.5};
    MultivariateNormal posterior = TRUTH.posterior(x);
    MultivariateNormal prior =
        MultivariateNormal.of(new double[2], new double[][] {{1, 0}, {0, 1}});
    double[][] noise = new double[4][4];
    for (int i = 0; i < 4; i++) {
      noise[i][i] = 0.3;
    }
    for (double[] z : new double[][] {{0, 0}, {1, -1}, {-2, 0.5}}) {
      double[] at = TRUTH.weight().operate(z);
      for (int i = 0; i < 4; i++) {
        at[i] += TRUTH.mean()[i];
      }
      double joint = prior.logDensity(z) + MultivariateNormal.of(at, noise).logDensity(x);
      assertEquals(joint, posterior.logDensity(z) + TRUTH.marginal().logDensity(x), 1e-12);
    }
  }
}
