package elbolab.hhvaem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImputationTest {
  private final Table table = GeneratedTable.of(300, "real", 1);
  private final Features features = Features.of(table);
  private final Observed all = features.encode(table).all();

  private Observed hidden(Observed truth) {
    Tensor uniform = Tensor.uniform(Rng.of(4, "cells"), truth.values().shape().toArray());
    return truth.hide(uniform.minus(0.4).positive());
  }

  private Errors errors(double[] guesses, Observed truth, Observed x) {
    return Errors.of(
        features,
        guesses,
        truth.values().toArray(),
        truth.maskOrOnes().toArray(),
        x.maskOrOnes().toArray());
  }

  /** Numbers have mean 0 when standardised; the most frequent category wins. */
  @Test
  void meansAndModes() {
    double[] codes = MeanImputation.of(features, all).codes();
    for (int c = 0; c < codes.length; c++) {
      Feature feature = features.all().get(c);
      if (feature.kind().isNumber()) {
        assertEquals(0, codes[c], 1e-6, feature.name());
      }
    }
    assertEquals("green", features.all().get(2).levels().get((int) codes[2]));
  }

  /** On features tied to one hidden number a forest beats the mean by far, and repeats itself. */
  @Test
  void forestBeatsTheMean() {
    Observed training = new Observed(all.values().slice(0, 0, 200), null);
    Observed truth = new Observed(all.values().slice(0, 200, 300), null);
    Observed x = hidden(truth);
    MissForest forest = new MissForest(30, 4, 2);
    double[] guesses = forest.guesses(features, training, x);
    Errors byForest = errors(guesses, truth, x);
    Errors byMean = errors(MeanImputation.of(features, training).guesses(100), truth, x);
    assertTrue(
        byForest.errorMissing() < 0.7 * byMean.errorMissing(),
        byForest.errorMissing() + " against " + byMean.errorMissing());
    assertTrue(byForest.nrmse() < byMean.nrmse());
    assertArrayEquals(guesses, forest.guesses(features, training, x));
  }

  /** A level that no row has leaves a gap between the codes, which the forest must not mind. */
  @Test
  void aLevelThatNoRowHas() {
    Features two =
        new Features(
            List.of(
                new Feature("n", FeatureKind.GAUSSIAN, List.of(), 0, 1, -1, 1),
                new Feature("c", FeatureKind.CATEGORICAL, List.of("a", "b", "c"), 0, 1, 0, 2)),
            List.of());
    float[] codes = new float[80];
    for (int row = 0; row < 40; row++) {
      codes[2 * row] = row / 20f - 1;
      codes[2 * row + 1] = row < 20 ? 0 : 2;
    }
    Observed training = new Observed(Tensor.of(codes, 40, 2), null);
    Observed rows =
        new Observed(
            Tensor.of(new float[] {-0.9f, 0, 0.9f, 0}, 2, 2),
            Tensor.of(new float[] {1, 0, 1, 0}, 2, 2));
    double[] guesses = new MissForest(20, 2, 1).guesses(two, training, rows);
    assertEquals(0, guesses[1]);
    assertEquals(2, guesses[3]);
  }

  /** By hand: one number, one category, one target. */
  @Test
  void errorsByHand() {
    Features three =
        new Features(
            List.of(
                new Feature("n", FeatureKind.GAUSSIAN, List.of(), 10, 2, 4, 14),
                new Feature("c", FeatureKind.CATEGORICAL, List.of("a", "b", "d"), 1, 1, 0, 2)),
            List.of(new Feature("y", FeatureKind.GAUSSIAN, List.of(), 0, 5, -9, 9)));
    float[] truth = {0, 1, 1, 1, 2, 0};
    float[] known = {1, 1, 1, 1, 1, 1};
    float[] seen = {0, 0, 0, 1, 0, 0};
    double[] guesses = {0.5, 1, 2, 9, 0, 0.4};
    Errors errors = Errors.of(three, guesses, truth, known, seen);
    // Targets miss by 5 and 2 in their own units.
    assertEquals(Math.sqrt((25 + 4) / 2.0), errors.rmseTarget(), 1e-9);
    assertEquals((0.5 + 0.5) / 2, errors.errorMissing(), 1e-9);
    // The number misses by 1 of a range of 10, the categories by 0 and 2 of 2.
    assertEquals(Math.sqrt((0.01 + 0 + 1) / 3), errors.nrmse(), 1e-9);
  }
}
