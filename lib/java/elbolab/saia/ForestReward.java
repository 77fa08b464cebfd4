package elbolab.saia;

import elbolab.data.Observed;
import elbolab.hhvaem.Feature;
import elbolab.hhvaem.Features;
import elbolab.math.Moments;
import elbolab.math.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import smile.base.cart.SplitRule;
import smile.classification.RandomForest;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.data.type.StructType;
import smile.data.vector.BaseVector;
import smile.data.vector.DoubleVector;
import smile.data.vector.IntVector;

/**
 * A baseline without a generative model: random forests predict the targets from complete training
 * rows, and a feature is worth as much as its values move the forests' prediction once x_O is
 * known, Var_{x_i}(E[f(x) | x_i, x_O]), the conditional first-order importance (Sobol 1993). What
 * the missing features may be is taken from the training rows that are nearest in x_O. The forests
 * are Smile's.
 */
public final class ForestReward implements Reward {
  private static final int TREES = 50;

  /** Values that a feature is set to, and what the other missing ones are meanwhile. */
  private static final int VALUES = 16;

  private static final int OTHERS = 4;

  /** What a forest says of a row: a number, or the probabilities of classes. */
  private interface Prediction {
    double[] of(double[] row);
  }

  private final Features features;
  private final double[][] training;
  private final List<Prediction> forests;

  private ForestReward(Features features, double[][] training, List<Prediction> forests) {
    this.features = features;
    this.training = training;
    this.forests = forests;
  }

  /** Forests for the targets of complete rows. */
  public static ForestReward of(Features features, Observed training, long seed) {
    int width = features.all().size();
    int inputs = features.inputs().size();
    float[] cells = training.values().toArray();
    double[][] rows = new double[training.rows()][width];
    for (int k = 0; k < cells.length; k++) {
      rows[k / width][k % width] = features.all().get(k % width).standardised(cells[k]);
    }
    List<Prediction> forests = new ArrayList<>();
    for (int p = 0; p < features.targets().size(); p++) {
      int column = inputs + p;
      double[] codes =
          IntStream.range(0, rows.length).mapToDouble(r -> cells[r * width + column]).toArray();
      forests.add(forest(features.targets().get(p), rows, inputs, codes, seed));
    }
    return new ForestReward(features, rows, forests);
  }

  private static Prediction forest(
      Feature target, double[][] rows, int inputs, double[] y, long seed) {
    List<BaseVector<?, ?, ?>> columns = new ArrayList<>();
    StructField[] fields = new StructField[inputs];
    for (int i = 0; i < inputs; i++) {
      int column = i;
      double[] x = IntStream.range(0, rows.length).mapToDouble(r -> rows[r][column]).toArray();
      columns.add(DoubleVector.of("x" + i, x));
      fields[i] = new StructField("x" + i, DataTypes.DoubleType);
    }
    StructType schema = new StructType(fields);
    LongStream seeds = LongStream.range(0, TREES).map(t -> seed * 7919 + t + 1);
    Formula formula = Formula.lhs("y");
    if (target.kind().isNumber()) {
      columns.add(DoubleVector.of("y", y));
      DataFrame frame = DataFrame.of(columns.toArray(BaseVector[]::new));
      var forest =
          smile.regression.RandomForest.fit(
              formula, frame, TREES, Math.max(1, inputs / 3), 20, Integer.MAX_VALUE, 5, 1.0, seeds);
      return row -> new double[] {forest.predict(Tuple.of(row, schema))};
    }
    columns.add(IntVector.of("y", Arrays.stream(y).mapToInt(v -> (int) v).toArray()));
    DataFrame frame = DataFrame.of(columns.toArray(BaseVector[]::new));
    RandomForest forest =
        RandomForest.fit(
            formula,
            frame,
            TREES,
            (int) Math.max(1, Math.sqrt(inputs)),
            SplitRule.GINI,
            20,
            Integer.MAX_VALUE,
            1,
            1.0,
            null,
            seeds);
    int classes = (int) Arrays.stream(y).distinct().count();
    return row -> {
      double[] probabilities = new double[classes];
      forest.predict(Tuple.of(row, schema), probabilities);
      return probabilities;
    };
  }

  @Override
  public double[][] of(Step step) {
    int width = features.all().size();
    float[] values = step.x().values().toArray();
    float[] seen = step.x().maskOrOnes().toArray();
    return step.each(
        row -> importance(values, seen, row * width, step.rng().stream("forest", row)));
  }

  private IntToDoubleFunction importance(float[] values, float[] seen, int from, Rng rng) {
    int inputs = features.inputs().size();
    double[] row = new double[inputs];
    boolean[] known = new boolean[inputs];
    for (int i = 0; i < inputs; i++) {
      known[i] = seen[from + i] > 0;
      row[i] = features.inputs().get(i).standardised(values[from + i]);
    }
    double[][] near = nearest(row, known, rng);
    return i -> importance(row, known, near, i);
  }

  /** Training rows in the order of their distance in what is known, ties at random. */
  private double[][] nearest(double[] row, boolean[] known, Rng rng) {
    double[] distance = new double[training.length];
    for (int r = 0; r < distance.length; r++) {
      for (int i = 0; i < row.length; i++) {
        double miss = known[i] ? training[r][i] - row[i] : 0;
        distance[r] += miss * miss;
      }
    }
    return IntStream.of(rng.permutation(training.length))
        .boxed()
        .sorted(Comparator.comparingDouble(r -> distance[r]))
        .limit(VALUES)
        .map(r -> training[r])
        .toArray(double[][]::new);
  }

  /** The variance over values of feature i of the mean over the other missing features. */
  private double importance(double[] row, boolean[] known, double[][] near, int i) {
    double sum = 0;
    for (Prediction forest : forests) {
      double[][][] predicted = new double[near.length][OTHERS][];
      for (int v = 0; v < near.length; v++) {
        for (int o = 0; o < OTHERS; o++) {
          double[] other = near[(v + 1 + o) % near.length];
          double[] asked = new double[row.length];
          for (int c = 0; c < row.length; c++) {
            asked[c] = known[c] ? row[c] : c == i ? near[v][c] : other[c];
          }
          predicted[v][o] = forest.of(asked);
        }
      }
      for (int k = 0; k < predicted[0][0].length; k++) {
        sum += varianceOfMeans(predicted, k);
      }
    }
    return sum;
  }

  /** Var(means) − E[variance of a mean]: what the few others add is taken out. */
  private static double varianceOfMeans(double[][][] predicted, int k) {
    Moments means = new Moments();
    double noise = 0;
    for (double[][] value : predicted) {
      Moments others = new Moments();
      for (double[] one : value) {
        others.add(one[k]);
      }
      means.add(others.mean());
      noise += others.variance() / OTHERS / predicted.length;
    }
    return means.variance() - noise;
  }
}
