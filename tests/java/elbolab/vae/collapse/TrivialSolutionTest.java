package elbolab.vae.collapse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TrivialSolutionTest {
  private static final double[] X = draw();

  private static double[] draw() {
    Rng rng = Rng.of(1, "x");
    return DoubleStream.generate(() -> 1.3 * rng.nextGaussian()).limit(60).toArray();
  }

  private static double meanSquare(double centre) {
    return Arrays.stream(X).map(x -> (x - centre) * (x - centre)).sum() / X.length;
  }

  /** For μ(z) = wz both costs are closed forms: x ~ N(0, w² + γ) against N(x̄, γ). */
  @Test
  void costsOfALinearDecoder() {
    TrivialSolution linear = new TrivialSolution(z -> 1.1 * z, X);
    double mean = Arrays.stream(X).sum() / X.length;
    for (double gamma : new double[] {0.05, 0.7, 3}) {
      double v = 1.21 + gamma;
      double decoder = 0.5 * Math.log(2 * Math.PI * v) + meanSquare(0) / (2 * v);
      double trivial = 0.5 * Math.log(2 * Math.PI * gamma) + meanSquare(mean) / (2 * gamma);
      assertEquals(decoder, linear.decoderCost(gamma), 1e-8);
      assertEquals(trivial, linear.trivialCost(gamma), 1e-12);
    }
  }

  /** The root of log(1 + w²/γ) + s₀²/(w² + γ) = s²/γ. */
  @Test
  void thresholdOfALinearDecoder() {
    double gamma = new TrivialSolution(z -> 1.1 * z, X).threshold(0.01);
    double mean = Arrays.stream(X).sum() / X.length;
    double left = Math.log(1 + 1.21 / gamma) + meanSquare(0) / (1.21 + gamma);
    assertEquals(meanSquare(mean) / gamma, left, 1e-7);
  }

  /** Whatever the decoder, it is cheaper below γ' and dearer above. */
  @Test
  void anyDecoderHasAThreshold() {
    for (TrivialSolution each :
        new TrivialSolution[] {
          new TrivialSolution(z -> 2 * Math.tanh(2 * z), X), new TrivialSolution(z -> z * z - 1, X)
        }) {
      double gamma = each.threshold(0.02);
      assertTrue(each.decoderCost(0.9 * gamma) < each.trivialCost(0.9 * gamma));
      for (double beyond : new double[] {1.1, 10, 1000}) {
        assertTrue(each.decoderCost(beyond * gamma) > each.trivialCost(beyond * gamma));
      }
    }
    TrivialSolution bad = new TrivialSolution(z -> 5 + z, X);
    assertThrows(IllegalArgumentException.class, () -> bad.threshold(50));
  }
}
