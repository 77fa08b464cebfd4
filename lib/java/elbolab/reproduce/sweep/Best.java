package elbolab.reproduce.sweep;

import elbolab.data.Nearest;
import elbolab.reproduce.UsageError;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which settings come first: those whose metric is lowest, or highest. */
record Best(String metric, boolean lowest) {
  private static final Pattern WORDS = Pattern.compile("(lowest|highest) (.+)");

  /** {@code lowest nll}, {@code highest bound}. */
  static Best of(String words) {
    Matcher matcher = WORDS.matcher(words.strip());
    if (!matcher.matches()) {
      throw new UsageError(
          "best is '%s': say lowest or highest and a metric, such as 'lowest nll'"
              .formatted(words));
    }
    return new Best(matcher.group(2), matcher.group(1).equals("lowest"));
  }

  /** Refuses a metric that there is not. */
  void requireAmong(Collection<String> metrics) {
    if (!metrics.isEmpty() && !metrics.contains(metric)) {
      throw new UsageError(
          "no metric '%s'; nearest: %s. All of them: %s"
              .formatted(
                  metric, Nearest.of(metric, metrics), String.join(", ", List.copyOf(metrics))));
    }
  }

  /** Negative if the first is better; what is not finite comes last. */
  int compare(double a, double b) {
    boolean finite = Double.isFinite(a);
    if (!finite || !Double.isFinite(b)) {
      return Boolean.compare(Double.isFinite(b), finite);
    }
    return lowest ? Double.compare(a, b) : Double.compare(b, a);
  }

  @Override
  public String toString() {
    return (lowest ? "lowest " : "highest ") + metric;
  }
}
