package elbolab.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import elbolab.math.DoubleMath;
import elbolab.math.GaussHermite;
import elbolab.math.Moments;
import elbolab.math.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourInformationTest {
  private static final NeighbourInformation ESTIMATOR = new NeighbourInformation(3);

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.6, 0.9})
  void normalPairsOfKnownInformation(double correlation) {
    Moments moments = new Moments();
    for (int k = 0; k < 30; k++) {
      Rng rng = Rng.of(k, "pairs");
      double[][] x = new double[1][500];
      double[][] y = new double[1][500];
      for (int i = 0; i < 500; i++) {
        x[0][i] = rng.nextGaussian();
        double own = Math.sqrt(1 - correlation * correlation) * rng.nextGaussian();
        y[0][i] = 100 * (correlation * x[0][i] + own);
      }
      moments.add(ESTIMATOR.ofNumbers(x, y));
    }
    double exact = -0.5 * DoubleMath.log(1 - correlation * correlation);
    // A bias of up to 0.01 at 500 samples remains, as the authors report.
    assertEquals(exact, moments.mean(), 4 * moments.standardError() + 0.01);
  }

  /** I(c; y) of two classes that shift a normal by ±a is H(y) − H(noise), by quadrature. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1, 3})
  void classesThatShiftANormal(double shift) {
    Moments moments = new Moments();
    for (int k = 0; k < 30; k++) {
      Rng rng = Rng.of(k, "classes");
      int[] classes = new int[500];
      double[][] y = new double[1][500];
      for (int i = 0; i < 500; i++) {
        classes[i] = rng.nextInt(2);
        y[0][i] = (classes[i] == 0 ? -shift : shift) + rng.nextGaussian();
      }
      moments.add(ESTIMATOR.ofClasses(classes, y));
    }
    double exact =
        GaussHermite.of(100)
            .expectation(
                shift,
                1,
                v -> {
                  double other = DoubleMath.exp(-2 * shift * v);
                  return DoubleMath.log(2) - DoubleMath.log1p(other);
                });
    assertEquals(exact, moments.mean(), 4 * moments.standardError() + 0.01);
  }

  @Test
  void constantsTellNothing() {
    double[][] same = {{1, 1, 1, 1, 1}};
    double[][] other = {{1, 2, 3, 4, 5}};
    assertEquals(0, ESTIMATOR.ofNumbers(same, other));
    assertEquals(0, ESTIMATOR.ofClasses(new int[] {0, 1, 0, 1, 0}, same));
  }

  @Test
  void tooFewSamplesAreRefused() {
    double[][] three = {{1, 2, 3}};
    String message =
        assertThrows(IllegalArgumentException.class, () -> ESTIMATOR.ofNumbers(three, three))
            .getMessage();
    assertEquals("3 and 3 samples: as many of each, and more than the 3 neighbours", message);
  }
}
