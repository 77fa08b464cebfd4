package elbolab.hhvaem;

import elbolab.data.Observed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import smile.base.cart.SplitRule;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.vector.DoubleVector;
import smile.data.vector.IntVector;
import smile.regression.RandomForest;

/**
 * missForest (Stekhoven and Bühlmann 2012, algorithm 1): beginning with mean imputation, the
 * missing cells of each feature in turn are predicted by a random forest from all other features,
 * until the imputations of two rounds differ more than those of the rounds before. The forests are
 * Smile's.
 *
 * @param trees of each forest
 * @param mostRounds over all features
 * @param seed of the forests
 */
public record MissForest(int trees, int mostRounds, long seed) {
  private static final String TARGET = "target";
  private static final int LEAF_OF_NUMBERS = 5;
  private static final int FREQUENT = 10;

  public MissForest {
    if (trees < 1 || mostRounds < 1) {
      throw new IllegalArgumentException(
          trees + " trees, " + mostRounds + " rounds: both must be at least 1");
    }
  }

  /** 100 trees, at most 10 rounds: the defaults of its authors. */
  public static MissForest standard(long seed) {
    return new MissForest(100, 10, seed);
  }

  /**
   * Guesses of all cells of the rows, [rows][inputs + targets], with the training rows stacked on
   * top of them; targets are not used and get mean imputation.
   */
  public double[] guesses(Features features, Observed training, Observed rows) {
    int width = features.all().size();
    int inputs = features.inputs().size();
    int above = training.rows();
    int n = above + rows.rows();
    double[] mean = MeanImputation.of(features, training).codes();
    double[][] codes = new double[n][inputs];
    boolean[][] missing = new boolean[inputs][n];
    fill(training, 0, width, mean, codes, missing);
    fill(rows, above, width, mean, codes, missing);
    double[][] best = iterate(features.inputs(), codes, missing);
    double[] guesses = new double[rows.rows() * width];
    for (int r = 0; r < rows.rows(); r++) {
      System.arraycopy(mean, 0, guesses, r * width, width);
      System.arraycopy(best[above + r], 0, guesses, r * width, inputs);
    }
    return guesses;
  }

