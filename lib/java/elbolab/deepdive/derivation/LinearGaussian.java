package elbolab.deepdive.derivation;

import elbolab.math.DoubleMath;
import java.util.Arrays;

/**
 * outᵢ = wᵢ·in + cᵢ + sᵢε with standard normal ε: a decoder whose every expectation under a normal
 * distribution has a closed form.
 */
public record LinearGaussian(double[][] weights, double[] offset, double[] deviation) {
  private static final double LOG_TWO_PI = 1.8378770664093456;

  public LinearGaussian {
    if (weights.length != offset.length || weights.length != deviation.length) {
      throw new IllegalArgumentException(
          "%d rows of weights, %d offsets and %d deviations: one of each belongs to each output"
              .formatted(weights.length, offset.length, deviation.length));
    }
    for (double s : deviation) {
      if (!(s > 0)) {
        throw new IllegalArgumentException("deviation " + s + ": noise must be above 0");
      }
    }
  }

  /** log p(out|in). */
  public double logDensity(double[] in, double[] out) {
    double sum = 0;
    for (int i = 0; i < out.length; i++) {
      double u = (out[i] - offset[i] - dot(weights[i], in)) / deviation[i];
      sum -= 0.5 * (LOG_TWO_PI + u * u) + DoubleMath.log(deviation[i]);
    }
    return sum;
  }

  /** The mean of (outᵢ − wᵢ·in − cᵢ)². */
  public double meanSquare(double[] in, double[] out) {
    double sum = 0;
    for (int i = 0; i < out.length; i++) {
      sum += square(out[i] - offset[i] - dot(weights[i], in));
    }
    return sum / out.length;
  }

  /**
   * E[log p(out|in)] for a normal input with mean m and covariance C: log p(out|m) − ½ Σᵢ
   * wᵢᵀCwᵢ/sᵢ².
   */
  public double expectedLogDensity(JointGaussian input, double[] out) {
    double spread = 0;
    for (int i = 0; i < out.length; i++) {
      spread += form(weights[i], input, weights[i]) / (deviation[i] * deviation[i]);
    }
    return logDensity(mean(input), out) - 0.5 * spread;
  }

  /** ∂/∂m E[log p(out|in)] = Σᵢ wᵢ (outᵢ − cᵢ − wᵢ·m)/sᵢ². */
  public double[] gradientInMean(JointGaussian input, double[] out) {
    double[] gradient = new double[input.dimension()];
    double[] m = mean(input);
    for (int i = 0; i < out.length; i++) {
      double pull = (out[i] - offset[i] - dot(weights[i], m)) / (deviation[i] * deviation[i]);
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += weights[i][j] * pull;
      }
    }
    return gradient;
  }

  /** The joint distribution of the input and, behind it, the output. */
  public JointGaussian joint(JointGaussian input) {
    int n = input.dimension();
    double[] mean = new double[n + offset.length];
    double[][] covariance = new double[mean.length][mean.length];
    for (int i = 0; i < n; i++) {
      mean[i] = input.mean(i);
      for (int j = 0; j < n; j++) {
        covariance[i][j] = input.covariance(i, j);
      }
    }
    for (int i = 0; i < offset.length; i++) {
      mean[n + i] = offset[i] + dot(weights[i], mean(input));
      for (int j = 0; j < n; j++) {
        double c = form(weights[i], input, unit(n, j));
        covariance[n + i][j] = c;
        covariance[j][n + i] = c;
      }
      for (int j = 0; j <= i; j++) {
        double c = form(weights[i], input, weights[j]) + (i == j ? square(deviation[i]) : 0);
        covariance[n + i][n + j] = c;
        covariance[n + j][n + i] = c;
      }
    }
    return JointGaussian.of(mean, covariance);
  }

  /** The same where the last inputs are known: they move into the offset. */
  public LinearGaussian knowing(double... last) {
    int n = weights[0].length - last.length;
    double[][] w = new double[weights.length][];
    double[] c = offset.clone();
    for (int i = 0; i < w.length; i++) {
      w[i] = Arrays.copyOf(weights[i], n);
      for (int j = 0; j < last.length; j++) {
        c[i] += weights[i][n + j] * last[j];
      }
    }
    return new LinearGaussian(w, c, deviation);
  }

  private static double[] mean(JointGaussian input) {
    double[] m = new double[input.dimension()];
    for (int i = 0; i < m.length; i++) {
      m[i] = input.mean(i);
    }
    return m;
  }

  private static double[] unit(int n, int at) {
    double[] e = new double[n];
    e[at] = 1;
    return e;
  }

  private static double form(double[] v, JointGaussian input, double[] w) {
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      for (int j = 0; j < w.length; j++) {
        sum += v[i] * input.covariance(i, j) * w[j];
      }
    }
    return sum;
  }

  private static double dot(double[] v, double[] w) {
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      sum = Math.fma(v[i], w[i], sum);
    }
    return sum;
  }

  private static double square(double s) {
    return s * s;
  }
}
