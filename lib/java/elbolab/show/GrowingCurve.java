package elbolab.show;

import java.util.Arrays;

/**
 * A growing curve that keeps at most {@value #MOST} points: when it is full, every second one goes
 * and from then on every second one comes. What is kept depends on the count alone, never on time.
 */
final class GrowingCurve {
  static final int MOST = 2048;

  private final String name;
  private final double[] x = new double[MOST];
  private final double[] y = new double[MOST];
  private final double[] error = new double[MOST];
  private int kept;
  private long seen;
  private long every = 1;
  private double[] last = new double[0];

  GrowingCurve(String name) {
    this.name = name;
  }

  void add(double atX, double atY, double standardError) {
    last = new double[] {atX, atY, standardError};
    if (seen++ % every != 0) {
      return;
    }
    if (kept == MOST) {
      for (int i = 0; i < MOST / 2; i++) {
        x[i] = x[2 * i];
        y[i] = y[2 * i];
        error[i] = error[2 * i];
      }
      kept = MOST / 2;
      every *= 2;
      if ((seen - 1) % every != 0) {
        return;
      }
    }
    x[kept] = atX;
    y[kept] = atY;
    error[kept++] = standardError;
  }

  /** Draws the kept points and, if it was not kept, the last one. */
  void drawOn(Plot plot) {
    int n = kept;
    double[] xs = Arrays.copyOf(x, n + 1);
    double[] ys = Arrays.copyOf(y, n + 1);
    double[] es = Arrays.copyOf(error, n + 1);
    if (n == 0 || xs[n - 1] != last[0]) {
      xs[n] = last[0];
      ys[n] = last[1];
      es[n++] = last[2];
    }
    int count = n;
    double[] shownX = Arrays.copyOf(xs, count);
    double[] shownY = Arrays.copyOf(ys, count);
    plot.line(name, shownX, shownY);
    if (Arrays.stream(es, 0, count).allMatch(Double::isFinite)) {
      double[] low = new double[count];
      double[] high = new double[count];
      for (int i = 0; i < count; i++) {
        low[i] = shownY[i] - 2 * es[i];
        high[i] = shownY[i] + 2 * es[i];
      }
      plot.band(name, shownX, low, high);
    }
  }
}
