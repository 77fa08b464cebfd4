package elbolab.global;

import elbolab.math.Rng;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Kinds of groups of digits by a series of numbers (thesis, section 4.3.3 and figure 4.8 c). */
public enum DigitSeries {
  EVEN(0, 2, 4, 6, 8),
  ODD(1, 3, 5, 7, 9),
  FIBONACCI(0, 1, 2, 3, 5, 8),
  PRIME(2, 3, 5, 7),
  RANDOM(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

  private final int[] digits;

  DigitSeries(int... digits) {
    this.digits = digits;
  }

  /** So many images of digits of this series, each as often as it comes. */
  public int[] group(int[] labels, int size, Rng rng) {
    int[] those =
        IntStream.range(0, labels.length)
            .filter(i -> Arrays.stream(digits).anyMatch(digit -> digit == labels[i]))
            .toArray();
    return IntStream.range(0, size).map(i -> those[rng.nextInt(those.length)]).toArray();
  }

  /** So many groups of each of some series, one series after the other. */
  public static int[][] groups(int[] labels, int each, int size, long seed, DigitSeries... series) {
    return IntStream.range(0, each * series.length)
        .mapToObj(
            i -> series[i / each].group(labels, size, Rng.of(seed, "groups").stream("group", i)))
        .toArray(int[][]::new);
  }
}
