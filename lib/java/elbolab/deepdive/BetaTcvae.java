package elbolab.deepdive;

import static elbolab.math.Equation.Paper.CHEN_2018;

import elbolab.data.series.WindowSet;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.Pass;
import elbolab.train.TrainingResult;
import elbolab.vae.Fit;
import elbolab.vae.KlDecomposition;
import elbolab.vae.KlDecomposition.Weighting;
import java.util.List;

/**
 * The β-TCVAE of section 5: variant (a) trained on −E log p + I(x; a) + β·TC(a) + dimension-wise KL
 * (Chen et al. 2018, eq. 4 with α = γ = 1), where a is the code of all series together, l·n1
 * dimensions. β = 1 is the loss of variant (a) with a sampled divergence.
 */
@Equation(paper = CHEN_2018, number = "4", test = "DeepDiveTest#theTotalCorrelationLossAtBetaOne")
public record BetaTcvae(DeepDive model, double beta) {
  public BetaTcvae {
    if (model.options().variant() != DeepDiveOptions.Variant.CONDITIONAL_ONLY) {
      throw new IllegalArgumentException(
          "a β-TCVAE has no labels: variant %s, not %s"
              .formatted(DeepDiveOptions.Variant.CONDITIONAL_ONLY, model.options().variant()));
    }
    if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "beta = " + beta + ": must be 0 or more and finite, the weight of the total correlation");
    }
  }

  public TrainingResult fit(WindowSet windows, Fit how) {
    return how.run(model.parameters(), windows.size(), adam -> passes(windows, adam));
  }

  public Pass[] passes(WindowSet windows, Adam.Options options) {
    return new Pass[] {
      Pass.of(
          "main",
          new Adam(model.parameters(), options),
          (batch, rng) ->
              loss(
                  windows.inputs(batch.rows()), windows.targets(batch.rows()), windows.size(), rng))
    };
  }

  /**
   * The three parts of the divergence are divided by the number of series, like KL(a) elsewhere.
   *
   * @param dataSize how many windows the batch was drawn from
   */
  public Loss loss(Tensor x, Tensor y, long dataSize, Rng rng) {
    Normal q = model.encode(x).a();
    Tensor a = q.sample(rng);
    Loss loss = Interleaving.errors(model.options().weights(), x, y, model.decode(a, List.of()));
    double weight = model.options().weights().divergence() / model.options().windows().series();
    KlDecomposition parts = parts(q, a, dataSize);
    return loss.plus("mutual information", weight, parts.mutualInformation())
        .plus("total correlation", beta * weight, parts.totalCorrelation())
        .plus("dimension-wise KL", weight, parts.dimensionWiseKl());
  }

  private static KlDecomposition parts(Normal q, Tensor a, long dataSize) {
    if (a.size(0) == 1) {
      // A lone window at the end of an epoch has no others to estimate q(a) from.
      return new KlDecomposition(Tensor.scalar(0), Tensor.scalar(0), Tensor.scalar(0));
    }
    Normal joint = new Normal(together(q.mean()), together(q.logSigma()));
    return KlDecomposition.of(joint, together(a), dataSize, Weighting.STRATIFIED);
  }

  /** [windows, series, n1] as one code per window. */
  private static Tensor together(Tensor a) {
    return a.reshape(a.size(0), -1);
  }
}
