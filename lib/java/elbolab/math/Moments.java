package elbolab.math;

/**
 * Count, mean and variance of numbers that come one at a time (Welford 1962): nothing is stored,
 * and the variance does not cancel.
 */
public final class Moments {
  private long count;
  private double mean;
  private double squares;

  public void add(double x) {
    count++;
    double before = x - mean;
    mean += before / count;
    squares += before * (x - mean);
  }

  public long count() {
    return count;
  }

  /** NaN without numbers. */
  public double mean() {
    return count == 0 ? Double.NaN : mean;
  }

  /** The unbiased variance, with divisor count − 1; NaN with fewer than two numbers. */
  public double variance() {
    return count < 2 ? Double.NaN : squares / (count - 1);
  }

  /** The standard error of the mean. */
  public double standardError() {
    return Math.sqrt(variance() / count);
  }
}
