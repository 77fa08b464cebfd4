package elbolab.prob;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What an alarm at a threshold finds: of the cases whose score reaches it, the part that is right
 * (precision), and of the cases that are to be found, the part that raises it (recall).
 *
 * @param thresholds each score that occurs, the highest first
 * @param precision at each threshold
 * @param recall at each threshold; grows to 1
 */
public record PrecisionRecall(double[] thresholds, double[] precision, double[] recall) {

  /** One threshold. */
  public record Alarm(double threshold, double precision, double recall) {}

  /**
   * @param scores higher where a case is more likely to be one
   * @param found whether it is one
   */
  public static PrecisionRecall of(double[] scores, boolean[] found) {
    long cases = IntStream.range(0, found.length).filter(i -> found[i]).count();
    if (scores.length != found.length || cases == 0 || cases == found.length) {
      throw new IllegalArgumentException(
          "%d scores, %d cases of which %d are to be found: as many scores as cases, and some of both kinds"
              .formatted(scores.length, found.length, cases));
    }
    if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("a score is NaN: it lies on neither side of a threshold");
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] thresholds = new double[scores.length];
    double[] precision = new double[scores.length];
    double[] recall = new double[scores.length];
    int count = 0;
    int right = 0;
    for (int k = 0; k < order.length; k++) {
      right += found[order[k]] ? 1 : 0;
      // Cases of the same score are on the same side of every threshold.
      if (k + 1 == order.length || scores[order[k + 1]] < scores[order[k]]) {
        thresholds[count] = scores[order[k]];
        precision[count] = right / (k + 1.0);
        recall[count] = (double) right / cases;
        count++;
      }
    }
    return new PrecisionRecall(
        Arrays.copyOf(thresholds, count),
        Arrays.copyOf(precision, count),
        Arrays.copyOf(recall, count));
  }

  /** Alarms where the score reaches this; without any, precision is 1 by convention. */
  public Alarm at(double threshold) {
    int last = -1;
    while (last + 1 < thresholds.length && thresholds[last + 1] >= threshold) {
      last++;
    }
    return last < 0
        ? new Alarm(threshold, 1, 0)
        : new Alarm(threshold, precision[last], recall[last]);
  }

  /**
   * Σ_k (R_k − R_{k−1}) P_k over the thresholds: 1 if all that is to be found comes first, near the
   * share of such cases if the scores say nothing.
   */
  public double average() {
    double sum = 0;
    for (int k = 0; k < recall.length; k++) {
      sum += (recall[k] - (k == 0 ? 0 : recall[k - 1])) * precision[k];
    }
    return sum;
  }
}
