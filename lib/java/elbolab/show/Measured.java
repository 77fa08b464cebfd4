package elbolab.show;

import elbolab.math.Moments;
import java.util.Collection;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * A number with its standard error; a standard error of 0 means that the number is exact, up to
 * rounding.
 */
public record Measured(double value, double standardError) {
  public Measured {
    if (!(standardError >= 0)) {
      throw new IllegalArgumentException(
          "standard error " + standardError + ": it must be a number of at least 0");
    }
  }

  public static Measured exact(double value) {
    return new Measured(value, 0);
  }

  /** Mean and standard error of what was counted up. */
  public static Measured of(Moments moments) {
    return new Measured(moments.mean(), moments.standardError());
  }

  /** Mean and standard error of independent values, at least two. */
  public static Measured mean(double... values) {
    int n = values.length;
    if (n < 2) {
      throw new IllegalArgumentException(n + " values: a standard error needs at least 2");
    }
    Moments moments = new Moments();
    for (double value : values) {
      moments.add(value);
    }
    return of(moments);
  }

  /** The mean of several runs; a single one stands without a standard error. */
  public static Measured ofRuns(double... values) {
    return values.length == 1 ? exact(values[0]) : mean(values);
  }

  /** The mean of so many draws, with its standard error. */
  public static Measured mean(int count, DoubleSupplier draw) {
    return mean(DoubleStream.generate(draw).limit(count).toArray());
  }

  /** The mean of a number over things, such as runs with several seeds. */
  public static <T> Measured mean(Collection<T> things, ToDoubleFunction<? super T> number) {
    return mean(things.stream().mapToDouble(number).toArray());
  }

  /** The difference; the errors are taken to be independent. */
  public Measured minus(Measured other) {
    return new Measured(value - other.value, Math.hypot(standardError, other.standardError));
  }

  /** Whether the value is further from this number than so many standard errors. */
  public boolean differsFrom(double number, double standardErrors) {
    return Math.abs(value - number) > standardErrors * standardError;
  }

  /** The value to the second significant digit of its standard error: {@code 1.1672 ± 0.0013}. */
  @Override
  public String toString() {
    if (standardError == 0 || !Double.isFinite(standardError) || !Double.isFinite(value)) {
      String number = Digits.significant(6).text(value);
      return standardError == 0 ? number : number + " ± " + standardError;
    }
    int leading = (int) Math.floor(Math.log10(standardError));
    if (leading < -8) {
      return Digits.significant(10).text(value) + " ± " + Digits.significant(2).text(standardError);
    }
    Digits digits = Digits.decimals(Math.max(0, 1 - leading));
    return digits.text(value) + " ± " + digits.text(standardError);
  }
}
