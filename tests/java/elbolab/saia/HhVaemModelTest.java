package elbolab.saia;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.hhvaem.Features;
import elbolab.hhvaem.GeneratedTable;
import elbolab.hhvaem.HhVaem;
import elbolab.hhvaem.HhVaemOptions;
import elbolab.hhvaem.Inference;
import elbolab.hhvaem.TrainingLengths;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole of it on models of a generated table, where one hidden number ties all columns. */
class HhVaemModelTest {
  private static final Table TABLE = GeneratedTable.of(460, "real", 5);
  private static final Features FEATURES = Features.of(TABLE);
  private static final Observed TEST =
      FEATURES.encode(TABLE).rows(IntStream.range(400, 460).toArray());
  private static HhVaem vaem;
  private static HhVaem hhvaem;

  @BeforeAll
  static void train() {
    Dataset data = FEATURES.encode(TABLE.select("train", IntStream.range(0, 400).toArray()));
    TrainingLengths lengths = TrainingLengths.steps(600).marginalSteps(400).warmUp(100);
    vaem = HhVaem.of(FEATURES, HhVaemOptions.vaem(3).hidden(32));
    vaem.fitting(data, lengths).run();
    HhVaemOptions two = HhVaemOptions.hhVaem(2, 2).hidden(32).chain(HhVaemOptions.Chain.of(3));
    hhvaem = HhVaem.of(FEATURES, two);
    hhvaem.fitting(data, lengths).run();
  }

  @Test
  void drawsKeepWhatIsObserved() {
    Observed x = FEATURES.hide(TEST, 0.5, Rng.of(1, "holes"));
    Belief belief = HhVaemModel.of(vaem).believe(x, 40, Rng.of(2, "belief"));
    float[] values = x.values().toArray();
    float[] seen = x.maskOrOnes().toArray();
    float[] cells = belief.cells();
    int width = FEATURES.all().size();
    assertEquals(60 * 40 * width, cells.length);
    for (int k = 0; k < cells.length; k++) {
      int cell = k / (40 * width) * width + k % width;
      assertTrue(seen[cell] == 0 || cells[k] == values[cell], "cell " + k);
    }
  }

  /** The same likelihood and guesses as the scores', of other noise: within what draws differ. */
  @Test
  void aBeliefScoresAsTheModelDoes() {
    Observed x = FEATURES.hide(TEST, 0.5, Rng.of(1, "holes"));
    Belief belief = HhVaemModel.of(vaem).believe(x, 2000, Rng.of(2, "belief"));
    var scores =
        vaem.posterior(x, Inference.ENCODER, 2000, Rng.of(3, "draws"))
            .scores(TEST, x, Rng.of(4, "scores"));
    double[] y = Acquisition.targets(FEATURES, TEST.values().toArray());
    double mean = Arrays.stream(belief.logLikelihood(y)).average().orElseThrow();
    assertEquals(scores.llTarget(), mean, 0.1);
    double squares = 0;
    for (int r = 0; r < y.length; r++) {
      double miss = FEATURES.targets().get(0).deviation() * (belief.guesses()[r] - y[r]);
      squares += miss * miss;
    }
    assertEquals(scores.rmseTarget(), Math.sqrt(squares / y.length), 0.05);
  }

  private static double meanLogVariance(Observed x) {
    GaussianEncoder.Code code = HhVaemModel.of(vaem).encode(x);
    assertEquals(60 * code.dimensions(), code.logVariance().length);
    double sum = 0;
    for (float one : code.logVariance()) {
      sum += one;
    }
    return sum / code.logVariance().length;
  }

  @Test
  void theEncoderIsSurerOfWhatIsKnown() {
    Observed nothing = TEST.hide(Tensor.zeros(60, FEATURES.all().size()));
    assertTrue(meanLogVariance(TEST) < meanLogVariance(nothing) - 0.3);
  }

  @Test
  void everyRewardLowersTheErrorFasterThanChance() {
    Acquisition acquisition = Acquisition.of(HhVaemModel.of(vaem), 200, 1);
    double chance = 0;
    for (int k = 0; k < 3; k++) {
      chance +=
          Acquisition.of(HhVaemModel.of(vaem), 200, k)
                  .run(TEST, new RandomOrder())
                  .area(Measure.RMSE)
              / 3;
    }
    Observed training = FEATURES.encode(TABLE.select("t", IntStream.range(0, 400).toArray())).all();
    List<Reward> rewards = new ArrayList<>();
    rewards.add(HistogramReward.standard());
    rewards.add(new GaussianReward(50));
    rewards.add(NearestNeighbourReward.standard());
    rewards.add(new OracleReward(200));
    rewards.add(ForestReward.of(FEATURES, training, 1));
    rewards.add(
        FixedOrder.byInformation(FEATURES, training, HistogramReward.standard().corrected()));
    for (Reward reward : rewards) {
      double area = acquisition.run(TEST, reward).area(Measure.RMSE);
      assertTrue(area < chance, reward + ": " + area + " where chance has " + chance);
    }
  }

  @Test
  void twoLevelsWithHmcGoTheWholeWay() {
    AcquisitionPaths paths =
        Acquisition.of(HhVaemModel.of(hhvaem), 100, 1).run(TEST, new GaussianReward(20));
    double[] rmse = paths.curve(Measure.RMSE);
    assertEquals(FEATURES.inputs().size() + 1, rmse.length);
    assertTrue(rmse[rmse.length - 1] < 0.6 * rmse[0], rmse[0] + " to " + rmse[rmse.length - 1]);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    Acquisition acquisition = Acquisition.of(HhVaemModel.of(hhvaem), 50, 3);
    AcquisitionPaths once = acquisition.run(TEST, HistogramReward.standard(), 2);
    AcquisitionPaths again = acquisition.run(TEST, HistogramReward.standard(), 2);
    assertArrayEquals(once.curve(Measure.LOG_LIKELIHOOD), again.curve(Measure.LOG_LIKELIHOOD));
  }
}
