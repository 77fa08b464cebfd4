package elbolab.train;

import java.util.Locale;

/**
 * Where a run stands after a step.
 *
 * @param done steps so far, those before a resume included
 * @param stepsPerSecond over this process's part of the run
 */
public record Progress(
    long done, long steps, long epoch, double seconds, double stepsPerSecond, LossValues losses) {

  /**
   * @param begun the step that this process began with, 0 unless it resumed
   */
  static Progress after(long done, Plan plan, long begun, long nanoseconds, LossValues losses) {
    double seconds = nanoseconds * 1e-9;
    double rate = (done - begun) / Math.max(seconds, 1e-9);
    long epoch = (done - 1) / plan.batchesPerEpoch();
    return new Progress(done, plan.steps(), epoch, seconds, rate, losses);
  }

  public double fraction() {
    return (double) done / steps;
  }

  public double secondsLeft() {
    return (steps - done) / stepsPerSecond;
  }

  /** One line: how far, how fast, how long still, the losses. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "step %d of %d (%.0f %%), %.0f/s, %s left, %s",
        done,
        steps,
        100 * fraction(),
        stepsPerSecond,
        duration(secondsLeft()),
        losses);
  }

  private static String duration(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600
        ? "%d:%02d min".formatted(s / 60, s % 60)
        : "%d:%02d h".formatted(s / 3600, s / 60 % 60);
  }
}
