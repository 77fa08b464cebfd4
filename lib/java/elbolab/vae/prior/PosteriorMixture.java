package elbolab.vae.prior;

import static elbolab.math.Equation.Paper.LECTURE;
import static elbolab.math.Equation.Paper.THESIS;

import elbolab.data.Dataset;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import elbolab.vae.Likelihood;
import elbolab.vae.Prior;
import elbolab.vae.Vae;

/**
 * p(z) = Σ_k w_k q(z | u_k): a mixture of what the model's own encoder makes of some inputs. With
 * the data as inputs it is the aggregated posterior, with learned ones the VampPrior.
 *
 * @param inputs u, one a row
 * @param logits of the weights; null where they are equal
 */
public record PosteriorMixture(Vae vae, Tensor inputs, Tensor logits) implements Prior {

  /** n⁻¹ Σᵢ q(z | xᵢ): the aggregated posterior of these examples, the lecture's eq. (41). */
  @Equation(
      paper = LECTURE,
      number = "41",
      test = "PriorsTest#theAggregatedPosteriorIsTheMeanOfThePosteriors")
  public static PosteriorMixture aggregated(Vae vae, Dataset examples) {
    return new PosteriorMixture(vae, examples.all().values().keep(), null);
  }

  /**
   * K⁻¹ Σ_k q(z | u_k) with pseudo-inputs u_k that are learned (thesis eq. 3.14).
   *
   * @param start where they begin, one a row
   */
  @Equation(paper = THESIS, number = "3.14", test = "PriorsTest#densitiesIntegrateToOne")
  public static PosteriorMixture vamp(Vae vae, Tensor start) {
    return new PosteriorMixture(vae, pseudoInputs(vae, start), null);
  }

  /** Σ_k w_k q(z | u_k), the weights learned too (thesis eq. 3.15). */
  @Equation(paper = THESIS, number = "3.15", test = "PriorsTest#densitiesIntegrateToOne")
  public static PosteriorMixture weightedVamp(Vae vae, Tensor start) {
    Tensor inputs = pseudoInputs(vae, start);
    Parameters branch = vae.parameters().at("prior");
    return new PosteriorMixture(vae, inputs, branch.add("logits", 0, start.size(0)));
  }

  private static Tensor pseudoInputs(Vae vae, Tensor start) {
    if (start.rank() != 2 || start.size(1) != vae.options().features()) {
      throw new IllegalArgumentException(
          "pseudo-inputs of shape %s: one row of %d numbers for each component is needed"
              .formatted(start.shape(), vae.options().features()));
    }
    float[] values = start.toArray();
    Tensor inputs =
        vae.parameters().at("prior").add("inputs", 0, start.size(0), vae.options().features());
    inputs.set(values);
    return inputs;
  }

  /** The mixture as it is now; pixels are kept between 0 and 1, where the encoder was trained. */
  public MixturePrior mixture() {
    boolean pixels = vae.options().likelihood() instanceof Likelihood.Pixels;
    Tensor weights = logits == null ? Tensor.zeros(inputs.size(0)) : logits;
    return new MixturePrior(weights, vae.encode(pixels ? inputs.clamp(0, 1) : inputs));
  }

  @Override
  public Tensor logProb(Tensor z) {
    return mixture().logProb(z);
  }

  @Override
  public Tensor sample(Rng rng, int rows) {
    return mixture().sample(rng, rows);
  }
}
