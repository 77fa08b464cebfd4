package elbolab.saia;

import elbolab.hhvaem.Feature;
import elbolab.hhvaem.Features;
import elbolab.math.Quantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What rows acquired, step by step, and how well their targets were known meanwhile. Step t is the
 * state after t acquisitions.
 */
public final class AcquisitionPaths {
  private static final double CERTAIN = 0.9;

  private final int[][] order;
  private final double[][] gain;
  private final Map<Measure, double[][]> measures;
  private final double[] seconds;

  private AcquisitionPaths(Log log) {
    order = log.order.toArray(int[][]::new);
    gain = log.gain.toArray(double[][]::new);
    measures = new EnumMap<>(Measure.class);
    log.measures.forEach((measure, steps) -> measures.put(measure, steps.toArray(double[][]::new)));
    seconds = log.seconds.stream().mapToDouble(Double::doubleValue).toArray();
  }

  public int rows() {
    return order[0].length;
  }

  /** How many acquisitions. */
  public int steps() {
    return order.length - 1;
  }

  /** The feature that a row acquires after step t; −1 if none. */
  public int acquired(int step, int row) {
    return order[step][row];
  }

  /** What was expected of it. */
  public double gain(int step, int row) {
    return gain[step][row];
  }

  /** Time of each step: the belief and the rewards, without what is measured. */
  public double[] seconds() {
    return seconds.clone();
  }

  /** Whether the targets have such a measure. */
  public boolean has(Measure measure) {
    return !Double.isNaN(measures.get(measure)[0][0]);
  }

  /** A measure at every step, over all rows. */
  public double[] curve(Measure measure) {
    double[] curve = new double[order.length];
    int[] step = new int[rows()];
    for (int t = 0; t < curve.length; t++) {
      Arrays.fill(step, t);
      curve[t] = at(measure, step);
    }
    return curve;
  }

  /** A measure with each row at a step of its own. */
  public double at(Measure measure, int... stepOfRow) {
    double sum = 0;
    for (int r = 0; r < stepOfRow.length; r++) {
      sum += measures.get(measure)[stepOfRow[r]][r];
    }
    double mean = sum / stepOfRow.length;
    return measure == Measure.RMSE ? Math.sqrt(mean) : mean;
  }

  /**
   * The area under a curve over the number of steps, the trapezoids' mean height: AUIC. Of an error
   * less is better, of a log likelihood more.
   */
  public static double area(double... curve) {
    double sum = 0;
    for (int t = 1; t < curve.length; t++) {
      sum += 0.5 * (curve[t - 1] + curve[t]);
    }
    return curve.length < 2 ? curve[0] : sum / (curve.length - 1);
  }

  public double area(Measure measure) {
    return area(curve(measure));
  }

  /** The last step of each row that a budget pays for. */
  public int[] affordable(double budget, double... costs) {
    int[] step = new int[rows()];
    for (int r = 0; r < step.length; r++) {
      double spent = 0;
      while (step[r] < steps() && order[step[r]][r] >= 0) {
        spent += costs[order[step[r]][r]];
        if (spent > budget) {
          break;
        }
        step[r]++;
      }
    }
    return step;
  }

  /** The step at which each row stops: the first whose best reward is below a threshold. */
  public int[] stopped(double leastGain) {
    int[] step = new int[rows()];
    for (int r = 0; r < step.length; r++) {
      while (step[r] < steps() && gain[step[r]][r] >= leastGain) {
        step[r]++;
      }
    }
    return step;
  }

  /** Collects paths while they are walked. */
  static final class Log {
    private final List<Feature> targets;
    private final int inputs;
    private final double[] truth;
    private final List<int[]> order = new ArrayList<>();
    private final List<double[]> gain = new ArrayList<>();
    private final List<Double> seconds = new ArrayList<>();
    private final Map<Measure, List<double[]>> measures = new EnumMap<>(Measure.class);

    Log(Features features, double[] truth) {
      this.targets = features.targets();
      this.inputs = features.inputs().size();
      this.truth = truth;
      for (Measure measure : Measure.values()) {
        measures.put(measure, new ArrayList<>());
      }
    }

    void add(Belief belief, int[] next, double[] expected, double time) {
      order.add(next);
      gain.add(expected);
      seconds.add(time);
      double[] guesses = belief.guesses();
      measures.get(Measure.RMSE).add(perRow(belief, true, k -> squaredError(guesses, k)));
      measures.get(Measure.ERROR).add(perRow(belief, false, k -> guesses[k] == truth[k] ? 0 : 1));
      measures.get(Measure.LOG_LIKELIHOOD).add(belief.logLikelihood(truth));
      measures.get(Measure.COVERAGE).add(covered(belief));
    }

    AcquisitionPaths paths() {
      return new AcquisitionPaths(this);
    }

    private interface OfTarget {
      double at(int cell);
    }

    /** The mean over each row's targets that are numbers, or that are categories. */
    private double[] perRow(Belief belief, boolean numbers, OfTarget value) {
      double[] mean = new double[belief.rows()];
      for (int r = 0; r < mean.length; r++) {
        int count = 0;
        for (int p = 0; p < targets.size(); p++) {
          if (targets.get(p).kind().isNumber() == numbers) {
            mean[r] += value.at(r * targets.size() + p);
            count++;
          }
        }
        mean[r] /= count;
      }
      return mean;
    }

    private double squaredError(double[] guesses, int k) {
      Feature target = targets.get(k % targets.size());
      double miss = target.value(guesses[k]) - target.value(truth[k]);
      return miss * miss;
    }

    private double[] covered(Belief belief) {
      float[] cells = belief.cells();
      double[] covered = new double[belief.rows()];
      int width = inputs + targets.size();
      double[] drawn = new double[belief.draws()];
      for (int k = 0; k < covered.length * targets.size(); k++) {
        int row = k / targets.size();
        int p = k % targets.size();
        for (int s = 0; s < drawn.length; s++) {
          drawn[s] = cells[(row * drawn.length + s) * width + inputs + p];
        }
        boolean in =
            targets.get(p).kind().isNumber()
                ? inInterval(drawn, truth[k])
                : inSet(drawn, targets.get(p).levels().size(), (int) truth[k]);
        covered[row] += in ? 1.0 / targets.size() : 0;
      }
      return covered;
    }

    /** Between the quantiles of the draws that leave out 5 % on either side. */
    private static boolean inInterval(double[] drawn, double value) {
      double[] sorted = drawn.clone();
      Arrays.sort(sorted);
      return value >= Quantile.ofSorted(sorted, (1 - CERTAIN) / 2)
          && value <= Quantile.ofSorted(sorted, (1 + CERTAIN) / 2);
    }

    /** Among the most frequent classes that hold 90 % of the draws together. */
    private static boolean inSet(double[] drawn, int classes, int value) {
      int[] counts = new int[classes];
      for (double one : drawn) {
        counts[(int) one]++;
      }
      int more = 0;
      for (int count : counts) {
        more += count > counts[value] ? count : 0;
      }
      return more < CERTAIN * drawn.length;
    }
  }
}
