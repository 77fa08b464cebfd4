package elbolab.global;

import java.util.Arrays;
import java.util.Locale;
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

  /** The images of digits of this series. */
  public GroupKind of(int[] labels) {
    return new GroupKind(
        name().toLowerCase(Locale.ROOT),
        IntStream.range(0, labels.length)
            .filter(i -> Arrays.stream(digits).anyMatch(digit -> digit == labels[i]))
            .toArray());
  }

  /** So many groups of each of some series, one series after the other. */
  public static int[][] groups(int[] labels, int each, int size, long seed, DigitSeries... series) {
    return GroupKind.groups(
        each, size, seed, Arrays.stream(series).map(s -> s.of(labels)).toArray(GroupKind[]::new));
  }
}
