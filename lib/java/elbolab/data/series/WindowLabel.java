package elbolab.data.series;

import elbolab.data.DataException;
import java.util.Arrays;
import java.util.List;

/**
 * The class of each window of a set.
 *
 * @param classes an index into {@code classNames} for each window
 */
public record WindowLabel(String name, List<String> classNames, int[] classes) {
  public WindowLabel {
    classNames = List.copyOf(classNames);
  }

  /** K, how many classes there are, met or not. */
  public int classCount() {
    return classNames.size();
  }

  /** The classes of these windows. */
  public int[] of(int[] rows) {
    return Arrays.stream(rows).map(row -> classes[row]).toArray();
  }

  /** n_k: how many windows have class k. */
  public int[] counts() {
    int[] counts = new int[classCount()];
    for (int k : classes) {
      counts[k]++;
    }
    return counts;
  }

  /** n_k/n. */
  public double[] frequencies() {
    if (classes.length == 0) {
      throw new DataException("label '" + name + "': no windows, so no frequencies");
    }
    return Arrays.stream(counts()).mapToDouble(n -> (double) n / classes.length).toArray();
  }

  @Override
  public String toString() {
    return "%s: %d classes, counts %s".formatted(name, classCount(), Arrays.toString(counts()));
  }
}
