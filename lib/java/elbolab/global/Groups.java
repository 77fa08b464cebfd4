package elbolab.global;

import elbolab.tensor.Tensor;
import java.util.Arrays;

/**
 * Which rows of a batch share a global variable.
 *
 * @param of the group of each row, 0 … count − 1
 * @param count of groups
 */
public record Groups(int[] of, int count) {
  public Groups {
    of = of.clone();
    boolean[] has = new boolean[Math.max(count, 0)];
    for (int group : of) {
      if (group < 0 || group >= count) {
        throw new IllegalArgumentException(
            "a row of group " + group + ": groups are numbered from 0 to " + (count - 1));
      }
      has[group] = true;
    }
    for (int group = 0; group < count; group++) {
      if (!has[group]) {
        throw new IllegalArgumentException("no row belongs to group " + group);
      }
    }
  }

  /** All rows are one group: what UG-VAE makes of a batch. */
  public static Groups one(int rows) {
    return new Groups(new int[rows], 1);
  }

  /** So many rows one after another are a group, then as many the next. */
  public static Groups each(int rows, int size) {
    if (size < 1 || rows % size != 0) {
      throw new IllegalArgumentException(rows + " rows are no whole groups of " + size);
    }
    int[] of = new int[rows];
    Arrays.setAll(of, row -> row / size);
    return new Groups(of, rows / size);
  }

  /** Rows of one label are a group, in the order of the labels that occur: weak supervision. */
  public static Groups byLabel(int... labels) {
    int[] present = Arrays.stream(labels).distinct().sorted().toArray();
    int[] of = Arrays.stream(labels).map(label -> Arrays.binarySearch(present, label)).toArray();
    return new Groups(of, present.length);
  }

  /** 1 where the row belongs to the group, [groups, rows]. */
  Tensor members() {
    float[] members = new float[count * of.length];
    for (int row = 0; row < of.length; row++) {
      members[of[row] * of.length + row] = 1;
    }
    return Tensor.of(members, count, of.length);
  }
}
