package elbolab.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Likelihoods, integrals on the line, and information from counts, against closed forms. */
class ProbabilityTest {
  private static final Family NORMAL = (mean, x) -> log(mean, 0.3, x);
  private static final Family WAITING = (rate, x) -> Math.log(rate) - rate * x;
  private static final Family COIN = (p, x) -> x == 1 ? Math.log(p) : Math.log(1 - p);

  private static double log(double mean, double deviation, double x) {
    double z = (x - mean) / deviation;
    return -0.5 * (Math.log(2 * Math.PI) + z * z) - Math.log(deviation);
  }

  @Test
  void likelihoodIsAProduct() {
    double[] data = {0.2, 1.7, 0.4};
    double product = 1;
    for (double x : data) {
      product *= WAITING.likelihood(1.3, x);
    }
    assertEquals(1.3 * 1.3 * 1.3 * Math.exp(-1.3 * 2.3), product, 1e-15);
    assertEquals(Math.log(product), WAITING.logLikelihood(1.3, data), 1e-14);
  }

  /** Mean, inverse mean and share: half the digits, as a flat top lets them be told. */
  @Test
  void maximumLikelihoodInClosedForm() {
    assertEquals(0.5, NORMAL.mostLikely(-3, 3, 0.2, 0.9, 0.4), 1e-7);
    assertEquals(3 / 2.3, WAITING.mostLikely(0.01, 10, 0.2, 1.7, 0.4), 1e-7);
    assertEquals(0.75, COIN.mostLikely(0.001, 0.999, 1, 1, 0, 1), 1e-7);
    assertThrows(IllegalArgumentException.class, () -> COIN.mostLikely(1, 0, 1));
  }

  @Test
  void divergenceOfTwoNormals() {
    DoubleUnaryOperator p = x -> log(0.4, 0.7, x);
    DoubleUnaryOperator q = x -> log(-0.3, 1.2, x);
    Quadrature line = Quadrature.over(-10, 10);
    double exact = Math.log(1.2 / 0.7) + (0.49 + 0.49) / (2 * 1.44) - 0.5;
    assertEquals(1, line.expectation(p, x -> 1), 1e-12);
    assertEquals(exact, line.divergence(p, q), 1e-12);
    assertEquals(0, line.divergence(p, p), 1e-15);
    assertTrue(Math.abs(line.divergence(q, p) - exact) > 0.1, "not symmetric");
  }

  /** The trapezoidal rule's error is (b − a)³ f''/12n² where a function ends abruptly. */
  @Test
  void quadratureIsOfSecondOrder() {
    double coarse = new Quadrature(0, 2, 10).integral(x -> x * x) - 8 / 3.0;
    double fine = new Quadrature(0, 2, 20).integral(x -> x * x) - 8 / 3.0;
    assertEquals(8 * 2 / (12 * 100.0), coarse, 1e-13);
    assertEquals(4, coarse / fine, 1e-10);
    assertThrows(IllegalArgumentException.class, () -> Quadrature.over(1, 1));
  }

  /** Independent numbers: what is estimated is the bias alone, with its formula. */
  @Test
  void informationOfIndependentNumbersIsItsBias() {
    Moments found = new Moments();
    Moments bias = new Moments();
    for (int run = 0; run < 100; run++) {
      Rng rng = Rng.of(run, "independent");
      double[] x = new double[2000];
      double[] y = new double[2000];
      rng.fillUniform(x, 0, 2000);
      rng.fillUniform(y, 0, 2000);
      DiscreteInformation counts = DiscreteInformation.ofNumbers(x, y, 8);
      found.add(counts.mutual());
      bias.add(counts.bias());
    }
    assertEquals(49 / 4000.0, bias.mean(), 1e-12);
    assertEquals(bias.mean(), found.mean(), 4 * found.standardError());
    assertTrue(found.standardError() < 0.0005, "error " + found.standardError());
  }

  /** y = x has the entropy of its classes; a constant tells nothing. */
  @Test
  void classesOfEqualCount() {
    double[] x = {0, 1, 2, 3, 4, 5, 6, 7.9999, 8};
    long[][] counts = DiscreteInformation.ofNumbers(x, x, 4).counts();
    assertEquals("[2, 2, 2, 3]", Arrays.toString(diagonal(counts)));
    assertEquals(0, DiscreteInformation.ofNumbers(x, new double[9], 4).mutual());
  }

  private static long[] diagonal(long[][] counts) {
    long[] diagonal = new long[counts.length];
    Arrays.setAll(diagonal, i -> counts[i][i]);
    return diagonal;
  }

  /** −log p(x) of a coin, and what the thesis' eq. 2.4 prints for it. */
  @Test
  void crossEntropyOfACoinNeedsBothLogarithms() {
    double p = 0.9;
    double loss = -COIN.logDensity(p, 0);
    double printed = -(1 - p);
    assertEquals(2.303, loss, 5e-4);
    assertEquals(-0.1, printed, 1e-15);
    Bernoulli coin = new Bernoulli(Tensor.scalar(Math.log(p / (1 - p))));
    assertEquals(loss, -coin.logProb(Tensor.scalar(0)).item(), 1e-6);
    assertEquals(-Math.log(p), -coin.logProb(Tensor.scalar(1)).item(), 1e-6);
  }
}
