package elbolab.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import elbolab.math.Rng;
import elbolab.math.Workers;
import elbolab.tensor.Gradients;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions have the bits of one thread with more of them, however small their outputs are. */
class ConvolutionBitsTest {
  private final int before = Workers.threads();

  @AfterEach
  void restore() {
    Workers.useThreads(before);
  }

  /** Output, and gradients of the images and the filters. */
  private static float[][] results(int side, int kernel, int stride, int padding, int out) {
    Parameters parameters = Parameters.seeded(3);
    Conv2d layer = Conv2d.of(parameters.at("c"), 8, out, kernel, stride, padding);
    try (Tape tape = Tape.scope()) {
      Tensor x = Tensor.gaussian(Rng.of(1, "x"), 100, 8, side, side);
      x.requireGradient(true);
      Tensor y = layer.apply(x);
      Tensor filters = parameters.get("c.filters");
      Gradients of = tape.gradients(y.square().sum(), x, filters);
      return new float[][] {y.toArray(), of.of(x).toArray(), of.of(filters).toArray()};
    }
  }

  /** A race shows in some runs only; of outputs of 1 × 1 it did in half of them. */
  @ParameterizedTest
  @CsvSource({"4,4,1,0,256", "4,4,2,1,64", "5,3,1,0,40", "7,3,2,0,33", "6,4,3,2,17", "12,5,2,2,16"})
  void threadsDoNotMatter(int side, int kernel, int stride, int padding, int out) {
    Workers.useThreads(1);
    float[][] alone = results(side, kernel, stride, padding, out);
    for (int run = 0; run < 20; run++) {
      Workers.useThreads(2 + run % 3);
      float[][] shared = results(side, kernel, stride, padding, out);
      for (int k = 0; k < alone.length; k++) {
        assertArrayEquals(alone[k], shared[k], 0, "result " + k + ", run " + run);
      }
    }
  }

  /** A filter that reaches every number once: what parts by the stride finds all of them. */
  @Test
  void aStrideAsLargeAsTheFilterReadsEachNumberOnce() {
    Parameters parameters = Parameters.seeded(1);
    Conv2d layer = Conv2d.of(parameters.at("c"), 1, 9, 3, 3, 0);
    float[] one = new float[81];
    for (int k = 0; k < 9; k++) {
      one[10 * k] = 1;
    }
    parameters.get("c.filters").set(one);
    float[] image = new float[81];
    for (int p = 0; p < image.length; p++) {
      image[p] = p;
    }
    float[] y = layer.apply(Tensor.of(image, 1, 1, 9, 9)).toArray();
    for (int k = 0; k < 9; k++) {
      for (int q = 0; q < 9; q++) {
        int row = q / 3 * 3 + k / 3;
        int column = q % 3 * 3 + k % 3;
        assertArrayEquals(new float[] {9 * row + column}, new float[] {y[9 * k + q]}, 0);
      }
    }
  }
}
