package elbolab.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import elbolab.math.Rng;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameQualityTest {
  private static float[][] frames(int height, int width) {
    float[][] both = new float[2][height * width];
    Rng rng = Rng.of(4, "frames");
    for (int i = 0; i < both[0].length; i++) {
      both[0][i] = (i * 37 % 101) / 100f;
      both[1][i] = Math.min(1, Math.max(0, both[0][i] + 0.2f * (rng.nextFloat() - 0.5f)));
    }
    return both;
  }

  @Test
  void peakSignalToNoise() {
    float[] black = new float[49];
    float[] grey = new float[50];
    Arrays.fill(grey, 0.1f);
    // A mean squared error of 0.01 is 20 dB below 1.
    assertEquals(20, FrameQuality.psnr(black, 0, grey, 1, 49), 1e-5);
  }

  /** One square: black beside grey, and a frame beside its negative, by hand. */
  @Test
  void likenessOfOneSquareByHand() {
    float[] black = new float[49];
    float[] grey = new float[49];
    Arrays.fill(grey, 0.5f);
    // No variances: c₁/(0.25 + c₁) with c₁ = 10⁻⁴.
    assertEquals(1e-4 / 0.2501, FrameQuality.ssim(black, 0, grey, 0, 7, 7), 1e-12);
    float[] a = new float[49];
    float[] b = new float[49];
    for (int i = 0; i < 49; i++) {
      a[i] = i % 2;
      b[i] = 1 - a[i];
    }
    // 24 ones of 49 and 25: means 24/49 and 25/49, variances 24 · 25/49/48, covariance its
    // negative.
    double v = 24.0 * 25 / 49 / 48;
    double m = 24.0 * 25 / 49 / 49;
    double squares = (24.0 * 24 + 25 * 25) / 49 / 49;
    double expected = (2 * m + 1e-4) * (-2 * v + 9e-4) / ((squares + 1e-4) * (2 * v + 9e-4));
    assertEquals(expected, FrameQuality.ssim(a, 0, b, 0, 7, 7), 1e-12);
  }

  /** All squares one after another, each by the definition. */
  @Test
  void likenessIsTheMeanOverSquares() {
    int height = 12;
    int width = 10;
    float[][] f = frames(height, width);
    double sum = 0;
    for (int y = 0; y + 7 <= height; y++) {
      for (int x = 0; x + 7 <= width; x++) {
        float[][] square = new float[2][49];
        for (int i = 0; i < 49; i++) {
          square[0][i] = f[0][(y + i / 7) * width + x + i % 7];
          square[1][i] = f[1][(y + i / 7) * width + x + i % 7];
        }
        sum += FrameQuality.ssim(square[0], 0, square[1], 0, 7, 7);
      }
    }
    assertEquals(sum / 24, FrameQuality.ssim(f[0], 0, f[1], 0, height, width), 1e-12);
    assertEquals(1, FrameQuality.ssim(f[0], 0, f[0], 0, height, width), 1e-12);
  }

  /** Beside scikit-image, where the Debian package python3-skimage is there. */
  @Test
  void likenessAsScikitImageHasIt() throws IOException, InterruptedException {
    assumeTrue(
        run("-c", "import skimage.metrics").isEmpty(),
        "python3-skimage is not there: apt-get install --no-install-recommends python3-skimage");
    float[][] f = frames(28, 20);
    String[] words =
        run("tests/peers/frame_quality.py", Arrays.toString(f[0]), Arrays.toString(f[1]))
            .split(" ");
    assertEquals(Double.parseDouble(words[0]), FrameQuality.psnr(f[0], 0, f[1], 0, 560), 1e-5);
    for (int k = 1; k <= 2; k++) {
      // Their sums are of float64 from the same float32.
      assertEquals(
          Double.parseDouble(words[k]), FrameQuality.ssim(f[0], 0, f[1], 0, 28, 20, k), 1e-6);
    }
  }

  private static String run(String... words) throws IOException, InterruptedException {
    String[] command = new String[words.length + 1];
    command[0] = "python3";
    System.arraycopy(words, 0, command, 1, words.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out.strip();
  }
}
