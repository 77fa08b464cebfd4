package elbolab.vae;

import static elbolab.math.Equation.Paper.LECTURE;
import static elbolab.math.Equation.Paper.REPORT;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.prob.Distribution;
import elbolab.tensor.Tensor;
import elbolab.train.TrainingResult;

/**
 * A model with latent numbers z, as training, evaluation and samplers see it. The latent numbers of
 * an example are one row, [rows, dimensions]: a hierarchy lays its levels side by side, a sequence
 * its steps, so that a Markov chain can walk through them. What is missing of x is left out of
 * every sum.
 */
public interface LatentModel {
  Parameters parameters();

  /** How many latent numbers an example has. */
  int latent();

  /** q(z | x_O), one per row. */
  Distribution encode(Observed x);

  /** p(x | z) of every number, in the shape of x. */
  Distribution decode(Tensor z);

  /** E[x | z]. */
  Tensor decodeMean(Tensor z);

  /** p(z). */
  default Prior prior() {
    return Prior.standard(latent());
  }

  /** p(z) for these examples, where it depends on what is given with them: on frames before. */
  default Prior prior(Observed x) {
    return prior();
  }

  /** log p(x_O | z) of each row. */
  default Tensor logLikelihood(Observed x, Tensor z) {
    return x.sum(decode(z).logProb(x.values()));
  }

  /** log p(x_O, z) of each row: what a sampler of p(z | x_O) walks on. */
  default Tensor logJoint(Observed x, Tensor z) {
    return logLikelihood(x, z).plus(prior(x).logProb(z));
  }

  /** The bound of each row with one draw z ~ q(z | x_O) (the report's eq. 19). */
  @Equation(paper = REPORT, number = "19", test = "VaeTest#termsOfTheBoundInClosedForm")
  default Elbo elbo(Observed x, Rng rng) {
    Distribution q = encode(x);
    Tensor z = q.sample(rng);
    return new Elbo(logLikelihood(x, z), prior(x).divergence(q, z));
  }

  /**
   * log p(x_O | z) + log p(z) − log q(z | x_O) at one draw z ~ q of each row: the summand of eq.
   * (10).
   */
  @Equation(
      paper = LECTURE,
      number = "10",
      test = "VaeTest#boundAndImportanceEstimateAgainstTheExactEvidence")
  default Tensor logWeight(Observed x, Rng rng) {
    Distribution q = encode(x);
    Tensor z = q.sample(rng);
    return logLikelihood(x, z).plus(prior(x).logRatio(q, z));
  }

  /** {@link #logWeight} of each row at so many independent draws, [samples, rows]. */
  default Tensor logWeights(Observed x, int samples, Rng rng) {
    Tensor[] weights = new Tensor[samples];
    for (int k = 0; k < samples; k++) {
      weights[k] = logWeight(x, rng.stream("sample", k)).unsqueeze(0);
    }
    return Tensor.concat(0, weights);
  }

  /** Trains this model on the bound of the data: {@code fit(data, epochs(50).seed(1).live())}. */
  default TrainingResult fit(Dataset data, Fit how) {
    return how.run(this, data);
  }
}
