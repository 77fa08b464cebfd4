package elbolab.hmc.toy;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.hmc.PointDensity;
import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import java.util.Arrays;

/**
 * The posterior of a small hierarchical decoder of random weights: h_L ~ N(0, I), h_l ~
 * N(μ(h_{l+1}), σ(h_{l+1})²) with μ = 1.5 tanh(W h) and log σ = log 0.1 + 1.5 tanh(V h), x ~ N(U
 * h_1, 0.3²), of which the first half of x is seen. CENTRED samples the autoregressive h,
 * NON_CENTRED the ε of thesis eq. 5.5. Coordinates go from the top level down.
 */
@Equation(
    paper = THESIS,
    number = "5.5",
    test = "ToyDensitiesTest#parameterizationsOfTheDecoderAgree")
public final class HierarchicalDecoder implements PointDensity {
  private static final double REACH = 1.5;
  private static final double LOG_SCALE = DoubleMath.log(0.1);
  private static final double LOG_SPREAD = 1.5;
  private static final double NOISE = 1 / (0.3 * 0.3);

  private final Parameterization form;
  private final int levels;
  private final int width;
  private final double[] towardsMean; // W of each level
  private final double[] towardsScale; // V of each level
  private final double[] decoder; // U, two outputs per coordinate of h_1
  private final double[] x;
  private final double[] h;
  private final double[] mean;
  private final double[] logScale;
  private final double[] slope;

  /** Weights and data drawn from these streams, the same in both coordinates. */
  public HierarchicalDecoder(Parameterization form, int levels, int width, Rng rng) {
    if (levels < 2 || width < 1) {
      throw new IllegalArgumentException(
          levels + " levels of " + width + ": a hierarchy has at least 2 of at least 1");
    }
    this.form = form;
    this.levels = levels;
    this.width = width;
    this.towardsMean = weights(rng.stream("mean", 0), levels * width * width);
    this.towardsScale = weights(rng.stream("scale", 0), levels * width * width);
    this.decoder = weights(rng.stream("decoder", 0), 2 * width * width);
    this.h = new double[levels * width];
    this.mean = new double[levels * width];
    this.logScale = new double[levels * width];
    this.slope = new double[levels * width];
    this.x = generated(rng.stream("data", 0));
  }

  private static double[] weights(Rng rng, int count) {
    double[] out = new double[count];
    rng.fillGaussian(out, 0, count);
    return out;
  }

  private double[] generated(Rng rng) {
    double[] noise = weights(rng, levels * width + 2 * width);
    down(noise, 0, Parameterization.NON_CENTRED);
    double[] out = new double[2 * width];
    for (int k = 0; k < out.length; k++) {
      out[k] = decoded(k) + 0.3 * noise[levels * width + k];
    }
    return out;
  }

  @Override
  public int dimension() {
    return levels * width;
  }

  /** Fills h, the means and the log scales, from the top level down. */
  private void down(double[] z, int from, Parameterization coordinates) {
    for (int k = 0; k < levels * width; k++) {
      int level = k / width;
      mean[k] = level == 0 ? 0 : REACH * above(towardsMean, k);
      logScale[k] = level == 0 ? 0 : LOG_SCALE + LOG_SPREAD * above(towardsScale, k);
      boolean centred = coordinates == Parameterization.CENTRED;
      h[k] = centred ? z[from + k] : mean[k] + DoubleMath.exp(logScale[k]) * z[from + k];
    }
  }

  /** tanh of a row of weights times the level above. */
  private double above(double[] weights, int k) {
    int upper = (k / width - 1) * width;
    double sum = 0;
    for (int j = 0; j < width; j++) {
      sum += weights[k * width + j] * h[upper + j];
    }
    return DoubleMath.tanh(sum);
  }

  private double decoded(int output) {
    double sum = 0;
    for (int j = 0; j < width; j++) {
      sum += decoder[output * width + j] * h[(levels - 1) * width + j];
    }
    return sum;
  }

  @Override
  public double evaluate(double[] z, int from, double[] gradient) {
    down(z, from, form);
    Arrays.fill(slope, 0);
    double value = seen();
    for (int k = levels * width - 1; k >= 0; k--) {
      value += form == Parameterization.CENTRED ? prior(k) : 0;
    }
    for (int k = levels * width - 1; k >= 0; k--) {
      double scale = DoubleMath.exp(logScale[k]);
      double epsilon = (h[k] - mean[k]) / scale;
      if (form == Parameterization.CENTRED) {
        gradient[from + k] = slope[k] - epsilon / scale;
        pass(k, epsilon / scale, epsilon * epsilon - 1);
      } else {
        value -= 0.5 * epsilon * epsilon;
        gradient[from + k] = slope[k] * scale - epsilon;
        pass(k, slope[k], slope[k] * scale * epsilon);
      }
    }
    return value;
  }

  /** The log likelihood of the seen half of x; its slope goes to the lowest level. */
  private double seen() {
    double value = 0;
    for (int k = 0; k < width; k++) {
      double miss = x[k] - decoded(k);
      value -= 0.5 * NOISE * miss * miss;
      for (int j = 0; j < width; j++) {
        slope[(levels - 1) * width + j] += NOISE * miss * decoder[k * width + j];
      }
    }
    return value;
  }

  private double prior(int k) {
    double epsilon = (h[k] - mean[k]) * DoubleMath.exp(-logScale[k]);
    return -0.5 * epsilon * epsilon - logScale[k];
  }

  /** Carries the slopes by mean and log scale to the level above. */
  private void pass(int k, double byMean, double byLogScale) {
    if (k < width) {
      return;
    }
    double t = mean[k] / REACH;
    double u = (logScale[k] - LOG_SCALE) / LOG_SPREAD;
    double meanPart = byMean * REACH * (1 - t * t);
    double scalePart = byLogScale * LOG_SPREAD * (1 - u * u);
    int upper = (k / width - 1) * width;
    for (int j = 0; j < width; j++) {
      slope[upper + j] +=
          meanPart * towardsMean[k * width + j] + scalePart * towardsScale[k * width + j];
    }
  }

  /** The h of points (row-major), from the top level down. */
  public double[] hidden(double[] points) {
    double[] out = new double[points.length];
    for (int from = 0; from < points.length; from += h.length) {
      down(points, from, form);
      System.arraycopy(h, 0, out, from, h.length);
    }
    return out;
  }

  /**
   * log of the mean of p(unseen half of x | z) over points (row-major): what an imputation by these
   * draws is judged by.
   */
  public double unseenLogLikelihood(double[] points) {
    double[] terms = new double[points.length / h.length];
    for (int row = 0; row < terms.length; row++) {
      down(points, row * h.length, form);
      for (int k = width; k < 2 * width; k++) {
        double miss = x[k] - decoded(k);
        terms[row] += 0.5 * DoubleMath.log(NOISE / (2 * Math.PI)) - 0.5 * NOISE * miss * miss;
      }
    }
    double top = Arrays.stream(terms).max().orElseThrow();
    double sum = Arrays.stream(terms).map(v -> DoubleMath.exp(v - top)).sum();
    return top + DoubleMath.log(sum / terms.length);
  }
}
