package elbolab.deepdive.derivation;

import java.util.Arrays;

/**
 * Encoded samples along one marginal dimension, with their classes: weighted points that stand for
 * E[f(b, j)] with b ~ q(b|x), averaged over samples x of class j. The points are quadrature nodes
 * or draws.
 */
public final class Encoded {
  /** In standard deviations; the nodes reach to 9.5 of them, beyond which lies 2e-21. */
  private static final double STEP = 1.0 / 16;

  private static final int REACH = 152;

  private final double[] points;
  private final double[] weights;
  private final int[] labels;

  private Encoded(double[] points, double[] weights, int[] labels) {
    this.points = points;
    this.weights = weights;
    this.labels = labels;
  }

  /** A function of a code and the class of its sample. */
  @FunctionalInterface
  public interface Term {
    double at(double b, int label);
  }

  /**
   * One sample of a class with q(b|x) = N(mean, deviation²), by the trapezium rule: for such
   * integrands its error falls exponentially with 1/step, also where log odds are steep and a
   * Gauss-Hermite rule is slow.
   */
  public static Encoded normal(double mean, double deviation, int label) {
    double[] points = new double[2 * REACH + 1];
    double[] weights = new double[points.length];
    int[] labels = new int[points.length];
    GaussianUnit standard = new GaussianUnit(0, 1);
    for (int i = 0; i < points.length; i++) {
      double u = (i - REACH) * STEP;
      points[i] = Math.fma(deviation, u, mean);
      weights[i] = STEP * standard.value(u);
    }
    Arrays.fill(labels, label);
    return new Encoded(points, weights, labels);
  }

  /** Draws of equal weight. */
  public static Encoded draws(double[] points, int[] labels) {
    if (points.length != labels.length || points.length == 0) {
      throw new IllegalArgumentException(
          "%d points and %d labels: one each".formatted(points.length, labels.length));
    }
    double[] weights = new double[points.length];
    Arrays.fill(weights, 1.0 / points.length);
    return new Encoded(points.clone(), weights, labels.clone());
  }

  /** These with the share 1 − s and the others with the share s. */
  public Encoded and(double share, Encoded others) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share " + share + ": it must be between 0 and 1");
    }
    int n = points.length;
    double[] p = Arrays.copyOf(points, n + others.points.length);
    double[] w = new double[p.length];
    int[] l = Arrays.copyOf(labels, p.length);
    for (int i = 0; i < p.length; i++) {
      w[i] = i < n ? (1 - share) * weights[i] : share * others.weights[i - n];
      if (i >= n) {
        p[i] = others.points[i - n];
        l[i] = others.labels[i - n];
      }
    }
    return new Encoded(p, w, l);
  }

  public double expectation(Term f) {
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      sum = Math.fma(weights[i], f.at(points[i], labels[i]), sum);
    }
    return sum;
  }
}