  private static void fill(
      Observed x, int at, int width, double[] mean, double[][] codes, boolean[][] missing) {
    float[] values = x.values().toArray();
    float[] seen = x.maskOrOnes().toArray();
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < missing.length; c++) {
        missing[c][at + r] = seen[r * width + c] == 0;
        codes[at + r][c] = missing[c][at + r] ? mean[c] : values[r * width + c];
      }
    }
  }

  private static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  private double[][] iterate(List<Feature> features, double[][] codes, boolean[][] missing) {
    List<Integer> order =
        IntStream.range(0, features.size())
            .boxed()
            .filter(c -> count(missing[c]) > 0)
            .sorted(Comparator.comparingInt(c -> count(missing[c])))
            .toList();
    double lastNumbers = Double.POSITIVE_INFINITY;
    double lastCategories = Double.POSITIVE_INFINITY;
    for (int round = 0; round < mostRounds; round++) {
      double[][] before = copy(codes);
      for (int c : order) {
        impute(features.get(c), c, codes, missing[c], seed + 1000L * round + c);
      }
      double numbers = change(features, before, codes, missing, true);
      double categories = change(features, before, codes, missing, false);
      // Both kinds must have grown; a kind that is not there does not count.
      boolean numbersGrow = Double.isNaN(numbers) || numbers > lastNumbers;
      boolean categoriesGrow = Double.isNaN(categories) || categories > lastCategories;
      if (numbersGrow && categoriesGrow) {
        return before;
      }
      lastNumbers = numbers;
      lastCategories = categories;
    }
    return codes;
  }

  private static int count(boolean[] marks) {
    int count = 0;
    for (boolean mark : marks) {
      count += mark ? 1 : 0;
    }
    return count;
  }

  /** Σ(new − old)²/Σnew² of numbers, or the share of categories that changed; NaN without any. */
  private static double change(
      List<Feature> features,
      double[][] before,
      double[][] after,
      boolean[][] missing,
      boolean numbers) {
    double difference = 0;
    double size = 0;
    for (int c = 0; c < features.size(); c++) {
      if (features.get(c).kind().isNumber() == numbers) {
        for (int row = 0; row < after.length; row++) {
          if (missing[c][row]) {
            double miss = after[row][c] - before[row][c];
            difference += numbers ? miss * miss : miss != 0 ? 1 : 0;
            size += numbers ? after[row][c] * after[row][c] : 1;
          }
        }
      }
    }
    return difference / size;
  }

  private void impute(
      Feature feature, int column, double[][] codes, boolean[] missing, long forestSeed) {
    int[] known = IntStream.range(0, codes.length).filter(row -> !missing[row]).toArray();
    int[] open = IntStream.range(0, codes.length).filter(row -> missing[row]).toArray();
    LongStream seeds = LongStream.range(0, trees).map(t -> forestSeed * 7919 + t + 1);
    if (codes[0].length < 2) {
      return;
    }
    if (feature.kind().isNumber()) {
      imputeNumber(column, codes, known, open, seeds);
      return;
    }
    List<Double> labels =
        Arrays.stream(known).mapToObj(row -> codes[row][column]).distinct().sorted().toList();
    if (labels.size() < 2) {
      return;
    }
    long[] all = seeds.toArray();
    try {
      imputeCategory(column, codes, known, open, labels, all);
    } catch (IllegalArgumentException notBinary) {
      imputeFrequent(column, codes, known, open, labels, all);
    }
  }

  /**
   * Smile scores each tree on the rows that it left out, and where these are of two categories it
   * insists on the first two. So they are if rare categories, which no forest would predict, are
   * left out and the most frequent come first.
   */
  private void imputeFrequent(
      int column, double[][] codes, int[] known, int[] open, List<Double> labels, long[] seeds) {
    Map<Double, Long> counts =
        Arrays.stream(known)
            .mapToObj(row -> codes[row][column])
            .collect(Collectors.groupingBy(code -> code, Collectors.counting()));
    List<Double> frequent =
        labels.stream()
            .filter(label -> counts.get(label) >= FREQUENT)
            .sorted(Comparator.comparingLong(label -> -counts.get(label)))
            .toList();
    int[] theirs =
        Arrays.stream(known).filter(row -> frequent.contains(codes[row][column])).toArray();
    if (frequent.size() > 1) {
      imputeCategory(column, codes, theirs, open, frequent, seeds);
    }
  }

  private void imputeNumber(
      int column, double[][] codes, int[] known, int[] open, LongStream seeds) {
    DataFrame frame = frame(codes, column, known, List.of());
    DataFrame asked = frame(codes, column, open, List.of());
    int tried = Math.max(1, (codes[0].length - 1) / 3);
    RandomForest forest =
        RandomForest.fit(
            Formula.lhs(TARGET),
            frame,
            trees,
            tried,
            20,
            Integer.MAX_VALUE,
            LEAF_OF_NUMBERS,
            1.0,
            seeds);
    for (int i = 0; i < open.length; i++) {
      codes[open[i]][column] = forest.predict(asked.get(i));
    }
  }

  /**
   * @param labels the categories that are there, for the forest's must be 0, 1, 2, … without gaps
   */
  private void imputeCategory(
      int column, double[][] codes, int[] known, int[] open, List<Double> labels, long[] seeds) {
    DataFrame frame = frame(codes, column, known, labels);
    DataFrame asked = frame(codes, column, open, labels);
    int tried = (int) Math.max(1, Math.floor(Math.sqrt(codes[0].length - 1)));
    smile.classification.RandomForest forest =
        smile.classification.RandomForest.fit(
            Formula.lhs(TARGET),
            frame,
            trees,
            tried,
            SplitRule.GINI,
            20,
            Integer.MAX_VALUE,
            1,
            1.0,
            null,
            LongStream.of(seeds));
    for (int i = 0; i < open.length; i++) {
      Tuple row = asked.get(i);
      codes[open[i]][column] = labels.get(forest.predict(row));
    }
  }

  /**
   * The other features as numbers, and the one that is predicted: a number, or the place of a
   * category among its labels, 0 where what stands there in the meantime is none of them.
   */
  private static DataFrame frame(double[][] codes, int target, int[] rows, List<Double> labels) {
    List<smile.data.vector.BaseVector<?, ?, ?>> columns = new ArrayList<>();
    for (int c = 0; c < codes[0].length; c++) {
      int from = c;
      double[] values = Arrays.stream(rows).mapToDouble(row -> codes[row][from]).toArray();
      if (c != target) {
        columns.add(DoubleVector.of("x" + c, values));
      } else if (labels.isEmpty()) {
        columns.add(DoubleVector.of(TARGET, values));
      } else {
        columns.add(
            IntVector.of(
                TARGET,
                Arrays.stream(values).mapToInt(v -> Math.max(0, labels.indexOf(v))).toArray()));
      }
    }
    return DataFrame.of(columns.toArray(smile.data.vector.BaseVector[]::new));
  }
}
