package elbolab.deepdive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.series.ForecastData;
import elbolab.data.series.ForecastScores;
import elbolab.data.series.Forecaster;
import elbolab.data.series.WindowLabel;
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

  /** Window by window, from the model itself. */
  private static Forecaster forecaster() {
    return (windows, rows, to) -> {
      try (Tape tape = Tape.inference()) {
        DeepDive.Codes codes = model.encode(windows.inputs(rows));
        float[] y = model.decode(codes.a().mean(), model.project(codes)).y().toArray();
        System.arraycopy(y, 0, to, 0, y.length);
      }
    };
  }

  /** The hour of a load is written in it: far above the 1/24 of a guess. */
  @Test
  void theClassifierReadsTheHour() {
    double hour = model.evaluate(data.validation()).label("hour").accuracy();
    assertTrue(hour > 0.3, "accuracy of the hour " + hour);
  }

  @Test
  void forecastsAndReconstructionsBeatTheMean() {
    WindowSet windows = data.validation();
    Evaluation.Scores scores = model.evaluate(windows).scores(data.scaler());
    assertTrue(scores.reconstruction().rrse() < 0.7, "reconstruction " + scores);
    double naive = ForecastScores.of(Forecaster.lastValue(), data, windows).rrse();
    assertTrue(scores.forecast().rrse() < naive, scores + ", last value " + naive);
    assertEquals(windows.size() * 3L * 24, scores.reconstruction().count(), "the last batch too");
    double alone = ForecastScores.of(forecaster(), data, windows).rrse();
    assertEquals(scores.forecast().rrse(), alone, 1e-12);
  }

  @Test
  void nothingDependsOnHowManyWindowsAreComputedAtOnce() {
    Evaluation few = Evaluation.of(model, data.test(), 7);
    Evaluation many = Evaluation.of(model, data.test(), 1000);
    assertTrue(Arrays.deepEquals(few.conditional(), many.conditional()));
    assertArrayEquals(few.label("hour").s(), many.label("hour").s());
    assertArrayEquals(few.label("hour").found(), many.label("hour").found());
    Rng rng = Rng.of(1, "draws");
    assertArrayEquals(
        few.drawnForecasts(rng.stream("d", 0)), many.drawnForecasts(rng.stream("d", 0)));
  }

  @Test
  void codesAreTheSumsOfFigure3() {
    Evaluation evaluation = model.evaluate(data.test());
    try (Tape tape = Tape.inference()) {
      DeepDive.Codes one = model.encode(data.test().inputs(5));
      float[] a = one.a().mean().toArray();
      double sum = 0;
      for (float value : a) {
        sum += value;
      }
      assertEquals(sum, evaluation.sumOfA()[5], 1e-5);
      float[] b = one.b().get(1).mean().toArray();
      float[] w = model.parameters().get("marginal.weekday.weight").toArray();
      double s = 0;
      for (int j = 0; j < 3; j++) {
        s += (double) w[j] * b[j];
      }
      assertEquals(s, evaluation.label("weekday").s()[5], 1e-5);
    }
  }

  /** The gap of the hour by hand from the same codes; the model has the hour in one dimension. */
  @Test
  void theInformationGapOfTheHour() {
    MutualInformationGap gap = model.evaluate(data.validation()).informationGap("hour");
    assertEquals(3 + 2, gap.information().length);
    double ofItsDimension = gap.information()[3][0];
    for (int j = 0; j < 5; j++) {
      assertTrue(gap.information()[j][0] <= ofItsDimension, "code " + j + " knows more of it");
    }
  }

  /** At its own place a traversal changes nothing; elsewhere the label matters. */
  @Test
  void traversals() {
    Evaluation evaluation = model.evaluate(data.test());
    double place = evaluation.label("hour").s()[9];
    Traversal path = evaluation.traverse(9, "hour", place, place + 1);
    float[] mean = new float[3];
    forecaster().forecast(data.test(), new int[] {9}, mean);
    assertArrayEquals(mean, path.y().get(0), 1e-5f);
    assertTrue(Math.abs(path.x().get(1)[0] - path.x().get(0)[0]) > 1e-4, "the label matters");
    double swing = 0;
    for (int c = 0; c < 3; c++) {
      swing = Math.max(swing, Math.abs(path.y().get(1)[c] - path.y().get(0)[c]));
    }
    assertEquals(swing, path.swing(), 1e-7);
    assertThrows(IllegalArgumentException.class, () -> evaluation.traverse(9, "year", 0));
  }

  /** Medians and the correlation ratio of a label whose numbers are known. */
  @Test
  void theDimensionOfALabelInNumbers() {
    var label = new WindowLabel("k", List.of("a", "b", "c"), new int[] {0, 0, 0, 1, 1});
    double[] sum = {1, 2, 3, 5, 7};
    var dimension = new LabelDimension(label, new double[] {4, 9, 5, 1, 2}, new int[5], sum);
    assertArrayEquals(new double[] {5, 1.5, Double.NaN}, dimension.medians());
    assertEquals(0.6, dimension.accuracy(), 1e-12);
    // Between the classes 3 (2 - 3.6)² + 2 (6 - 3.6)² of Σ (v - 3.6)² = 23.2.
    assertEquals(19.2 / 23.2, dimension.shareOfSumOfA(), 1e-12);
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
    double product = 0;
    for (int i = 2; i < 5; i++) {
      product +=
          conflict.norms()[i] * conflict.cosine("cross entropy hour", conflict.terms().get(i));
    }
    assertEquals(product / Math.sqrt(squares), conflict.cosineWithMain(0), 1e-4);
  }

  /** The forecaster of a model scores what its evaluation scores. */
  @Test
  void theForecasterIsTheDecodedMean() {
    ForecastData data = SmallModels.data();
    DeepDive model = DeepDive.of(SmallModels.options(data));
    ForecastScores direct = ForecastScores.of(model.forecaster(), data, data.test());
    assertEquals(
        model.evaluate(data.test()).scores(data.scaler()).forecast().mse(), direct.mse(), 0);
  }
}
