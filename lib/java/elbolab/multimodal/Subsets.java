package elbolab.multimodal;

import elbolab.math.Rng;
import java.util.stream.IntStream;

/** Sets of modalities; modality m is in a set whose bit m is 1. */
public final class Subsets {
  private Subsets() {}

  public static int all(int modalities) {
    return (1 << modalities) - 1;
  }

  /** All that leave something to see: 2^M − 1, the number of ways in which blocks may miss. */
  public static int[] seen(int modalities) {
    return IntStream.rangeClosed(1, all(modalities)).toArray();
  }

  /** Those of more than one modality but not all: 2^M − M − 2. */
  public static int[] between(int modalities) {
    return IntStream.of(seen(modalities))
        .filter(set -> Integer.bitCount(set) > 1 && set != all(modalities))
        .toArray();
  }

  /** So many draws of {@link #between}, each as likely. */
  static int[] draw(int modalities, int count, Rng rng) {
    int[] between = between(modalities);
    return IntStream.range(0, count).map(i -> between[rng.nextInt(between.length)]).toArray();
  }

  static boolean has(int set, int modality) {
    return (set >> modality & 1) == 1;
  }
}
