package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RankOrderTest {
  private static final double[] PRINTED = {1, 2, 3, 4, 5};

  @Test
  void ranksAndCorrelationsByHand() {
    assertArrayEquals(new double[] {2, 3.5, 1, 3.5}, RankOrder.ranks(new double[] {2, 7, -1, 7}));
    assertEquals(1, RankOrder.spearman(PRINTED, new double[] {1, 10, 11, 12, 99}), 1e-15);
    assertEquals(-1, RankOrder.spearman(PRINTED, new double[] {5, 4, 3, 2, 1}), 1e-15);
    // 1 − 6 Σd²/(n(n² − 1)) with d = (0, 0, 0, 1, −1)
    assertEquals(0.9, RankOrder.spearman(PRINTED, new double[] {1, 2, 3, 5, 4}), 1e-15);
    // Ties: ranks (1.5, 1.5, 3, 4, 5) against 1 to 5
    assertEquals(
        9.5 / Math.sqrt(9.5 * 10),
        RankOrder.spearman(PRINTED, new double[] {0, 0, 1, 2, 3}),
        1e-15);
    assertEquals(0, RankOrder.spearman(PRINTED, new double[] {1, 1, 1, 1, 1}), 0);
  }

  private static double[][] splits(double[] means, double noise, int splits, Rng rng) {
    double[][] values = new double[means.length][splits];
    for (int k = 0; k < splits; k++) {
      double hardness = 100 * rng.nextGaussian();
      for (int m = 0; m < means.length; m++) {
        values[m][k] = means[m] + hardness + noise * rng.nextGaussian();
      }
    }
    return values;
  }

  /** Splits differ by far more than models, but all models have the same ones. */
  @Test
  void aClearOrderHasANarrowIntervalWhateverTheSplits() {
    Rng rng = Rng.of(1, "order");
    RankOrder order = RankOrder.of(PRINTED, splits(PRINTED, 0.01, 5, rng), rng);
    assertEquals(new RankOrder(1, 1, 1, 5, 5), order);
    assertEquals("1.00 [1.00, 1.00]", order.toString());
  }

  /** Models that are equally good have no order: the interval holds 0 in most experiments. */
  @Test
  void noOrderHasAnIntervalThatHoldsZero() {
    Rng rng = Rng.of(2, "order");
    int trials = 100;
    int holds = 0;
    double width = 0;
    for (int t = 0; t < trials; t++) {
      RankOrder order = RankOrder.of(PRINTED, splits(new double[5], 1, 10, rng), rng);
      holds += order.low() <= 0 && order.high() >= 0 ? 1 : 0;
      width += (order.high() - order.low()) / trials;
    }
    assertTrue(holds > 80, holds + " of " + trials);
    assertTrue(width > 1, "mean width " + width);
  }

  @Test
  void oneSplitHasNoInterval() {
    Rng rng = Rng.of(3, "order");
    RankOrder order = RankOrder.of(PRINTED, splits(PRINTED, 0, 1, rng), rng);
    assertEquals(1, order.correlation(), 1e-12);
    assertTrue(Double.isNaN(order.low()) && Double.isNaN(order.high()));
    assertEquals("1.00", order.toString());
    assertThrows(
        IllegalArgumentException.class,
        () -> RankOrder.of(new double[] {1}, new double[][] {{1}}, rng));
  }

  /** Table 5.1, bank: VAEM 2.84, MIWAEM 2.74, H-VAEM 2.72 … from units that not all models have. */
  @Test
  void ordersOfATableFromWhateverUnitsThereAre() {
    List<String> models = List.of("VAEM", "MIWAEM", "H-VAEM");
    List<ClaimMetric> answers = new ArrayList<>();
    List<UnitResult> units = new ArrayList<>();
    for (String model : models) {
      answers.add(ClaimMetric.of("hhvaem-5.1/" + model + "/bank", "fair", model, "nll"));
      for (long seed = 1; seed <= 2 + models.indexOf(model); seed++) {
        double value = seed - models.indexOf(model);
        units.add(UnitResult.of(Unit.of("fair", model, seed), Map.of("nll", value)));
      }
    }
    Experiment experiment = DiceExperiment.at(Scale.PAPER, answers.toArray(ClaimMetric[]::new));
    Result none = Result.of(experiment);
    Result result =
        new Result(
            none.experiment(), none.scale(), none.settings(), new TreeMap<>(), units, List.of());
    ClaimTable table =
        Claims.tables().stream().filter(t -> t.id().equals("hhvaem-5.1")).findFirst().orElseThrow();
    List<ModelOrder> orders = ModelOrder.of(table, experiment, result);
    assertEquals(1, orders.size());
    ModelOrder order = orders.get(0);
    assertEquals(2, order.order().splits());
    assertEquals(3, order.order().models());
    assertEquals(List.of("H-VAEM", "MIWAEM", "VAEM"), order.obtained());
    double printed =
        RankOrder.spearman(
            models.stream()
                .mapToDouble(m -> Claims.of("hhvaem-5.1/" + m + "/bank").printedValue())
                .toArray(),
            new double[] {3, 2, 1});
    assertEquals(printed, order.order().correlation(), 1e-15);
    assertTrue(ModelOrder.summary(orders).contains("of 1 with several splits"));
    assertTrue(ModelOrder.sheet("c", orders).toMarkdown().contains("H-VAEM < MIWAEM < VAEM"));
  }
}
