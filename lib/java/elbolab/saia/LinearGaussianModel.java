package elbolab.saia;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.data.Observed;
import elbolab.hhvaem.Feature;
import elbolab.hhvaem.FeatureKind;
import elbolab.hhvaem.Features;
import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.GaussHermite;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of numbers that are normal together, x = Wε + noise and y = v·ε + noise with ε ~ N(0, I):
 * every conditional, and so every reward, is known exactly. Estimates are judged against it.
 *
 * <p>A twin of a feature is one with the same loadings and no noise of its own.
 *
 * @param loadings W and, as its last row, v: [inputs + 1][dimensions of ε]
 * @param noise the variance of each cell around Wε, 0 allowed
 */
public record LinearGaussianModel(double[][] loadings, double[] noise)
    implements AcquisitionModel, GaussianEncoder {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  /** Variances below this share of the first are rounding. */
  private static final double NOTHING = 1e-12;

  public LinearGaussianModel {
    if (loadings.length != noise.length || loadings.length < 2) {
      throw new IllegalArgumentException(
          "%d rows of loadings and %d noises: as many of each, at least one feature and the target"
              .formatted(loadings.length, noise.length));
    }
  }

  /**
   * A problem of some features around two hidden numbers: loadings N(0, 1), noise variances U(0.1,
   * 1.1).
   */
  public static LinearGaussianModel random(int inputs, Rng rng) {
    double[][] loadings = new double[inputs + 1][2];
    double[] noise = new double[inputs + 1];
    for (int i = 0; i <= inputs; i++) {
      loadings[i][0] = rng.nextGaussian();
      loadings[i][1] = rng.nextGaussian();
      noise[i] = 0.1 + rng.nextDouble();
    }
    return new LinearGaussianModel(loadings, noise);
  }

  private int inputs() {
    return loadings.length - 1;
  }

  @Override
  public Features features() {
    List<Feature> all = new ArrayList<>();
    for (int i = 0; i < loadings.length; i++) {
      String name = i < inputs() ? "x" + (i + 1) : "y";
      all.add(new Feature(name, FeatureKind.GAUSSIAN, List.of(), 0, 1, -1, 1));
    }
    return new Features(all.subList(0, inputs()), all.subList(inputs(), all.size()));
  }

  /** Complete rows of [x, y]. */
  public Observed rows(int count, Rng rng) {
    return Observed.complete(
        Tensor.of(prior().sample(count, rng, inputs() + 1), count, inputs() + 1));
  }

  /** Mean and covariance of [x, y, ε]. */
  private record Joint(double[] mean, double[][] covariance) {
    /** What remains where coordinate k is v: μ + Σₖ(v − μₖ)/Σₖₖ and Σ − ΣₖΣₖᵀ/Σₖₖ. */
    Joint given(int k, double v) {
      int n = mean.length;
      double variance = covariance[k][k];
      double[] m = mean.clone();
      double[][] c = new double[n][n];
      for (int i = 0; i < n; i++) {
        double share = variance > NOTHING ? covariance[i][k] / variance : 0;
        m[i] += share * (v - mean[k]);
        for (int j = 0; j < n; j++) {
          c[i][j] = covariance[i][j] - share * covariance[k][j];
        }
      }
      m[k] = v;
      return new Joint(m, c);
    }

    /** Draws of the first coordinates; one without variance stays at its mean. */
    float[] sample(int count, Rng rng, int width) {
      double[][] factor = new double[width][width];
      for (int i = 0; i < width; i++) {
        for (int j = 0; j <= i; j++) {
          double sum = covariance[i][j];
          for (int k = 0; k < j; k++) {
            sum -= factor[i][k] * factor[j][k];
          }
          factor[i][j] =
              i == j
                  ? (sum > NOTHING ? Math.sqrt(sum) : 0)
                  : (factor[j][j] > 0 ? sum / factor[j][j] : 0);
        }
      }
      float[] drawn = new float[count * width];
      double[] white = new double[width];
      for (int s = 0; s < count; s++) {
        rng.fillGaussian(white, 0, width);
        for (int i = 0; i < width; i++) {
          double value = mean[i];
          for (int j = 0; j <= i; j++) {
            value += factor[i][j] * white[j];
          }
          drawn[s * width + i] = (float) value;
        }
      }
      return drawn;
    }
  }

  private Joint prior() {
    int cells = loadings.length;
    int latent = loadings[0].length;
    double[][] c = new double[cells + latent][cells + latent];
    for (int i = 0; i < cells; i++) {
      for (int j = 0; j < cells; j++) {
        for (int k = 0; k < latent; k++) {
          c[i][j] += loadings[i][k] * loadings[j][k];
        }
      }
      c[i][i] += noise[i];
      for (int k = 0; k < latent; k++) {
        c[i][cells + k] = loadings[i][k];
        c[cells + k][i] = loadings[i][k];
      }
    }
    for (int k = 0; k < latent; k++) {
      c[cells + k][cells + k] = 1;
    }
    return new Joint(new double[cells + latent], c);
  }

  private Joint given(float[] values, float[] seen, int row) {
    Joint joint = prior();
    for (int i = 0; i < loadings.length; i++) {
      int at = row * loadings.length + i;
      joint = seen[at] > 0 ? joint.given(i, values[at]) : joint;
    }
    return joint;
  }

  private List<Joint> given(Observed x) {
    float[] values = x.values().toArray();
    float[] seen = x.maskOrOnes().toArray();
    List<Joint> all = new ArrayList<>();
    for (int r = 0; r < x.rows(); r++) {
      all.add(given(values, seen, r));
    }
    return all;
  }

  /** I(y; x_i | x_O) = −½ log(1 − ρ²), with ρ the correlation that is left where x_O is known. */
  @Equation(paper = THESIS, number = "5.12", test = "RewardsTest#expectedChangeIsInformation")
  public double information(boolean[] seen, int i) {
    Joint joint = given(seen);
    int y = inputs();
    double variances = joint.covariance[i][i] * joint.covariance[y][y];
    double covariance = joint.covariance[i][y];
    return variances > NOTHING ? -0.5 * DoubleMath.log1p(-covariance * covariance / variances) : 0;
  }

  private Joint given(boolean... seen) {
    Joint joint = prior();
    for (int k = 0; k < seen.length; k++) {
      joint = seen[k] ? joint.given(k, 0) : joint;
    }
    return joint;
  }

  /**
   * R(i, x_O) = E KL(p(y | x_i, x_O) ‖ p(y | x_O)) over x_i ~ p(x_i | x_O), by quadrature: the
   * expected change of what is believed of y.
   */
  @Equation(paper = THESIS, number = "5.11", test = "RewardsTest#expectedChangeIsInformation")
  public double expectedChange(boolean[] seen, int i) {
    Joint before = given(seen);
    int y = inputs();
    double deviation = Math.sqrt(before.covariance[i][i]);
    return GaussHermite.of(20)
        .expectation(
            before.mean[i],
            deviation,
            value -> {
              Joint after = before.given(i, value);
              double ratio = after.covariance[y][y] / before.covariance[y][y];
              double shift = after.mean[y] - before.mean[y];
              return 0.5
                  * (ratio + shift * shift / before.covariance[y][y] - 1 - DoubleMath.log(ratio));
            });
  }

  /** The features in the order that the exact information takes them in, for every row the same. */
  public int[] exactOrder() {
    boolean[] seen = new boolean[inputs()];
    int[] order = new int[inputs()];
    for (int t = 0; t < order.length; t++) {
      int best = -1;
      for (int i = 0; i < seen.length; i++) {
        if (!seen[i] && (best < 0 || information(seen, i) > information(seen, best))) {
          best = i;
        }
      }
      order[t] = best;
      seen[best] = true;
    }
    return order;
  }

  @Override
  public Belief believe(Observed x, int draws, Rng rng) {
    List<Joint> joints = given(x);
    int width = loadings.length;
    float[] cells = new float[joints.size() * draws * width];
    for (int r = 0; r < joints.size(); r++) {
      float[] drawn = joints.get(r).sample(draws, rng.stream("row", r), width);
      System.arraycopy(drawn, 0, cells, r * drawn.length, drawn.length);
    }
    return new Exact(joints, draws, cells, inputs());
  }

  /** Draws from exact conditionals; of the target the conditional itself is known. */
  private record Exact(List<Joint> joints, int draws, float[] cells, int y) implements Belief {
    @Override
    public int rows() {
      return joints.size();
    }

    @Override
    public double[] guesses() {
      return joints.stream().mapToDouble(joint -> joint.mean[y]).toArray();
    }

    @Override
    public double[] logLikelihood(double[] targets) {
      double[] values = new double[targets.length];
      for (int r = 0; r < values.length; r++) {
        double variance = joints.get(r).covariance[y][y];
        double miss = targets[r] - joints.get(r).mean[y];
        values[r] = -0.5 * (miss * miss / variance + DoubleMath.log(variance)) - HALF_LOG_TWO_PI;
      }
      return values;
    }
  }

  /** The exact posterior of ε if it has one dimension, else its marginals. */
  @Override
  public Code encode(Observed x) {
    List<Joint> joints = given(x);
    int latent = loadings[0].length;
    float[] mean = new float[joints.size() * latent];
    float[] logVariance = new float[mean.length];
    for (int k = 0; k < mean.length; k++) {
      Joint joint = joints.get(k / latent);
      int at = loadings.length + k % latent;
      mean[k] = (float) joint.mean[at];
      logVariance[k] = (float) DoubleMath.log(joint.covariance[at][at]);
    }
    return new Code(mean, logVariance, latent);
  }
}
