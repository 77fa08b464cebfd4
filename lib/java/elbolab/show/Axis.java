package elbolab.show;

/**
 * One axis of a plot: its label with the unit, whether it is logarithmic, and the range that it
 * shows; NaN ends are taken from the data.
 */
record Axis(String label, boolean log, double from, double to) {
  static final Axis BLANK = new Axis("", false, Double.NaN, Double.NaN);
  private static final double PADDING = 0.04;

  Axis labelled(String text) {
    return new Axis(text, log, from, to);
  }

  Axis logarithmic() {
    return new Axis(label, true, from, to);
  }

  Axis between(double low, double high) {
    if (!(low < high) || Double.isInfinite(high - low)) {
      throw new IllegalArgumentException(
          "axis range %s to %s: both ends must be finite and the first the smaller"
              .formatted(low, high));
    }
    return new Axis(label, log, low, high);
  }

  /** The axis with both ends set: around the data, with a margin unless {@code tight}. */
  Axis around(double min, double max, boolean tight) {
    double low = min <= max ? min : log ? 0.1 : 0;
    double high = min <= max ? max : 1;
    if (low == high) {
      double half = log ? 0 : Math.max(Math.abs(low) * 0.05, 0.5);
      low = log ? low / 2 : low - half;
      high = log ? high * 2 : high + half;
    }
    double pad = tight ? 0 : PADDING * (scale(high) - scale(low));
    low = Double.isNaN(from) ? unscale(scale(low) - pad) : from;
    high = Double.isNaN(to) ? unscale(scale(high) + pad) : to;
    if (log && !(low > 0)) {
      throw new IllegalArgumentException(
          "axis \"%s\" is logarithmic and would begin at %s: leave out values of 0 and below"
              .formatted(label, Double.isNaN(from) ? min : from));
    }
    return new Axis(label, log, low, high);
  }

  /** The range widened by the factor to both sides, or as it is where the factor is below 1. */
  Axis widened(double factor) {
    double more = Math.max(0, factor - 1) * (to - from) / 2;
    return new Axis(label, log, from - more, to + more);
  }

  /** Where the value lies between the ends: 0 at {@code from}, 1 at {@code to}. */
  double fraction(double value) {
    return (scale(value) - scale(from)) / (scale(to) - scale(from));
  }

  private double scale(double value) {
    return log ? Math.log10(value) : value;
  }

  private double unscale(double value) {
    return log ? Math.pow(10, value) : value;
  }
}
