package elbolab.vae;

import static elbolab.math.Equation.Paper.BURDA_2016;

import elbolab.data.Observed;
import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;

/** What training maximises: a lower bound of log p(x). */
public sealed interface Bound {
  /**
   * The loss of a batch.
   *
   * @param beta weight of the divergence
   */
  Loss loss(LatentModel model, Observed x, double beta, Rng rng);

  /**
   * The evidence lower bound: one draw per row, the divergence in closed form where there is one.
   */
  static Bound elbo() {
    return new Evidence();
  }

  /** log 1/K Σₖ wₖ with K draws per row (Burda et al. 2016, eq. 8); K = 1 is the ELBO, sampled. */
  @Equation(
      paper = BURDA_2016,
      number = "8",
      test = "VaeTest#boundAndImportanceEstimateAgainstTheExactEvidence")
  static Bound importanceWeighted(int samples) {
    return new ImportanceWeighted(samples);
  }

  /** See {@link #elbo}. */
  record Evidence() implements Bound {
    @Override
    public Loss loss(LatentModel model, Observed x, double beta, Rng rng) {
      return model.elbo(x, rng).loss(beta);
    }
  }

  /** See {@link #importanceWeighted}. */
  record ImportanceWeighted(int samples) implements Bound {
    public ImportanceWeighted {
      if (samples < 1) {
        throw new IllegalArgumentException(
            "samples = " + samples + ": must be at least 1 (draws of z for each example)");
      }
    }

    @Override
    public Loss loss(LatentModel model, Observed x, double beta, Rng rng) {
      if (beta != 1) {
        throw new IllegalArgumentException(
            "beta = " + beta + ": an importance-weighted bound has no divergence to weigh, only 1");
      }
      Tensor[] weights = new Tensor[samples];
      for (int k = 0; k < samples; k++) {
        weights[k] = model.logWeight(x, rng.stream("sample", k)).unsqueeze(0);
      }
      Tensor bound = Tensor.concat(0, weights).logSumExp(0).minus(DoubleMath.log(samples));
      return Loss.of("importance-weighted bound", bound.mean().negate());
    }
  }
}
