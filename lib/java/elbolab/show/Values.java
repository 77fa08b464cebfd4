package elbolab.show;

import elbolab.math.DoubleMath;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Arrays of numbers for the axes of a plot, without loops.
 *
 * <pre>{@code
 * double[] days = Values.of(168, t -> t / 24.0);             // by their index
 * double[] steps = Values.logSpaced(1e-3, 1, 31);            // 0.001 to 1
 * double[] errors = Values.map(steps, h -> error(h));
 * double[] objective = Values.of(rounds, r -> r.objective());    // of each thing of a list
 * double[] z2 = Values.column(draws, 2, 1);                  // of a flat array of rows (z1, z2)
 * double[] ofMonday = Values.ofClass(0, values, weekdays);
 * }</pre>
 */
public final class Values {
  private Values() {}

  /** Values by their index, from 0. */
  public static double[] of(int count, IntToDoubleFunction byIndex) {
    return IntStream.range(0, count).mapToDouble(byIndex).toArray();
  }

  /** One number of each thing, in their order. */
  public static <T> double[] of(Collection<T> things, ToDoubleFunction<? super T> number) {
    return things.stream().mapToDouble(number).toArray();
  }

  /** So many numbers at equal distances, both ends among them. */
  public static double[] spaced(double from, double to, int count) {
    if (count < 2) {
      throw new IllegalArgumentException(count + " numbers: both ends need 2");
    }
    return of(count, i -> from + (to - from) * i / (count - 1));
  }

  /** So many numbers at equal ratios, both ends among them. */
  public static double[] logSpaced(double from, double to, int count) {
    if (!(from > 0 && to > 0)) {
      throw new IllegalArgumentException(
          "from %s to %s: ratios are of positive numbers".formatted(from, to));
    }
    return map(spaced(DoubleMath.log(from), DoubleMath.log(to), count), DoubleMath::exp);
  }

  /** A function of each number. */
  public static double[] map(double[] numbers, DoubleUnaryOperator f) {
    return Arrays.stream(numbers).map(f).toArray();
  }

  /** One column of rows that stand one after the other, each of so many numbers. */
  public static double[] column(double[] rows, int width, int column) {
    if (width < 1 || rows.length % width != 0 || column < 0 || column >= width) {
      throw new IllegalArgumentException(
          "column %d of %d numbers in rows of %d".formatted(column, rows.length, width));
    }
    return of(rows.length / width, i -> rows[i * width + column]);
  }

  /** The same of floats, such as those of a tensor. */
  public static double[] column(float[] rows, int width, int column) {
    return column(of(rows.length, i -> rows[i]), width, column);
  }

  /** The numbers that belong to a class, in their order. */
  public static double[] ofClass(int wanted, double[] numbers, int[] classes) {
    if (numbers.length != classes.length) {
      throw new IllegalArgumentException(
          "%d numbers and the classes of %d".formatted(numbers.length, classes.length));
    }
    return IntStream.range(0, numbers.length)
        .filter(i -> classes[i] == wanted)
        .mapToDouble(i -> numbers[i])
        .toArray();
  }

  /** The mean; NaN of no numbers. */
  public static double mean(double... numbers) {
    return Arrays.stream(numbers).average().orElse(Double.NaN);
  }
}
