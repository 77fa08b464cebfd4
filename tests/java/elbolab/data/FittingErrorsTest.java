package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.math.Moments;
import elbolab.math.Rng;
import org.junit.jupiter.api.Test;

class FittingErrorsTest {
  /** Where the model is right the residuals have σ²(1 − p/N), for any places of x. */
  @Test
  void inSampleErrorOfARightModel() {
    for (int order : new int[] {1, 3}) {
      FittingErrors errors =
          FittingErrors.simulate(NoisyCurve.line(1), order, 20, 4000, Rng.of(1, "right"));
      double share = (order + 1) / 20.0;
      // A mean square of 20(1 − p/N) squared normals: variance 2·(1 − p/N)/20.
      double error = Math.sqrt(2 * (1 - share) / 20 / 4000);
      assertEquals(1 - share, errors.inSample(), 4 * error);
      assertEquals(0, errors.bias(), 1e-3);
      // The leverages of points that cover [0, 1] evenly have mean p/N there.
      assertEquals(share, errors.variance(), 0.1 * share);
    }
  }

  /** Error of new data = noise + bias + variance; the left side saw only draws. */
  @Test
  void errorSplitsInThree() {
    for (int order : new int[] {0, 1, 3, 6}) {
      FittingErrors errors =
          FittingErrors.simulate(NoisyCurve.tenthOrder(1), order, 30, 1000, Rng.of(2, "split"));
      double sum = errors.noise() + errors.bias() + errors.variance();
      assertEquals(sum, errors.outOfSample(), 4 * errors.standardError(), "order " + order);
    }
  }

  /** The bias of a constant is the variance of the truth over [0, 1]. */
  @Test
  void biasOfAConstant() {
    FittingErrors errors =
        FittingErrors.simulate(NoisyCurve.line(0.1), 0, 200, 200, Rng.of(3, "constant"));
    assertEquals(4 / 12.0, errors.bias(), 1e-4);
  }

  @Test
  void curvesAreTheirTruthAndNoise() {
    NoisyCurve curve = NoisyCurve.tenthOrder(0.5);
    assertEquals(7, curve.f().applyAsDouble(1), 1e-14);
    assertEquals(1 - 10 / 32.0 + 15 / 1024.0, curve.f().applyAsDouble(0.5), 1e-14);
    NoisyCurve.Points points = curve.draw(5000, Rng.of(4, "points"));
    Moments squares = new Moments();
    for (int i = 0; i < points.x().length; i++) {
      assertEquals(i, (int) (points.x()[i] * 5000));
      double noise = points.y()[i] - curve.f().applyAsDouble(points.x()[i]);
      squares.add(noise * noise);
    }
    assertEquals(0.25, squares.mean(), 4 * squares.standardError());
  }
}
