package elbolab.math;

/**
 * log Σ e^x of numbers that come one at a time: the sum is kept relative to the greatest of them,
 * so that none is too large or too small for floating point.
 */
public final class LogSum {
  private double greatest = Double.NEGATIVE_INFINITY;
  private double rest;
  private long count;

  public static LogSum of(double... logs) {
    LogSum sum = new LogSum();
    for (double log : logs) {
      sum.add(log);
    }
    return sum;
  }

  public void add(double log) {
    count++;
    if (log > greatest) {
      rest = rest * DoubleMath.exp(greatest - log) + 1;
      greatest = log;
    } else if (log != Double.NEGATIVE_INFINITY) {
      rest += DoubleMath.exp(log - greatest);
    }
  }

  /** log Σ e^x; −∞ without a number. */
  public double value() {
    return greatest + DoubleMath.log(rest);
  }

  /** log of the mean of e^x. */
  public double mean() {
    return greatest + DoubleMath.log(rest / count);
  }
}
