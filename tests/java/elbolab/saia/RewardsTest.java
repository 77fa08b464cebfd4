package elbolab.saia;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Observed;
import elbolab.hhvaem.Feature;
import elbolab.hhvaem.FeatureKind;
import elbolab.hhvaem.Features;
import elbolab.math.DoubleMath;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.prob.DiscreteInformation;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rewards on models whose information is known exactly. */
class RewardsTest {
  private static final Reward PLAIN = HistogramReward.standard();
  private static final Reward CORRECTED = HistogramReward.standard().corrected();
  private static final Reward NEAREST = NearestNeighbourReward.standard();

  /** Two features that tell of y together, x3 a noisy copy of x1, x4 of nothing. */
  private static TableModel table() {
    int[] levels = {2, 3, 2, 4, 3};
    double[] p = new double[2 * 3 * 2 * 4 * 3];
    Rng rng = Rng.of(3, "table");
    double[][][] given = new double[2][3][3];
    for (double[][] one : given) {
      for (double[] row : one) {
        double sum = 0;
        for (int y = 0; y < 3; y++) {
          row[y] = 0.05 + rng.nextDouble() * rng.nextDouble();
          sum += row[y];
        }
        for (int y = 0; y < 3; y++) {
          row[y] /= sum;
        }
      }
    }
    double[] ofTwo = {0.5, 0.3, 0.2};
    for (int k = 0; k < p.length; k++) {
      int y = k % 3;
      int x3 = k / 12 % 2;
      int x2 = k / 24 % 3;
      int x1 = k / 72;
      p[k] = 0.5 * ofTwo[x2] * (x3 == x1 ? 0.9 : 0.1) * 0.25 * given[x1][x2][y];
    }
    return new TableModel(levels, p);
  }

  private static Step step(AcquisitionModel model, int draws, long seed, int... seen) {
    int width = model.features().all().size();
    float[] values = new float[width];
    float[] marks = new float[width];
    for (int i : seen) {
      values[i] = 1;
      marks[i] = 1;
    }
    Observed truth = Observed.complete(Tensor.of(values, 1, width));
    Observed x = truth.hide(Tensor.of(marks, 1, width));
    Rng rng = Rng.of(seed, "step");
    return new Step(
        model, model.believe(x, draws, rng.stream("belief", 0)), x, truth, rng.stream("reward", 0));
  }

  /** The error of an estimate over repetitions: its root mean square. */
  private static double error(
      Reward reward, AcquisitionModel model, double truth, int feature, int draws, int repeats) {
    double squares = 0;
    for (int k = 0; k < repeats; k++) {
      double miss = reward.of(step(model, draws, k))[0][feature] - truth;
      squares += miss * miss;
    }
    return Math.sqrt(squares / repeats);
  }

  /** The slope of log error against log N. */
  private static double slope(double[] errors, int... draws) {
    double meanX = Arrays.stream(draws).mapToDouble(DoubleMath::log).average().orElseThrow();
    double meanY = Arrays.stream(errors).map(DoubleMath::log).average().orElseThrow();
    double top = 0;
    double bottom = 0;
    for (int k = 0; k < draws.length; k++) {
      double x = DoubleMath.log(draws[k]) - meanX;
      top += x * (DoubleMath.log(errors[k]) - meanY);
      bottom += x * x;
    }
    return top / bottom;
  }

