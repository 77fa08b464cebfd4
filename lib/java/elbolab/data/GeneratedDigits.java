package elbolab.data;

import elbolab.math.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Digits drawn by the program in the format of MNIST: a stand-in for when the real ones are not
 * there, and images whose factors are known. Each image depends on the seed and its own number
 * alone, and the bits are the same on every machine.
 *
 * @param truth what each image was drawn with
 */
public record GeneratedDigits(ImageSet images, List<Factors> truth) {
  private static final int SIDE = 28;

  /**
   * The factors of one image.
   *
   * @param manner which of the ways to write the digit
   * @param angle rotation in radians
   * @param slant how far the top leans to the right, relative to the height
   * @param width width of the digit's box in pixels
   * @param height height of the digit's box in pixels
   * @param thickness thickness of the pen in pixels
   */
  public record Factors(
      int digit,
      int manner,
      double angle,
      double slant,
      double width,
      double height,
      double thickness) {
    static Factors draw(Rng rng) {
      int digit = rng.nextInt(10);
      return new Factors(
          digit,
          rng.nextInt(DigitStrokes.manners(digit)),
          within(rng, -0.15, 0.15),
          within(rng, -0.1, 0.4),
          within(rng, 11, 19),
          within(rng, 16.5, 20.5),
          within(rng, 1.5, 3.3));
    }
  }

  public GeneratedDigits {
    truth = List.copyOf(truth);
  }

  /** Draws {@code count} images. */
  public static GeneratedDigits draw(int count, long seed) {
    if (count < 0) {
      throw new DataException("count = " + count + ": a number of images of 0 or more is needed");
    }
    Rng root = Rng.of(seed, "generated digits");
    byte[] pixels = new byte[count * SIDE * SIDE];
    int[] labels = new int[count];
    List<Factors> truth = new ArrayList<>();
    for (int image = 0; image < count; image++) {
      Rng rng = root.stream("image", image);
      Factors factors = Factors.draw(rng);
      paint(factors, rng, pixels, image * SIDE * SIDE);
      labels[image] = factors.digit();
      truth.add(factors);
    }
    String name = "digits drawn by the program (seed " + seed + ")";
    return new GeneratedDigits(
        new ImageSet(name, true, SIDE, SIDE, pixels, labels, Mnist.DIGITS), truth);
  }

  private static double within(Rng rng, double low, double high) {
    return low + (high - low) * rng.nextDouble();
  }

  private static void paint(Factors factors, Rng rng, byte[] pixels, int at) {
    double[] distance = new double[SIDE * SIDE];
    Arrays.fill(distance, Double.MAX_VALUE);
    double shiftX = within(rng, -1, 1);
    double shiftY = within(rng, -1, 1);
    for (double[] stroke : DigitStrokes.strokes(factors.digit(), factors.manner())) {
      double[] shaky = stroke.clone();
      for (int i = 0; i < shaky.length; i++) {
        shaky[i] += 0.025 * rng.nextGaussian();
      }
      double[] line = DigitStrokes.smooth(shaky, 5);
      place(factors, line, shiftX, shiftY);
      for (int i = 0; i + 3 < line.length; i += 2) {
        approach(distance, line[i], line[i + 1], line[i + 2], line[i + 3], factors.thickness());
      }
    }
    for (int p = 0; p < distance.length; p++) {
      double ink = factors.thickness() / 2 + 0.5 - Math.sqrt(distance[p]);
      pixels[at + p] = (byte) Math.round(255 * Math.min(1, Math.max(0, ink)));
    }
  }

  /** From the box of the digit to pixels: scaled, leaning, turned about the middle, shifted. */
  private static void place(Factors f, double[] line, double shiftX, double shiftY) {
    // StrictMath, not Math: the images must have the same bits everywhere.
    double cos = StrictMath.cos(f.angle());
    double sin = StrictMath.sin(f.angle());
    for (int i = 0; i < line.length; i += 2) {
      double y = (line[i + 1] - 0.5) * f.height();
      double x = (line[i] - 0.5) * f.width() - f.slant() * y;
      line[i] = SIDE / 2.0 + shiftX + cos * x - sin * y;
      line[i + 1] = SIDE / 2.0 + shiftY + sin * x + cos * y;
    }
  }

  /** Lowers the squared distance of the pixels near the piece from (x0, y0) to (x1, y1). */
  private static void approach(
      double[] distance, double x0, double y0, double x1, double y1, double thickness) {
    double reach = thickness / 2 + 1;
    int top = (int) Math.max(0, Math.min(y0, y1) - reach);
    int bottom = (int) Math.min(SIDE - 1, Math.max(y0, y1) + reach);
    int left = (int) Math.max(0, Math.min(x0, x1) - reach);
    int right = (int) Math.min(SIDE - 1, Math.max(x0, x1) + reach);
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length2 = Math.max(dx * dx + dy * dy, 1e-12);
    for (int py = top; py <= bottom; py++) {
      for (int px = left; px <= right; px++) {
        double x = px + 0.5 - x0;
        double y = py + 0.5 - y0;
        double along = Math.min(1, Math.max(0, (x * dx + y * dy) / length2));
        double ex = x - along * dx;
        double ey = y - along * dy;
        int p = py * SIDE + px;
        distance[p] = Math.min(distance[p], ex * ex + ey * ey);
      }
    }
  }
}
