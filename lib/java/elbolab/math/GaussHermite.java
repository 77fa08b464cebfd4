package elbolab.math;

import java.util.function.DoubleUnaryOperator;

/**
 * Gauss-Hermite quadrature for expectations under a normal distribution: E[f(z)] ≈ Σᵢ wᵢ f(μ + σ
 * zᵢ), exact for polynomials of degree up to 2n − 1.
 *
 * <p>The nodes are the roots of the n-th Hermite polynomial in its orthonormal form h₀ = 1,
 * √(k+1)·hₖ₊₁ = z·hₖ − √k·hₖ₋₁, whose values neither overflow nor lose digits at the sizes allowed
 * here; the weights are wᵢ = 1 / Σₖ hₖ(zᵢ)², k below n.
 */
public final class GaussHermite {
  private static final int LARGEST = 200;

  private final double[] nodes;
  private final double[] weights;

  private GaussHermite(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  /** The rule with {@code n} nodes. */
  public static GaussHermite of(int n) {
    if (n < 1 || n > LARGEST) {
      throw new IllegalArgumentException(
          n + " nodes: a Gauss-Hermite rule here has 1 to " + LARGEST + " nodes");
    }
    double[] nodes = roots(n);
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = 1 / sumOfSquares(n, nodes[i]);
    }
    return new GaussHermite(nodes, weights);
  }

  /** E[f(z)] for z ~ N(mean, deviation²). */
  public double expectation(double mean, double deviation, DoubleUnaryOperator f) {
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      sum = Math.fma(weights[i], f.applyAsDouble(Math.fma(deviation, nodes[i], mean)), sum);
    }
    return sum;
  }

  public double[] nodes() {
    return nodes.clone();
  }

  public double[] weights() {
    return weights.clone();
  }

  /**
   * The roots of degree n, ascending. Between two neighbouring roots of degree n − 1, and beyond
   * its outermost ones, lies exactly one root of degree n: degree by degree, bisection cannot miss
   * any.
   */
  private static double[] roots(int n) {
    double[] previous = {};
    for (int degree = 1; degree <= n; degree++) {
      double bound = 2 * Math.sqrt(degree) + 1;
      double[] next = new double[degree];
      for (int i = 0; i < degree; i++) {
        double low = i == 0 ? -bound : previous[i - 1];
        double high = i == degree - 1 ? bound : previous[i];
        next[i] = bisect(degree, low, high);
      }
      previous = next;
    }
    return previous;
  }

  private static double bisect(int degree, double low, double high) {
    boolean lowIsNegative = value(degree, low) < 0;
    while (true) {
      double middle = 0.5 * (low + high);
      if (middle <= low || middle >= high) {
        return middle;
      }
      if (value(degree, middle) < 0 == lowIsNegative) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  private static double value(int degree, double z) {
    double before = 0;
    double h = 1;
    for (int k = 0; k < degree; k++) {
      double after = (z * h - Math.sqrt(k) * before) / Math.sqrt(k + 1);
      before = h;
      h = after;
    }
    return h;
  }

  private static double sumOfSquares(int n, double z) {
    double before = 0;
    double h = 1;
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += h * h;
      double after = (z * h - Math.sqrt(k) * before) / Math.sqrt(k + 1);
      before = h;
      h = after;
    }
    return sum;
  }
}
