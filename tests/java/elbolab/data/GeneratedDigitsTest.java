package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.GeneratedDigits.Factors;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class GeneratedDigitsTest {
  @Test
  void sameSeedSameBitsOnEveryMachine() {
    ImageSet images = GeneratedDigits.draw(500, 7).images();
    CRC32 crc = new CRC32();
    crc.update(images.pixels());
    assertEquals(904861692L, crc.getValue());
    assertTrue(images.generated());
    assertTrue(images.name().contains("drawn by the program (seed 7)"));
  }

  @Test
  void anImageDependsOnItsNumberAndTheSeedAlone() {
    byte[] many = GeneratedDigits.draw(300, 1).images().pixels();
    byte[] few = GeneratedDigits.draw(20, 1).images().pixels();
    assertArrayEquals(few, Arrays.copyOf(many, few.length));
    assertFalse(Arrays.equals(few, GeneratedDigits.draw(20, 2).images().pixels()));
  }

  @Test
  void everyClassIsAboutAsFrequentAndInkIsAsInMnist() {
    GeneratedDigits digits = GeneratedDigits.draw(10_000, 3);
    for (int count : digits.images().classCounts()) {
      assertEquals(1000, count, 4 * Math.sqrt(10_000 * 0.1 * 0.9), "within 4 standard deviations");
    }
    double ink = 0;
    for (float value : digits.images().floats()) {
      ink += value;
    }
    assertEquals(0.13, ink / digits.images().pixels().length, 0.02, "MNIST has 0.1307");
  }

  /** The lean of an upright stroke, read off the pixels' moments, follows the drawn factors. */
  @Test
  void theTruthCanBeMeasuredInThePixels() {
    GeneratedDigits digits = GeneratedDigits.draw(3000, 5);
    int ones = 0;
    double worst = 0;
    for (int i = 0; i < digits.truth().size(); i++) {
      Factors f = digits.truth().get(i);
      if (f.digit() == 1 && f.manner() == 0) {
        double drawn = (f.slant() * Math.cos(f.angle()) + Math.sin(f.angle()));
        drawn /= Math.cos(f.angle()) - f.slant() * Math.sin(f.angle());
        worst = Math.max(worst, Math.abs(measuredLean(digits.images(), i) - drawn));
        ones++;
      }
    }
    assertTrue(ones > 100);
    assertTrue(worst < 0.16, "greatest difference of the lean: " + worst);
  }

  /** −dx/dy of the principal line through the ink. */
  private static double measuredLean(ImageSet images, int i) {
    float[] ink = images.floats(i, i + 1);
    double n = 0;
    double x = 0;
    double y = 0;
    for (int p = 0; p < ink.length; p++) {
      n += ink[p];
      x += ink[p] * (p % 28);
      y += ink[p] * (p / 28);
    }
    double xy = 0;
    double yy = 0;
    for (int p = 0; p < ink.length; p++) {
      xy += ink[p] * (p % 28 - x / n) * (p / 28 - y / n);
      yy += ink[p] * (p / 28 - y / n) * (p / 28 - y / n);
    }
    return -xy / yy;
  }

  /** Digits that a nearest neighbour in pixel space tells apart can train a model of images. */
  @Test
  void nearestNeighboursTellTheDigitsApart() {
    ImageSet known = GeneratedDigits.draw(2000, 11).images();
    ImageSet asked = GeneratedDigits.draw(300, 12).images();
    float[] all = known.floats();
    int right = 0;
    for (int i = 0; i < asked.size(); i++) {
      int nearest = nearest(asked.floats(i, i + 1), all);
      right += known.labels()[nearest] == asked.labels()[i] ? 1 : 0;
    }
    assertTrue(right >= 270, right + " of 300 right");
  }

  private static int nearest(float[] image, float[] all) {
    int nearest = 0;
    double least = Double.MAX_VALUE;
    for (int k = 0; k < all.length / image.length; k++) {
      double distance = 0;
      for (int p = 0; p < image.length; p++) {
        double d = image[p] - all[k * image.length + p];
        distance += d * d;
      }
      if (distance < least) {
        least = distance;
        nearest = k;
      }
    }
    return nearest;
  }
}
