package elbolab.deepdive;

import elbolab.data.series.WindowLabel;
import elbolab.math.DoubleMath;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a window is classified by: hour of the day, type of gait.
 *
 * @param counts nₖ, how many training windows belong to class k; assumption 4 takes nₖ/n as p(k)
 */
public record Label(String name, List<Integer> counts) {
  public Label {
    counts = List.copyOf(counts);
    if (name.isEmpty() || name.contains(".")) {
      throw new IllegalArgumentException(
          "label \"" + name + "\": its name is a branch of the parameters, without dots");
    }
    if (counts.size() < 2) {
      throw new IllegalArgumentException(
          "label " + name + " has " + counts.size() + " classes: at least 2 are needed");
    }
    if (Collections.min(counts) < 0 || Collections.max(counts) == 0) {
      throw new IllegalArgumentException(
          "label " + name + " has class counts " + counts + ": 0 or more each, not all 0");
    }
  }

  /** With classes that are equally frequent. */
  public static Label balanced(String name, int classes) {
    return new Label(name, Collections.nCopies(classes, 1));
  }

  /** The label of training windows. */
  public static Label of(WindowLabel training) {
    return new Label(training.name(), Arrays.stream(training.counts()).boxed().toList());
  }

  public int classes() {
    return counts.size();
  }

  /**
   * log(nₖ/n) of each class. A class that no training window belongs to counts as half a window:
   * the logarithm must stay finite, for the class may come up later.
   */
  float[] logShares() {
    double n = counts.stream().mapToInt(Integer::intValue).sum();
    float[] logs = new float[counts.size()];
    for (int k = 0; k < logs.length; k++) {
      logs[k] = (float) DoubleMath.log(Math.max(counts.get(k), 0.5) / n);
    }
    return logs;
  }

  /** The same shares, of sum 1. */
  double[] shares() {
    double[] shares = counts.stream().mapToDouble(count -> Math.max(count, 0.5)).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }
}
