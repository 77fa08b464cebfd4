package elbolab.ode;

import java.util.Arrays;

/**
 * The sizes of adaptive steps, each row's own: a proportional-integral controller, which looks at
 * the error of the step before, too, and so swings less than one that does not. A row that has
 * arrived makes steps of size 0.
 */
final class StepControl {
  private static final double SAFETY = 0.9;
  private static final double LEAST = 0.2;
  private static final double GREATEST = 10;

  private final Steps.Adaptive tolerance;
  private final double proportional;
  private final double integral;
  private final double[] span;
  private final double[] offset;
  private final double[] size;
  private final double[] lastError;
  private int tried;

  /**
   * @param span from the first to the last time of each row, negative if it goes back
   */
  StepControl(Steps.Adaptive tolerance, Tableau method, double[] span) {
    this.tolerance = tolerance;
    int k = Math.min(method.order(), method.errorOrder()) + 1;
    proportional = 0.7 / k;
    integral = 0.4 / k;
    this.span = span;
    offset = new double[span.length];
    size = new double[span.length];
    lastError = new double[span.length];
    Arrays.fill(lastError, 1);
  }

  /** A first step that changes z by about a hundredth of its own scale (Hairer et al. 1993). */
  void begin(double[] z, double[] slope) {
    int dimensions = z.length / span.length;
    for (int i = 0; i < span.length; i++) {
      double d0 = 0;
      double d1 = 0;
      for (int k = i * dimensions; k < (i + 1) * dimensions; k++) {
        double scale = tolerance.absolute() + tolerance.relative() * Math.abs(z[k]);
        d0 += (z[k] / scale) * (z[k] / scale);
        d1 += (slope[k] / scale) * (slope[k] / scale);
      }
      double guess = Math.min(d0, d1) < 1e-10 ? 1e-6 : 0.01 * Math.sqrt(d0 / d1);
      size[i] = Math.copySign(Math.min(guess, Math.abs(span[i])), span[i]);
    }
  }

  boolean arrived() {
    for (int i = 0; i < span.length; i++) {
      if (offset[i] != span[i]) {
        return false;
      }
    }
    return true;
  }

  /** The sizes to try next. */
  double[] sizes() {
    if (++tried > tolerance.limit()) {
      int row = 0;
      while (offset[row] == span[row]) {
        row++;
      }
      throw new IllegalStateException(
          ("row %d is %s of %s on its way after %d tried steps, the next of size %.1e: the field is"
                  + " stiff or grows without bound there; loosen the tolerances (relative %s,"
                  + " absolute %s) or stop earlier")
              .formatted(
                  row,
                  offset[row],
                  span[row],
                  tolerance.limit(),
                  size[row],
                  tolerance.relative(),
                  tolerance.absolute()));
    }
    return size.clone();
  }

  /** Where the rows are, counted from their first times. */
  double[] offsets() {
    return offset.clone();
  }

  /**
   * Which rows may take the step that was tried; sets the sizes of the next ones. If a number of
   * any row is not finite then nobody takes it, so that nothing infinite enters a gradient.
   */
  boolean[] judge(double[] error, double[] before, double[] after) {
    int rows = span.length;
    int dimensions = before.length / rows;
    double[] norms = new double[rows];
    boolean finite = true;
    for (int i = 0; i < rows; i++) {
      norms[i] = norm(error, before, after, i * dimensions, dimensions);
      finite &= norms[i] < Double.POSITIVE_INFINITY;
    }
    boolean[] taken = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      boolean sound = norms[i] < Double.POSITIVE_INFINITY;
      if (offset[i] == span[i] || (!finite && sound)) {
        continue;
      }
      taken[i] = sound && norms[i] <= 1;
      resize(i, taken[i], sound ? norms[i] : Double.MAX_VALUE);
    }
    return taken;
  }

  /** √ of the mean square of error over tolerance, infinite if anything is not finite. */
  private double norm(double[] error, double[] before, double[] after, int from, int count) {
    double sum = 0;
    for (int k = from; k < from + count; k++) {
      double scale =
          tolerance.absolute()
              + tolerance.relative() * Math.max(Math.abs(before[k]), Math.abs(after[k]));
      double ratio = error[k] / scale;
      sum += ratio * ratio;
      if (!(Math.abs(after[k]) < Double.POSITIVE_INFINITY)) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return sum < Double.POSITIVE_INFINITY ? Math.sqrt(sum / count) : Double.POSITIVE_INFINITY;
  }

  private void resize(int row, boolean taken, double error) {
    double now = Math.max(error, 1e-10);
    double factor =
        SAFETY * StrictMath.pow(now, -proportional) * StrictMath.pow(lastError[row], integral);
    double from = size[row];
    if (taken) {
      boolean last = Math.abs(span[row] - offset[row]) <= Math.abs(from);
      offset[row] = last ? span[row] : offset[row] + from;
      lastError[row] = now;
    }
    double next = from * Math.max(LEAST, Math.min(taken ? GREATEST : 1, factor));
    double left = span[row] - offset[row];
    size[row] = Math.abs(next) < Math.abs(left) ? next : left;
  }
}