  @Test
  void histogramOfAKnownTable() {
    long[][] counts = {{30, 10, 5}, {2, 40, 13}};
    double[] x = new double[100];
    double[] y = new double[100];
    double exact = 0;
    int at = 0;
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        double column = (counts[0][j] + counts[1][j]) / 100.0;
        double row = Arrays.stream(counts[i]).sum() / 100.0;
        exact += counts[i][j] / 100.0 * DoubleMath.log(counts[i][j] / 100.0 / row / column);
        for (int k = 0; k < counts[i][j]; k++) {
          x[at] = i;
          y[at++] = j;
        }
      }
    }
    HistogramReward plain = HistogramReward.standard();
    double[][] targets = {y};
    assertEquals(exact, plain.information(x, 2, targets, 3), 1e-12);
    double bias = 1 * 2 / 200.0;
    assertEquals(exact - bias, plain.corrected().information(x, 2, targets, 3), 1e-12);
    assertEquals(bias, new DiscreteInformation(counts).bias(), 1e-15);
  }

  @Test
  void numbersAreCutFromTheLeastToTheGreatest() {
    // Three bins of [0, 3]: 0 | 1, 1.9 | 2, 3 and the same of y, so that x tells y's bin.
    double[] x = {0, 1, 1.9, 2, 3, 3};
    double[] y = {9, 5, 4, 1, 0, 0};
    double[] share = {1 / 6.0, 2 / 6.0, 3 / 6.0};
    double entropy = Arrays.stream(share).map(p -> -p * DoubleMath.log(p)).sum();
    HistogramReward three = new HistogramReward(3, HistogramReward.Correction.NONE);
    assertEquals(entropy, three.information(x, y), 1e-12);
    assertEquals(0, three.information(new double[] {4, 4, 4, 4, 4, 4}, y), 0);
  }

  @Test
  void expectedChangeIsInformation() {
    for (int problem = 0; problem < 20; problem++) {
      LinearGaussianModel model = LinearGaussianModel.random(5, Rng.of(problem, "problem"));
      boolean[] seen = {problem % 2 == 0, false, problem % 3 == 0, false, false};
      for (int i : new int[] {1, 3, 4}) {
        double information = model.information(seen, i);
        assertEquals(information, model.expectedChange(seen, i), 1e-9 + 1e-9 * information);
      }
    }
  }

  @Test
  void correctedHistogramOfCategoriesConvergesAsTheRootOfTheDraws() {
    TableModel model = table();
    int[] draws = {100, 400, 1600, 6400};
    double truth = model.information(step(model, 2, 1).x(), 1);
    double[] errors =
        Arrays.stream(draws).mapToDouble(n -> error(CORRECTED, model, truth, 1, n, 60)).toArray();
    assertEquals(-0.5, slope(errors, draws), 0.1, Arrays.toString(errors));
    double plain = error(PLAIN, model, truth, 1, 100, 60);
    assertTrue(errors[0] < plain, errors[0] + " corrected, " + plain + " plain");
  }

  @Test
  void nearestNeighboursConvergeAsTheRootOfTheDraws() {
    LinearGaussianModel model = LinearGaussianModel.random(4, Rng.of(7, "problem"));
    int[] draws = {100, 400, 1600};
    double truth = model.information(new boolean[4], 2);
    double[] errors =
        Arrays.stream(draws).mapToDouble(n -> error(NEAREST, model, truth, 2, n, 25)).toArray();
    assertEquals(-0.5, slope(errors, draws), 0.12, Arrays.toString(errors));
  }

  /** Bins must grow with the draws, or what they leave out stays. */
  @Test
  void histogramOfNumbersConvergesWithItsBins() {
    LinearGaussianModel model = LinearGaussianModel.random(4, Rng.of(7, "problem"));
    double truth = model.information(new boolean[4], 2);
    double before = Double.POSITIVE_INFINITY;
    for (int[] each : new int[][] {{200, 7}, {2000, 14}, {20_000, 28}}) {
      Reward reward = new HistogramReward(each[1], HistogramReward.Correction.MILLER_MADOW);
      double error = error(reward, model, truth, 2, each[0], 20);
      assertTrue(error < 0.6 * before, each[0] + " draws: " + error + " after " + before);
      before = error;
    }
    assertTrue(before < 0.03, "error " + before);
  }

  /** Of problems where each step's best feature leads the next one by at least 0.05 nats. */
  private static boolean isClear(LinearGaussianModel model) {
    int inputs = model.features().inputs().size();
    boolean[] seen = new boolean[inputs];
    for (int next : model.exactOrder()) {
      double best = model.information(seen, next);
      for (int i = 0; i < inputs; i++) {
        if (!seen[i] && i != next && best - model.information(seen, i) < 0.05) {
          return false;
        }
      }
      seen[next] = true;
    }
    return true;
  }

  private static int exactOrders(Reward reward) {
    int right = 0;
    int problems = 0;
    for (int k = 0; problems < 100; k++) {
      LinearGaussianModel model = LinearGaussianModel.random(4, Rng.of(k, "order"));
      if (isClear(model)) {
        problems++;
        Observed row = model.rows(1, Rng.of(k, "row"));
        AcquisitionPaths paths = Acquisition.of(model, 1000, k).run(row, reward);
        int[] order = IntStream.range(0, 4).map(t -> paths.acquired(t, 0)).toArray();
        right += Arrays.equals(order, model.exactOrder()) ? 1 : 0;
      }
    }
    return right;
  }

  @Test
  void orderIsTheExactOne() {
    int histogram = exactOrders(PLAIN);
    int nearest = exactOrders(NEAREST);
    assertTrue(histogram >= 95, histogram + " of 100 orders with histograms");
    assertTrue(nearest >= 95, nearest + " of 100 orders with neighbours");
  }

  /** The mean over repetitions is within 4 standard errors of 0. */
  private static void requireNothing(Reward reward, AcquisitionModel model, int i, int... seen) {
    Moments moments = new Moments();
    for (int k = 0; k < 60; k++) {
      moments.add(reward.of(step(model, 300, 1000 + k, seen))[0][i]);
    }
    assertEquals(0, moments.mean(), 4 * moments.standardError(), reward.toString());
  }

  @Test
  void aFeatureOfNothingIsWorthNothing() {
    requireNothing(CORRECTED, table(), 3);
    LinearGaussianModel model =
        new LinearGaussianModel(new double[][] {{1}, {0}, {1}}, new double[] {0.3, 1, 0.2});
    requireNothing(CORRECTED, model, 1);
    requireNothing(NEAREST, model, 1);
    Moments plain = new Moments();
    for (int k = 0; k < 60; k++) {
      plain.add(PLAIN.of(step(model, 300, k))[0][1]);
    }
    // The bias that the correction takes away: about 6·6/(2·300), less where bins stay empty.
    assertTrue(plain.mean() > 0.03 && plain.mean() < 0.08, "plug-in " + plain.mean());
  }

  @Test
  void aTwinIsWorthNothingOnceItsTwinIsKnown() {
    LinearGaussianModel model =
        new LinearGaussianModel(new double[][] {{1}, {1}, {0.7}, {1}}, new double[] {0, 0, 1, 0.2});
    for (Reward reward : List.of(PLAIN, NEAREST)) {
      assertTrue(reward.of(step(model, 300, 1))[0][1] > 0.3, "worth much before");
      double[] after = reward.of(step(model, 300, 1, 0))[0];
      assertEquals(0, after[1], 1e-12, "worth nothing after");
      assertTrue(Double.isNaN(after[0]), "not to be acquired again");
    }
  }

  /** y depends on x through ε alone and the encoder is exact: the reward is the information. */
  @Test
  void gaussianRewardOfALinearModel() {
    LinearGaussianModel model =
        new LinearGaussianModel(
            new double[][] {{1}, {-0.6}, {1.4}, {0.9}}, new double[] {0.5, 0.3, 1, 0.4});
    for (int[] seen : new int[][] {{}, {2}, {0, 1}}) {
      Moments[] mean = {new Moments(), new Moments(), new Moments()};
      for (int k = 0; k < 40; k++) {
        double[] rewards = new GaussianReward(200).of(step(model, 200, k, seen))[0];
        for (int i = 0; i < 3; i++) {
          mean[i].add(rewards[i]);
        }
      }
      boolean[] known = new boolean[3];
      Arrays.stream(seen).forEach(i -> known[i] = true);
      for (int i = 0; i < 3; i++) {
        if (!known[i]) {
          double exact = model.information(known, i);
          assertEquals(exact, mean[i].mean(), 4 * mean[i].standardError() + 1e-4);
        }
      }
    }
  }

  /** x = y1 xor y2: one target alone tells nothing of it, both together everything. */
  @Test
  void twoTargetsAreBinnedTogether() {
    double[] x = {0, 1, 1, 0};
    double[][] y = {{0, 0, 1, 1}, {0, 1, 0, 1}};
    HistogramReward reward = HistogramReward.standard();
    assertEquals(0, reward.information(x, 2, new double[][] {y[0]}, 2), 1e-15);
    assertEquals(DoubleMath.log(2), reward.information(x, 2, y, 2, 2), 1e-15);
    assertEquals(DoubleMath.log(2), reward.information(x, 0, y, 0, 0), 1e-15, "numbers");
    double[][] three = {x, x, x};
    assertThrows(IllegalArgumentException.class, () -> reward.information(x, 2, three, 2, 2, 2));
  }

  @Test
  void bestFixedOrderIsThatOfTheData() {
    LinearGaussianModel model =
        new LinearGaussianModel(
            new double[][] {{0.3}, {1}, {0}, {0.7}, {1}}, new double[] {1, 0.2, 1, 0.5, 0.1});
    Observed training = model.rows(3000, Rng.of(1, "training"));
    HistogramReward estimator = HistogramReward.standard().corrected();
    FixedOrder order = FixedOrder.byInformation(model.features(), training, estimator);
    double[] scores = order.scores();
    int[] sorted =
        IntStream.range(0, 4)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[b], scores[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    assertArrayEquals(new int[] {1, 3, 0, 2}, sorted, Arrays.toString(scores));
  }

  @Test
  void pricesDivideRewards() {
    Step step = step(table(), 500, 1);
    double[] plain = PLAIN.of(step)[0];
    double[] perCost = new RewardPerCost(PLAIN, 1, 2, 4, 8).of(step)[0];
    for (int i = 0; i < 4; i++) {
      assertEquals(plain[i] / (1 << i), perCost[i], 1e-15);
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> new RewardPerCost(PLAIN, 1, 0))
            .getMessage();
    assertEquals("cost 0.0 of a feature: must be above 0 and finite", message);
  }

  @Test
  void oracleIsThePointwiseGainAtTheTruth() {
    LinearGaussianModel model = LinearGaussianModel.random(3, Rng.of(2, "oracle"));
    Observed truth = model.rows(4, Rng.of(3, "rows"));
    Observed x = truth.hide(Tensor.zeros(4, 4));
    Belief belief = model.believe(x, 10, Rng.of(1, "b"));
    double[][] rewards = new OracleReward(10).of(new Step(model, belief, x, truth, Rng.of(1, "r")));
    double[] y = Acquisition.targets(model.features(), truth.values().toArray());
    for (int i = 0; i < 3; i++) {
      float[] marks = new float[16];
      for (int r = 0; r < 4; r++) {
        marks[4 * r + i] = 1;
      }
      double[] after =
          model.believe(truth.hide(Tensor.of(marks, 4, 4)), 10, Rng.of(1, "b")).logLikelihood(y);
      for (int r = 0; r < 4; r++) {
        assertEquals(after[r] - belief.logLikelihood(y)[r], rewards[r][i], 1e-12);
      }
    }
  }

  @Test
  void neighboursOfMixedKinds() {
    // y = class + noise, far apart: a class is worth its entropy, log 2.
    Feature pair = new Feature("x", FeatureKind.BERNOULLI, List.of("no", "yes"), 0.5, 0.5, 0, 1);
    Feature number = new Feature("y", FeatureKind.GAUSSIAN, List.of(), 0, 1, -1, 1);
    int draws = 400;
    float[] cells = new float[2 * draws];
    Rng rng = Rng.of(4, "mixed");
    for (int s = 0; s < draws; s++) {
      cells[2 * s] = s % 2;
      cells[2 * s + 1] = (float) (20 * (s % 2) + rng.nextGaussian());
    }
    AcquisitionModel model = new Drawn(new Features(List.of(pair), List.of(number)), cells);
    assertEquals(DoubleMath.log(2), NEAREST.of(step(model, draws, 1))[0][0], 0.01);
    assertEquals(DoubleMath.log(2), PLAIN.of(step(model, draws, 1))[0][0], 1e-9);
  }

  /** A model that always draws the same. */
  private record Drawn(Features features, float[] cells) implements AcquisitionModel {
    @Override
    public Belief believe(Observed x, int draws, Rng rng) {
      return new Belief() {
        @Override
        public int rows() {
          return 1;
        }

        @Override
        public int draws() {
          return draws;
        }

        @Override
        public float[] cells() {
          return cells;
        }

        @Override
        public double[] guesses() {
          return new double[1];
        }

        @Override
        public double[] logLikelihood(double[] targets) {
          return new double[1];
        }
      };
    }
  }
}
