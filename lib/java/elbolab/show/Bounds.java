package elbolab.show;

/**
 * The rectangle of data coordinates that something covers; empty ranges are infinite inside out.
 */
record Bounds(double xMin, double xMax, double yMin, double yMax) {
  static final Bounds NOTHING =
      new Bounds(
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY);

  /** The finite values of each array. */
  static Bounds of(double[] x, double[] y) {
    double[] xs = range(x);
    double[] ys = range(y);
    return new Bounds(xs[0], xs[1], ys[0], ys[1]);
  }

  Bounds and(Bounds other) {
    return new Bounds(
        Math.min(xMin, other.xMin),
        Math.max(xMax, other.xMax),
        Math.min(yMin, other.yMin),
        Math.max(yMax, other.yMax));
  }

  private static double[] range(double[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    return new double[] {min, max};
  }
}
