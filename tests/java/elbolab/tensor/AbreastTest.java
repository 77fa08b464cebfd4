package elbolab.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import elbolab.math.VectorPath;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sixteen images beside each other have the bits of each image alone. */
class AbreastTest {
  private final ImageKernels kernels = new CpuImages();

  @AfterEach
  void back() {
    VectorPath.use(true);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 1, 28, 16, 5, 2, 2",
    "37, 3, 14, 5, 5, 2, 2",
    "16, 2, 7, 4, 3, 1, 0",
    "9, 2, 11, 3, 4, 3, 1",
    "40, 1, 5, 1, 1, 1, 0",
    "24, 4, 6, 17, 2, 2, 1",
    "33, 32, 4, 32, 4, 1, 3"
  })
  void bitsOfEachAlone(int batch, int in, int size, int out, int kernel, int stride, int padding) {
    Convolution all = new Convolution(batch, in, size, size, out, kernel, kernel, stride, padding);
    Convolution one = new Convolution(1, in, size, size, out, kernel, kernel, stride, padding);
    assertTrue(CpuAbreast.images(CpuPatches.Layout.of(all), all.outputShape().size() / batch) > 0);
    float[] x = numbers("x", all.inputShape());
    float[] w = numbers("w", all.filterShape());
    float[] bias = numbers("bias", Shape.of(out));
    float[] dy = numbers("dy", all.outputShape());
    for (boolean vectors : new boolean[] {true, false}) {
      VectorPath.use(vectors);
      float[] y = convolve(all, x, w, bias);
      float[] dx = byInput(all, w, dy);
      int perY = y.length / batch;
      int perX = x.length / batch;
      for (int i = 0; i < batch; i++) {
        float[] own = Arrays.copyOfRange(x, i * perX, (i + 1) * perX);
        assertArrayEquals(
            convolve(one, own, w, bias), Arrays.copyOfRange(y, i * perY, (i + 1) * perY));
        float[] slope = Arrays.copyOfRange(dy, i * perY, (i + 1) * perY);
        assertArrayEquals(byInput(one, w, slope), Arrays.copyOfRange(dx, i * perX, (i + 1) * perX));
      }
    }
  }

  /** Their number of numbers is beyond an int; no memory is asked for. */
  @Test
  void hugeImagesGoOneByOne() {
    Convolution c = new Convolution(16, 1, 2, 2, 1 << 30, 1, 1, 1, 0);
    assertEquals(0, CpuAbreast.images(CpuPatches.Layout.of(c), 4L << 30));
  }

  private static float[] numbers(String name, Shape shape) {
    float[] numbers = new float[shape.size()];
    Rng.of(1, name).fillGaussian(numbers, 0, numbers.length);
    return numbers;
  }

  private float[] convolve(Convolution c, float[] x, float[] w, float[] bias) {
    Storage y = stored(new float[c.outputShape().size()]);
    kernels.convolve(c, stored(x), stored(w), stored(bias), y);
    return CpuBackend.floats(y);
  }

  private float[] byInput(Convolution c, float[] w, float[] dy) {
    Storage dx = stored(new float[c.inputShape().size()]);
    kernels.convolveByInput(c, stored(w), stored(dy), dx);
    return CpuBackend.floats(dx);
  }

  private static Storage stored(float[] numbers) {
    Storage storage = new CpuBackend().allocate(numbers.length);
    System.arraycopy(numbers, 0, CpuBackend.floats(storage), 0, numbers.length);
    return storage;
  }
}
