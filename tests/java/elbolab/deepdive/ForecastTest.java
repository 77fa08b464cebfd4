package elbolab.deepdive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.series.ForecastData;
import elbolab.data.series.Scaler;
import elbolab.math.Rng;
import elbolab.vae.Fit;
import org.junit.jupiter.api.Test;

/**
 * Intervals of forecasts against normal draws whose quantiles are known, and from a fitted model.
 */
class ForecastTest {
  private static final ForecastData DATA = SmallModels.data();

  /** ŷ ~ N(m, 0.6²) and σ = 0.8 give y ~ N(m, 1): a 90 % interval of ±1.645. */
  @Test
  void drawsAndNoiseAddUp() {
    int numbers = DATA.test().size() * 3;
    float[][] drawn = new float[4000][numbers];
    for (int draw = 0; draw < drawn.length; draw++) {
      Rng.of(draw, "a").fillGaussian(drawn[draw], 0, numbers);
      for (int i = 0; i < numbers; i++) {
        drawn[draw][i] = 2 + 0.6f * drawn[draw][i];
      }
    }
    double[] sigma = {0.8, 0.8, 0.8};
    Forecast forecast =
        new Forecast(DATA.test(), DATA.channels(), DATA.scaler(), drawn, sigma, Rng.of(1, "y"));
    Forecast.Interval interval = forecast.interval(0.9);
    double[] both = new double[3];
    double[] ofA = new double[3];
    for (int i = 0; i < numbers; i++) {
      for (int end = 0; end < 3; end++) {
        both[end] += interval.both()[i][end] / numbers;
        ofA[end] += interval.ofA()[i][end] / numbers;
      }
    }
    double[] expected = {2 - 1.6449, 2, 2 + 1.6449};
    double[] alone = {2 - 0.6 * 1.6449, 2, 2 + 0.6 * 1.6449};
    for (int end = 0; end < 3; end++) {
      assertEquals(expected[end], both[end], 0.01);
      assertEquals(alone[end], ofA[end], 0.01);
    }
    assertThrows(IllegalArgumentException.class, () -> forecast.interval(90));
  }

  /** On the windows that σ was measured on, a wide and a narrow interval hold what they say. */
  @Test
  void aFittedModelIsCalibratedWhereItIsMeasured() {
    DeepDive model = DeepDive.of(SmallModels.options(DATA));
    model.fit(DATA.train(), Fit.steps(400).batch(32).rate(3e-3));
    Evaluation validation = model.evaluate(DATA.validation());
    double[] sigma = Forecast.sigma(validation, Rng.of(1, "σ"));
    double[] errors = squaredErrors(validation);
    for (int c = 0; c < 3; c++) {
      assertEquals(Math.sqrt(errors[c]), sigma[c], 0.1 * sigma[c], "series " + c);
    }
    Forecast there = Forecast.of(validation, DATA, sigma, 100, Rng.of(2, "draws"));
    assertEquals(0.9, there.interval(0.9).coverage(), 0.07);
    assertEquals(0.5, there.interval(0.5).coverage(), 0.12);
    assertTrue(there.interval(0.9).coverageOfA() < there.interval(0.9).coverage());
    Forecast test = model.forecast(DATA);
    assertEquals(
        test.interval(0.9).plot(1, 0).toString(),
        model.forecast(DATA).interval(0.9).plot(1, 0).toString(),
        "the same draws each time");
  }

  /** By other draws, and more of them. */
  private static double[] squaredErrors(Evaluation of) {
    float[] truth = of.windows().targets(of.windows().rows()).toArray();
    double[] sum = new double[3];
    int n = 200;
    for (int draw = 0; draw < n; draw++) {
      float[] y = of.drawnForecasts(Rng.of(draw, "check"));
      for (int i = 0; i < y.length; i++) {
        sum[i % 3] += (y[i] - truth[i]) * (y[i] - truth[i]) * 3.0 / n / y.length;
      }
    }
    return sum;
  }

  /** In the units of the file: offset + factor · standardised, in the order of the block. */
  @Test
  void aStretchIsDrawnInTheUnitsOfTheFile() {
    int numbers = DATA.test().size() * 3;
    float[][] drawn = new float[2][numbers];
    double[] tiny = {1e-9, 1e-9, 1e-9};
    var scaler = new Scaler(new double[] {0, 100, 0}, new double[] {1, 10, 1});
    Forecast forecast =
        new Forecast(DATA.test(), DATA.channels(), scaler, drawn, tiny, Rng.of(1, "y"));
    String text = forecast.interval(0.5).plot(1, 2).toString();
    assertTrue(text.contains("median: line of 24 points, x 0 to 23.00, y 100.0 to 100.0"), text);
    assertThrows(IllegalArgumentException.class, () -> forecast.interval(0.5).plot(0, 1000));
  }
}
