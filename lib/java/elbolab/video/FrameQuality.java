package elbolab.video;

import elbolab.math.DoubleMath;

/**
 * How alike two frames of numbers from 0 to 1 are: the measures that SV2P and SVG report. The
 * data's range is 1 in both; SVG's code leaves it at 2 for SSIM, so that its constants are four
 * times as large and its SSIM higher.
 */
public final class FrameQuality {
  /** Pixels a side of the squares that are compared. */
  private static final int WINDOW = 7;

  private static final double K1 = 0.01;
  private static final double K2 = 0.03;

  private FrameQuality() {}

  /** −10 log₁₀ of the mean squared error: the peak signal to noise ratio in dB at a peak of 1. */
  public static double psnr(float[] a, int atA, float[] b, int atB, int pixels) {
    double sum = 0;
    for (int i = 0; i < pixels; i++) {
      double off = (double) a[atA + i] - b[atB + i];
      sum += off * off;
    }
    return -10 * DoubleMath.log(sum / pixels) / DoubleMath.log(10);
  }

  /**
   * Structural similarity (Wang et al. 2004): of all squares of 7 × 7 pixels the mean of (2μμ' +
   * c₁)(2σ₁₂ + c₂)/((μ² + μ'² + c₁)(σ² + σ'² + c₂)), c₁ = (0.01 · range)², c₂ = (0.03 · range)²,
   * each pixel of a square counting the same and variances with n − 1: scikit-image's way.
   */
  public static double ssim(float[] a, int atA, float[] b, int atB, int height, int width) {
    return ssim(a, atA, b, atB, height, width, 1);
  }

  static double ssim(float[] a, int atA, float[] b, int atB, int height, int width, double range) {
    if (height < WINDOW || width < WINDOW) {
      throw new IllegalArgumentException(
          "%d × %d pixels: squares of %d × %d are compared"
              .formatted(height, width, WINDOW, WINDOW));
    }
    double c1 = K1 * range * K1 * range;
    double c2 = K2 * range * K2 * range;
    double n = WINDOW * WINDOW;
    double[][] columns = new double[5][width];
    double total = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        add(columns, x, a[atA + y * width + x], b[atB + y * width + x], 1);
        if (y >= WINDOW) {
          int old = (y - WINDOW) * width + x;
          add(columns, x, a[atA + old], b[atB + old], -1);
        }
      }
      if (y < WINDOW - 1) {
        continue;
      }
      for (int x = 0; x + WINDOW <= width; x++) {
        double[] s = new double[5];
        for (int k = 0; k < 5; k++) {
          for (int i = x; i < x + WINDOW; i++) {
            s[k] += columns[k][i];
          }
        }
        double meanA = s[0] / n;
        double meanB = s[1] / n;
        double varianceA = (s[2] - n * meanA * meanA) / (n - 1);
        double varianceB = (s[3] - n * meanB * meanB) / (n - 1);
        double covariance = (s[4] - n * meanA * meanB) / (n - 1);
        total +=
            (2 * meanA * meanB + c1)
                * (2 * covariance + c2)
                / ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2));
      }
    }
    return total / ((height - WINDOW + 1) * (double) (width - WINDOW + 1));
  }

  /** Sums of a, b, a², b² and ab of one column. */
  private static void add(double[][] columns, int x, double a, double b, int sign) {
    columns[0][x] += sign * a;
    columns[1][x] += sign * b;
    columns[2][x] += sign * a * a;
    columns[3][x] += sign * b * b;
    columns[4][x] += sign * a * b;
  }
}
