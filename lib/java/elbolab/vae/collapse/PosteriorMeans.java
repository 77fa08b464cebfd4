package elbolab.vae.collapse;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.DoubleMath;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.vae.LatentModel;

/**
 * The plane of He et al. 2019 for a model with one latent number: for each example the mean of the
 * model's own posterior p(z | x), on a grid, beside the mean of q(z | x). Where all points lie at
 * the origin the posterior has collapsed; on the horizontal axis the encoder lags behind its model.
 *
 * @param model E_p[z | x] of each example
 * @param encoder E_q[z | x]
 */
public record PosteriorMeans(double[] model, double[] encoder) {
  private static final double REACH = 8;
  private static final int POINTS = 161;

  public static PosteriorMeans of(LatentModel vae, Dataset examples) {
    if (vae.latent() != 1) {
      throw new IllegalArgumentException(
          vae.latent() + " latent numbers: a grid of the posterior's mean is made of 1");
    }
    double[] byModel = new double[examples.size()];
    double[] byEncoder = new double[examples.size()];
    float[] grid = new float[POINTS];
    for (int k = 0; k < POINTS; k++) {
      grid[k] = (float) (REACH * (2.0 * k / (POINTS - 1) - 1));
    }
    for (int i = 0; i < byModel.length; i++) {
      try (Tape tape = Tape.inference()) {
        Observed x = examples.rows(i);
        Tensor z = Tensor.of(grid, POINTS, 1);
        byModel[i] = mean(grid, vae.logJoint(x.repeat(POINTS), z).toArray());
        byEncoder[i] = ((Normal) vae.encode(x)).mean().item();
      }
    }
    return new PosteriorMeans(byModel, byEncoder);
  }

  private static double mean(float[] z, float[] logJoint) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (float log : logJoint) {
      greatest = Math.max(greatest, log);
    }
    double sum = 0;
    double weighted = 0;
    for (int k = 0; k < z.length; k++) {
      double weight = DoubleMath.exp(logJoint[k] - greatest);
      sum += weight;
      weighted += weight * z[k];
    }
    return weighted / sum;
  }
}
