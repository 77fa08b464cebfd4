package elbolab.hhvaem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.hmc.TapeDensity;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.tensor.Backend;
import elbolab.tensor.Backends;
import elbolab.tensor.DoubleBackend;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DependencyVaeTest {
  private static final int ROWS = 6;

  private static HhVaem model(String target, Integer... latent) {
    Table table = GeneratedTable.of(40, target, 1);
    return HhVaem.of(Features.of(table), HhVaemOptions.hhVaem(latent).hidden(12).seed(4));
  }

  /** The first rows, each cell seen with this probability. */
  private static Given given(HhVaem model, String target, double seen) {
    Table table = GeneratedTable.of(40, target, 1);
    Observed x = model.features().encode(table).rows(0, 1, 2, 3, 4, 5);
    Tensor uniform = Tensor.uniform(Rng.of(8, "cells"), x.values().shape().toArray());
    Tensor mask = uniform.minus(seen).positive().negate().plus(1);
    return model.given(x.hide(mask), Rng.of(2, "given")).keep();
  }

  /**
   * ∇_ε log p(z_O, y_O, ε) from the tape against central differences in double, for each kind of
   * target, with all cells seen, half of them and none.
   */
  @ParameterizedTest
  @ValueSource(strings = {"real", "pair", "size"})
  void gradientsOfTheDensity(String target) {
    Backend before = Backends.standard();
    Backends.use(DoubleBackend.INSTANCE);
    try {
      for (double seen : new double[] {1, 0.5, 0}) {
        HhVaem model = model(target, 3, 2);
        TapeDensity density =
            PosteriorDensity.of(
                model.dependency(), given(model, target, seen), model.options(), Rng.of(1, "d"));
        double[] points = new double[ROWS * 5];
        Rng.of(6, "points").fillGaussian(points, 0, points.length);
        double[] value = new double[ROWS];
        double[] gradient = new double[points.length];
        double[] unused = new double[points.length];
        density.evaluate(points, ROWS, value, gradient);
        double step = 1e-5;
        for (int k = 0; k < points.length; k++) {
          double at = points[k];
          points[k] = at + step;
          double[] above = new double[ROWS];
          density.evaluate(points, ROWS, above, unused);
          points[k] = at - step;
          double[] below = new double[ROWS];
          density.evaluate(points, ROWS, below, unused);
          points[k] = at;
          double slope = (above[k / 5] - below[k / 5]) / (2 * step);
          assertEquals(slope, gradient[k], 1e-4 * (1 + Math.abs(slope)), "seen " + seen + " " + k);
        }
      }
    } finally {
      Backends.use(before);
    }
  }

  /** A row of which nothing is observed has the prior's density: ∇ = −ε. */
  @Test
  void emptyRowsHaveThePrior() {
    HhVaem model = model("real", 3, 2);
    TapeDensity density =
        PosteriorDensity.of(
            model.dependency(), given(model, "real", 0), model.options(), Rng.of(1, "d"));
    double[] points = new double[ROWS * 5];
    Rng.of(6, "points").fillGaussian(points, 0, points.length);
    double[] value = new double[ROWS];
    double[] gradient = new double[points.length];
    density.evaluate(points, ROWS, value, gradient);
    double logNormal = -0.5 * DoubleMath.log(2 * Math.PI);
    for (int row = 0; row < ROWS; row++) {
      double sum = 0;
      for (int i = 0; i < 5; i++) {
        sum += logNormal - 0.5 * points[row * 5 + i] * points[row * 5 + i];
        assertEquals(-points[row * 5 + i], gradient[row * 5 + i], 1e-6);
      }
      assertEquals(sum, value[row], 1e-5);
    }
    double[] flat = new double[ROWS];
    HhVaemOptions asPublished = model.options().with(Defect.FLAT_WHEN_EMPTY);
    PosteriorDensity.of(model.dependency(), given(model, "real", 0), asPublished, Rng.of(1, "d"))
        .evaluate(points, ROWS, flat, gradient);
    assertArrayEquals(new double[ROWS], flat, 1e-12);
  }

  /** Rows without a target, left out of the predictor, get what they get alone. */
  @Test
  void rowsDoNotDependOnOthers() {
    HhVaem model = model("size", 3, 2);
    Given given = given(model, "size", 0.5);
    assertTrue(given.withTarget().length > 0 && given.withTarget().length < ROWS);
    Tensor epsilon = Tensor.gaussian(Rng.of(1, "epsilon"), ROWS, 5);
    float[] together = model.dependency().logJoint(given, epsilon).toArray();
    for (int row = 0; row < ROWS; row++) {
      Tensor own = epsilon.slice(0, row, row + 1);
      float alone = model.dependency().logJoint(given.rows(row), own).toArray()[0];
      assertEquals(alone, together[row], 0f);
    }
  }

  /** With the noise drawn anew, one point has two densities; corrected, it has one. */
  @Test
  void freshNoiseMakesTheDensityRandom() {
    HhVaem model = model("real", 3, 2);
    Given given = given(model, "real", 0.5);
    double[] points = new double[ROWS * 5];
    for (Defect[] defects : new Defect[][] {{}, {Defect.FRESH_NOISE}}) {
      TapeDensity density =
          PosteriorDensity.of(
              model.dependency(), given, model.options().with(defects), Rng.of(1, "d"));
      double[] once = new double[ROWS];
      double[] again = new double[ROWS];
      density.evaluate(points, ROWS, once, new double[points.length]);
      density.evaluate(points, ROWS, again, new double[points.length]);
      assertEquals(defects.length == 0, Arrays.equals(once, again));
    }
  }

  private static final double[] MEAN = {0.5, -1, 2};
  private static final double[] LOG_VARIANCE = {0.2, -0.4, 1};

  /** Prior networks that put out constants. */
  private static HhVaem constantPrior() {
    HhVaem model = model("real", 3, 2);
    Parameters prior = model.dependency().parameters().at("prior").at("level0");
    prior.get("out.weight").set(new float[12 * 6]);
    float[] bias = new float[6];
    for (int i = 0; i < 3; i++) {
      bias[i] = (float) MEAN[i];
      bias[3 + i] = (float) LOG_VARIANCE[i];
    }
    prior.get("out.bias").set(bias);
    return model;
  }

  /** h_1 = μ + σ ε_1, and p(h) = p(ε)/Πσ. */
  @Test
  void levelsInClosedForm() {
    HhVaem model = constantPrior();
    Tensor epsilon = Tensor.gaussian(Rng.of(1, "epsilon"), ROWS, 5);
    float[] e = epsilon.toArray();
    float[] h = model.dependency().hidden(epsilon).toArray();
    for (int k = 0; k < h.length; k++) {
      double sigma = DoubleMath.exp(0.5 * LOG_VARIANCE[k % 3]);
      assertEquals(MEAN[k % 3] + sigma * e[k / 3 * 5 + k % 3], h[k], 1e-5);
    }
    Given given = given(model, "real", 0.5);
    float[] byEpsilon = model.dependency().logJoint(given, epsilon).toArray();
    Tensor hidden = Tensor.concat(1, Tensor.of(h, ROWS, 3), epsilon.slice(1, 3, 5));
    float[] byHidden = model.dependency().logJointOfHidden(given, hidden).toArray();
    double logSigmas = 0.5 * Arrays.stream(LOG_VARIANCE).sum();
    for (int row = 0; row < ROWS; row++) {
      assertEquals(byEpsilon[row] - logSigmas, byHidden[row], 1e-3);
    }
  }
}
