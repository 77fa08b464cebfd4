package elbolab.global;

import elbolab.math.Rng;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A kind of group: all its examples are from these rows of a data set.
 *
 * <pre>{@code
 * int[][] groups = GroupKind.groups(100, 128, seed, new GroupKind("black", black), new GroupKind("blond", blond));
 * }</pre>
 */
public record GroupKind(String name, int... rows) {
  public GroupKind {
    if (rows.length == 0) {
      throw new IllegalArgumentException("no example is of the kind '" + name + "'");
    }
  }

  /** So many of the rows, each as often as it comes. */
  public int[] group(int size, Rng rng) {
    return IntStream.range(0, size).map(i -> rows[rng.nextInt(rows.length)]).toArray();
  }

  /** So many groups of each kind, one kind after the other. */
  public static int[][] groups(int each, int size, long seed, GroupKind... kinds) {
    return groups(each(each, kinds.length), size, seed, kinds);
  }

  /** The same with a number of groups for each kind. */
  public static int[][] groups(int[] counts, int size, long seed, GroupKind... kinds) {
    int[] of = kinds(counts);
    return IntStream.range(0, of.length)
        .mapToObj(i -> kinds[of[i]].group(size, Rng.of(seed, "groups").stream("group", i)))
        .toArray(int[][]::new);
  }

  /** The number of each group's kind, in the order of {@link #groups}. */
  public static int[] kinds(int... counts) {
    return IntStream.range(0, counts.length)
        .flatMap(kind -> IntStream.generate(() -> kind).limit(counts[kind]))
        .toArray();
  }

  private static int[] each(int count, int kinds) {
    int[] counts = new int[kinds];
    Arrays.fill(counts, count);
    return counts;
  }
}
