package elbolab.deepdive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.series.ForecastData;
import elbolab.data.series.ForecastScores;
import elbolab.data.series.Forecaster;
import elbolab.data.series.WindowSet;
import elbolab.math.Rng;
import elbolab.prob.MutualInformationGap;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is read off a trained model, on loads whose factors are known. */
class EvaluationTest {
  private static ForecastData data;
  private static DeepDive model;

  @BeforeAll
  static void train() {
    data = SmallModels.data();
    model = TrainedDeepDive.train(data, SmallModels.options(data).seed(2), 2500);
  }

  /** The hour of a load is written in it: far above the 1/24 of a guess. */
  @Test
  void theClassifierReadsTheHour() {
    double hour = Evaluation.of(model, data.validation()).accuracy(0);
    assertTrue(hour > 0.3, "accuracy of the hour " + hour);
  }

  @Test
  void forecastsAndReconstructionsBeatTheMean() {
    WindowSet windows = data.validation();
    ForecastScores reconstruction = ForecastScores.of(3, 24);
    ForecastScores forecast = ForecastScores.of(3, 1);
    Evaluation.of(model, windows).score(reconstruction, forecast);
    assertTrue(reconstruction.rrse() < 0.7, "reconstruction " + reconstruction);
    double naive = ForecastScores.scaled(Forecaster.lastValue(), windows).rrse();
    assertTrue(forecast.rrse() < naive, forecast + ", last value " + naive);
    assertEquals(
        windows.size() * 3L * 24, reconstruction.count(), "all windows, the last batch too");
    double alone = ForecastScores.scaled(Evaluation.forecaster(model), windows).rrse();
    assertEquals(forecast.rrse(), alone, 1e-12);
  }

  @Test
  void nothingDependsOnHowManyWindowsAreComputedAtOnce() {
    MeanCodes few = new Evaluation(model, data.test(), 7).codes();
    MeanCodes many = new Evaluation(model, data.test(), 1000).codes();
    assertTrue(Arrays.deepEquals(few.all(), many.all()));
    assertArrayEquals(
        new Evaluation(model, data.test(), 7).classes(0),
        new Evaluation(model, data.test(), 1000).classes(0));
  }

  @Test
  void codesAreTheSumsOfFigure3() {
    MeanCodes codes = Evaluation.of(model, data.test()).codes();
    try (Tape tape = Tape.inference()) {
      Codes one = model.encode(data.test().inputs(5));
      float[] a = one.a().mean().toArray();
      double sum = 0;
      for (float value : a) {
        sum += value;
      }
      assertEquals(sum, codes.conditionalSum()[5], 1e-5);
      float[] b = one.b().get(1).mean().toArray();
      float[] w = model.parameters().get("marginal.weekday.weight").toArray();
      double s = 0;
      for (int j = 0; j < 3; j++) {
        s += (double) w[j] * b[j];
      }
      assertEquals(s, codes.marginal()[1][5], 1e-5);
    }
  }

  /** The gap of the hour by hand from the same codes; the model has the hour in one dimension. */
  @Test
  void theInformationGapOfTheHour() {
    MutualInformationGap gap =
        Evaluation.of(model, data.validation()).informationGap(List.of("hour"));
    assertEquals(3 + 2, gap.information().length);
    double ofItsDimension = gap.information()[3][0];
    for (int j = 0; j < 5; j++) {
      assertTrue(gap.information()[j][0] <= ofItsDimension, "code " + j + " knows more of it");
    }
  }

  /** The samples' mean tends to the mean over a; at the mean place a traversal changes nothing. */
  @Test
  void samplesAndTraversals() {
    Evaluation evaluation = Evaluation.of(model, data.test());
    float[][] samples = evaluation.sampledForecasts(9, 50, Rng.of(1, "samples"));
    assertEquals(3, samples[0].length);
    assertTrue(samples[0][0] != samples[1][0], "samples differ");
    double place = evaluation.codes().marginal()[0][9];
    List<Evaluation.Traversal> steps = evaluation.traverse(9, 0, place, place + 1);
    float[] mean = new float[3];
    Evaluation.forecaster(model).forecast(data.test(), new int[] {9}, mean);
    assertArrayEquals(mean, steps.get(0).y(), 1e-5f);
    assertTrue(Math.abs(steps.get(1).x()[0] - steps.get(0).x()[0]) > 1e-4, "the label matters");
  }

  /** Cosines against gradients of the whole parameters, taken one term at a time. */
  @Test
  void gradientCosines() {
    int[] rows = {3, 60, 100, 150};
    GradientConflict conflict = GradientConflict.of(model, data.train(), rows, Rng.of(3, "c"));
    assertEquals(
        List.of(
            "cross entropy hour",
            "cross entropy weekday",
            "reconstruction",
            "forecast",
            "divergence"),
        conflict.terms());
    for (int i = 0; i < 5; i++) {
      assertEquals(1, conflict.cosines()[i][i], 1e-12);
      assertTrue(conflict.norms()[i] > 0);
    }
    // ‖g₁ + g₂‖² = ‖g₁‖² + ‖g₂‖² + 2‖g₁‖‖g₂‖cos for the three terms of the main pass together.
    double expected = 0;
    for (int i = 2; i < 5; i++) {
      for (int j = 2; j < 5; j++) {
        expected += conflict.norms()[i] * conflict.norms()[j] * conflict.cosines()[i][j];
      }
    }
    double squares = 0;
    try (Tape tape = Tape.scope()) {
      Tensor total =
          new Interleaving(model)
              .mainLoss(
                  data.train().inputs(rows),
                  data.train().targets(rows),
                  Rng.of(3, "c").stream("main", 0))
              .total();
      var gradients = tape.gradients(total);
      for (Tensor shared : model.parameters().learned("encoder.hidden")) {
        squares += gradients.of(shared).square().sum().item();
      }
    }
    assertEquals(expected, squares, 1e-4 * squares);
  }
}
