package elbolab.deepdive.derivation;

import elbolab.math.GaussHermite;
import elbolab.math.Rng;
import elbolab.prob.MultivariateNormal;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * N(μ, Σ) of which parts can be taken out or fixed: what q(a, b|x) = q(a|b, x) q(b|x) needs. A
 * value is immutable.
 */
public final class JointGaussian {
  private final double[] mean;
  private final double[][] covariance;
  private final MultivariateNormal normal;

  private JointGaussian(double[] mean, double[][] covariance) {
    this.mean = mean;
    this.covariance = covariance;
    normal = MultivariateNormal.of(mean, covariance);
  }

  public static JointGaussian of(double[] mean, double[][] covariance) {
    double[][] copy = new double[covariance.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = covariance[i].clone();
    }
    return new JointGaussian(mean.clone(), copy);
  }

  /** Independent coordinates. */
  public static JointGaussian independent(double[] mean, double[] deviation) {
    double[][] covariance = new double[mean.length][mean.length];
    for (int i = 0; i < mean.length; i++) {
      covariance[i][i] = deviation[i] * deviation[i];
    }
    return new JointGaussian(mean.clone(), covariance);
  }

  /** N(0, I). */
  public static JointGaussian standard(int dimension) {
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    return independent(new double[dimension], ones);
  }

  public int dimension() {
    return mean.length;
  }

  public double mean(int i) {
    return mean[i];
  }

  public double covariance(int i, int j) {
    return covariance[i][j];
  }

  public double deviation(int i) {
    return Math.sqrt(covariance[i][i]);
  }

  /** These coordinates and, independent of them, those of another. */
  public JointGaussian beside(JointGaussian other) {
    int n = dimension();
    double[] m = Arrays.copyOf(mean, n + other.dimension());
    double[][] c = new double[m.length][m.length];
    for (int i = 0; i < m.length; i++) {
      if (i < n) {
        System.arraycopy(covariance[i], 0, c[i], 0, n);
      } else {
        m[i] = other.mean[i - n];
        System.arraycopy(other.covariance[i - n], 0, c[i], n, m.length - n);
      }
    }
    return new JointGaussian(m, c);
  }

  /** The same covariance around another mean. */
  public JointGaussian around(double... otherMean) {
    return of(otherMean, covariance);
  }

  /** The distribution of some coordinates, in the order asked for. */
  public JointGaussian marginal(int... keep) {
    double[] m = new double[keep.length];
    double[][] c = new double[keep.length][keep.length];
    for (int i = 0; i < keep.length; i++) {
      m[i] = mean[keep[i]];
      for (int j = 0; j < keep.length; j++) {
        c[i][j] = covariance[keep[i]][keep[j]];
      }
    }
    return new JointGaussian(m, c);
  }

  /**
   * The distribution of all other coordinates where coordinate {@code known} is v: μᵢ + Σᵢₖ(v −
   * μₖ)/Σₖₖ and Σᵢⱼ − ΣᵢₖΣₖⱼ/Σₖₖ.
   */
  public JointGaussian given(int known, double v) {
    int[] rest = IntStream.range(0, dimension()).filter(i -> i != known).toArray();
    double variance = covariance[known][known];
    double[] m = new double[rest.length];
    double[][] c = new double[rest.length][rest.length];
    for (int i = 0; i < rest.length; i++) {
      double[] row = covariance[rest[i]];
      m[i] = mean[rest[i]] + row[known] * (v - mean[known]) / variance;
      for (int j = 0; j < rest.length; j++) {
        c[i][j] = row[rest[j]] - row[known] * covariance[rest[j]][known] / variance;
      }
    }
    return new JointGaussian(m, c);
  }

  /** The distribution of the first coordinates where the last ones have these values. */
  public JointGaussian givenLast(double... values) {
    JointGaussian rest = this;
    for (int i = values.length - 1; i >= 0; i--) {
      rest = rest.given(rest.dimension() - 1, values[i]);
    }
    return rest;
  }

  public double logDensity(double... point) {
    return normal.logDensity(point);
  }

  /** H = E[−log N(z; μ, Σ)] = ½d − log N(μ; μ, Σ). */
  public double entropy() {
    return 0.5 * dimension() - normal.logDensity(mean);
  }

  public double divergenceFrom(JointGaussian other) {
    return normal.divergenceFrom(other.normal);
  }

  /** Σᵢ H(zᵢ) − H(z): 0 where the coordinates are independent, else above 0. */
  public double totalCorrelation() {
    double sum = 0;
    for (int i = 0; i < dimension(); i++) {
      sum += marginal(i).entropy();
    }
    return sum - entropy();
  }

  public double[] sample(Rng rng) {
    return normal.sample(rng);
  }

  /** E[f(z)] by a product of quadrature rules, one coordinate given the ones before it. */
  public double expectation(GaussHermite rule, ToDoubleFunction<double[]> f) {
    return expectation(rule, f, new double[dimension()], 0, this);
  }

  private static double expectation(
      GaussHermite rule, ToDoubleFunction<double[]> f, double[] z, int i, JointGaussian rest) {
    return rule.expectation(
        rest.mean[0],
        rest.deviation(0),
        v -> {
          z[i] = v;
          return i == z.length - 1
              ? f.applyAsDouble(z)
              : expectation(rule, f, z, i + 1, rest.given(0, v));
        });
  }
}
