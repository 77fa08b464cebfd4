package elbolab.saia;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.hhvaem.Feature;
import elbolab.math.Equation;
import elbolab.prob.DiscreteInformation;
import java.util.ArrayList;
import java.util.List;

/**
 * The thesis's reward: Î(y; x_i | x_O) = Σ p(i, j) log(p(i, j)/(p(i) p(j))) over the cells of a
 * histogram of joint draws (eqs. 5.12 and 5.13). Numbers have bins of equal width from the least to
 * the greatest draw, a category has one bin for each class; two targets are binned together.
 *
 * @param bins of a number
 * @param correction of the bias of relative frequencies
 */
public record HistogramReward(int bins, Correction correction) implements Reward {
  private static final int MOST_TARGETS = 2;

  /** A finite sample finds information where there is none: about (B_x − 1)(B_y − 1)/(2N). */
  public enum Correction {
    /** As the thesis has it. */
    NONE,
    /** The bias is subtracted, with the bins that hold draws as B_x and B_y (Miller 1955). */
    MILLER_MADOW
  }

  public HistogramReward {
    if (bins < 2 || bins > 1000) {
      throw new IllegalArgumentException(
          "bins = " + bins + ": must be from 2 to 1000 (intervals that a number is cut into)");
    }
  }

  /** 7 bins, not corrected: how the public code runs it. */
  public static HistogramReward standard() {
    return new HistogramReward(7, Correction.NONE);
  }

  public HistogramReward corrected() {
    return new HistogramReward(bins, Correction.MILLER_MADOW);
  }

  /** The bin of each draw. */
  private record Binned(int[] bin, int count) {}

  @Override
  public double[][] of(Step step) {
    List<Feature> inputs = step.model().features().inputs();
    List<Feature> targets = step.model().features().targets();
    requireTargets(targets.size());
    float[] cells = step.belief().cells();
    return step.each(
        row -> {
          Binned y = together(step.drawnTargets(cells, row), classes(targets));
          return i -> information(binned(step.drawn(cells, row, i), classes(inputs.get(i))), y);
        });
  }

  private static void requireTargets(int count) {
    if (count < 1 || count > MOST_TARGETS) {
      throw new IllegalArgumentException(
          count + " targets: a histogram needs one or two, more would leave its cells empty");
    }
  }

  private static int classes(Feature feature) {
    return feature.levels().size();
  }

  private static int[] classes(List<Feature> features) {
    return features.stream().mapToInt(HistogramReward::classes).toArray();
  }

  /**
   * The estimate from pairs of draws, in nats.
   *
   * @param classes of x, or 0 for a number
   * @param y one or two targets
   * @param classesOfY of each target
   */
  public double information(double[] x, int classes, double[][] y, int... classesOfY) {
    requireTargets(y.length);
    return information(binned(x, classes), together(y, classesOfY));
  }

  /** Of two numbers. */
  public double information(double[] x, double[] y) {
    return information(x, 0, new double[][] {y}, 0);
  }

  @Equation(paper = THESIS, number = "5.13", test = "RewardsTest#histogramOfAKnownTable")
  private double information(Binned x, Binned y) {
    DiscreteInformation table = DiscreteInformation.of(x.bin, x.count, y.bin, y.count);
    return correction == Correction.NONE ? table.mutual() : table.mutual() - table.bias();
  }

  private Binned together(double[][] y, int... classes) {
    List<Binned> each = new ArrayList<>();
    for (int p = 0; p < y.length; p++) {
      each.add(binned(y[p], classes[p]));
    }
    Binned first = each.get(0);
    for (Binned next : each.subList(1, each.size())) {
      int[] bin = new int[first.bin.length];
      for (int s = 0; s < bin.length; s++) {
        bin[s] = first.bin[s] * next.count + next.bin[s];
      }
      first = new Binned(bin, first.count * next.count);
    }
    return first;
  }

  private Binned binned(double[] draws, int classes) {
    int[] bin = new int[draws.length];
    if (classes > 0) {
      for (int s = 0; s < bin.length; s++) {
        bin[s] = (int) draws[s];
      }
      return new Binned(bin, classes);
    }
    double least = draws[0];
    double greatest = draws[0];
    for (double draw : draws) {
      least = Math.min(least, draw);
      greatest = Math.max(greatest, draw);
    }
    double perUnit = greatest > least ? bins / (greatest - least) : 0;
    for (int s = 0; s < bin.length; s++) {
      bin[s] = Math.min(bins - 1, (int) ((draws[s] - least) * perUnit));
    }
    return new Binned(bin, bins);
  }
}
