package elbolab.reproduce;

import elbolab.math.Moments;
import elbolab.show.Digits;

/**
 * The mean difference of two methods over runs that both had, such as splits of a data set. What
 * makes one split harder than another cancels, which it does not in two separate means.
 *
 * @param mean of first less second
 * @param standardError of the mean; NaN for a single pair
 */
public record PairedDifference(double mean, double standardError, int pairs) {
  private static final double COVERAGE = 0.95;

  /** Of first less second, run by run. */
  public static PairedDifference of(double[] first, double[] second) {
    if (first.length != second.length || first.length == 0) {
      throw new IllegalArgumentException(
          "%d and %d values: a pair for each run, and at least one"
              .formatted(first.length, second.length));
    }
    Moments moments = new Moments();
    for (int i = 0; i < first.length; i++) {
      moments.add(first[i] - second[i]);
    }
    return new PairedDifference(moments.mean(), moments.standardError(), first.length);
  }

  /** Half of the 95 % interval by Student's t; NaN for a single pair. */
  public double halfWidth() {
    return pairs < 2 ? Double.NaN : quantile(pairs - 1) * standardError;
  }

  /** Whether the 95 % interval leaves 0 out; never for a single pair. */
  public boolean isClear() {
    return Math.abs(mean) > halfWidth();
  }

  /**
   * t with P(|T| &lt; t) = 0.95 for T of Student's distribution, by bisection of its angle θ: t =
   * √ν tan θ.
   */
  static double quantile(int degrees) {
    double low = 0;
    double high = Math.PI / 2;
    for (int i = 0; i < 100; i++) {
      double middle = 0.5 * (low + high);
      if (inside(middle, degrees) < COVERAGE) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.sqrt(degrees) * StrictMath.tan(low);
  }

  /** P(|T| &lt; √ν tan θ) as its finite series (Abramowitz and Stegun 26.7.3 and 26.7.4). */
  private static double inside(double angle, int degrees) {
    double cosine = StrictMath.cos(angle);
    boolean odd = degrees % 2 == 1;
    double term = odd ? cosine : 1;
    double sum = degrees == 1 ? 0 : term;
    for (int k = odd ? 3 : 2; k < degrees; k += 2) {
      term *= cosine * cosine * (k - 1) / k;
      sum += term;
    }
    double product = StrictMath.sin(angle) * sum;
    return odd ? 2 / Math.PI * (angle + product) : product;
  }

  /** {@code −0.12 ± 0.05 *}: half of the 95 % interval, and a star where that leaves 0 out. */
  @Override
  public String toString() {
    Digits digits = Digits.significant(2);
    return pairs < 2
        ? digits.text(mean)
        : "%s ± %s%s".formatted(digits.text(mean), digits.text(halfWidth()), isClear() ? " *" : "");
  }
}
