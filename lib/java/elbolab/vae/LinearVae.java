package elbolab.vae;

import static elbolab.math.Equation.Paper.RAINFORTH_2018;

import elbolab.data.Observed;
import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.prob.MultivariateNormal;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;

/**
 * A model of which everything is known: z ~ N(0, I), x | z ~ N(zW, σ²I), with an encoder that one
 * sets, q = N(m, s²I) whatever x. Bounds and their gradients can be held against log p(x) and
 * against each other.
 *
 * @param loadings W, [latent, features]
 * @param mean m, [1, latent]
 */
public record LinearVae(
    Parameters parameters, Tensor loadings, double noise, Tensor mean, double deviation)
    implements LatentModel {

  public static LinearVae of(double[][] loadings, double noise, double[] mean, double deviation) {
    if (!(noise > 0) || !(deviation > 0)) {
      throw new IllegalArgumentException(
          "noise %s, deviation %s: both must be above 0".formatted(noise, deviation));
    }
    int r = loadings.length;
    int p = loadings[0].length;
    Parameters parameters = Parameters.seeded(0);
    Tensor w = parameters.add("decoder.loadings", 0, r, p);
    float[] values = new float[r * p];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) loadings[i / p][i % p];
    }
    w.set(values);
    Tensor m = parameters.add("encoder.mean", 0, 1, r);
    float[] start = new float[r];
    for (int i = 0; i < r; i++) {
      start[i] = (float) mean[i];
    }
    m.set(start);
    return new LinearVae(parameters, w, noise, m, deviation);
  }

  @Override
  public int latent() {
    return mean.size(1);
  }

  @Override
  public Normal encode(Observed x) {
    Tensor each = mean.plus(Tensor.zeros(x.rows(), latent()));
    return new Normal(each, Tensor.full(DoubleMath.log(deviation), x.rows(), latent()));
  }

  @Override
  public Normal decode(Tensor z) {
    return Normal.of(decodeMean(z), noise);
  }

  @Override
  public Tensor decodeMean(Tensor z) {
    return z.matmul(loadings);
  }

  /** log p(x) with x ~ N(0, WᵀW + σ²I). */
  public double logEvidence(double[] x) {
    int p = x.length;
    float[] w = loadings.toArray();
    double[][] covariance = new double[p][p];
    for (int i = 0; i < p; i++) {
      covariance[i][i] = noise * noise;
      for (int j = 0; j < p; j++) {
        for (int k = 0; k < latent(); k++) {
          covariance[i][j] += (double) w[k * p + i] * w[k * p + j];
        }
      }
    }
    return MultivariateNormal.of(new double[p], covariance).logDensity(x);
  }

  /**
   * The bound at x, that many times with other draws.
   *
   * @return one number for each
   */
  public double[] bounds(double[] x, int draws, int times, Rng rng) {
    try (Tape tape = Tape.inference()) {
      Tensor bound =
          logWeights(copies(x, times), draws, rng).logSumExp(0).minus(DoubleMath.log(draws));
      return bound.toDoubles();
    }
  }

  /**
   * The gradient of a bound at x with respect to the mean of q, that many times with other draws:
   * [times][latent]. Each row of a batch has its own mean, so that one pass gives them all. Mean
   * over deviation of these is the signal-to-noise ratio of Rainforth et al. 2018, theorem 1.
   */
  @Equation(
      paper = RAINFORTH_2018,
      number = "theorem 1",
      test = "ImportanceWeightedTest#theSignalFallsForThePlainGradientAndRisesForTheOther")
  public double[][] encoderGradients(Bound bound, double[] x, int times, Rng rng) {
    Tensor means = Tensor.of(mean.toArray(), 1, latent()).expand(times, latent()).copy();
    try (Tape tape = Tape.scope()) {
      Tensor own = means.requireGradient(true);
      LinearVae rows = new LinearVae(parameters, loadings, noise, own, deviation);
      Tensor loss = bound.loss(rows, copies(x, times), 1, rng).total().times(-times);
      double[] gradient = tape.gradient(loss, own).toDoubles();
      double[][] byTime = new double[times][latent()];
      for (int i = 0; i < gradient.length; i++) {
        byTime[i / latent()][i % latent()] = gradient[i];
      }
      return byTime;
    }
  }

  private static Observed copies(double[] x, int times) {
    return Observed.complete(Tensor.of(x, 1, x.length).expand(times, x.length));
  }
}
