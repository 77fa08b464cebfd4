package elbolab.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussHermiteTest {
  /** E[z^(2k)] = (2k − 1)!! is exact up to degree 2n − 1, and odd moments vanish. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 10, 32, 64, 120})
  void momentsOfTheNormalAreExact(int n) {
    GaussHermite rule = GaussHermite.of(n);
    double moment = 1;
    for (int k = 0; 2 * k <= Math.min(2 * n - 1, 40); k++) {
      int degree = 2 * k;
      double obtained = rule.expectation(0, 1, z -> Math.pow(z, degree));
      assertEquals(1, obtained / moment, 1e-11, "degree " + degree + " with " + n + " nodes");
      double odd = rule.expectation(0, 1, z -> Math.pow(z, degree + 1));
      assertEquals(0, odd / moment, 1e-9 * Math.sqrt(degree + 1), "degree " + (degree + 1));
      moment *= 2 * k + 1;
    }
  }

  /** The degree 2n is the first that the rule misses: E[z²ⁿ] falls short by n!. */
  @Test
  void degreeTwoNIsMissedByNFactorial() {
    assertEquals(105 - 24, GaussHermite.of(4).expectation(0, 1, z -> Math.pow(z, 8)), 1e-10);
  }

  /** E[exp(tz)] = exp(tμ + t²σ²/2). */
  @Test
  void momentGeneratingFunction() {
    double obtained = GaussHermite.of(40).expectation(0.7, 1.3, z -> Math.exp(0.9 * z));
    double exact = Math.exp(0.9 * 0.7 + 0.5 * 0.9 * 0.9 * 1.3 * 1.3);
    assertEquals(1, obtained / exact, 1e-13);
  }

  @Test
  void sizesOutsideTheRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> GaussHermite.of(0));
    assertThrows(IllegalArgumentException.class, () -> GaussHermite.of(201));
  }
}
