package elbolab.deepdive;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.data.series.WindowSet;
import elbolab.math.Equation;
import java.util.List;

/**
 * What a {@link DeepDive} looks like.
 *
 * @param seed of the first parameters
 */
public record DeepDiveOptions(
    Windows windows, Sizes sizes, Variant variant, Head head, LossWeights weights, long seed) {

  /**
   * What the model reads and forecasts.
   *
   * @param series l, how many series a window has
   * @param lookBack L, how many values of each series are seen
   * @param horizon H, how many values of each series are forecast
   * @param labels what a window is classified by
   */
  public record Windows(int series, int lookBack, int horizon, List<Label> labels) {
    public Windows {
      labels = List.copyOf(labels);
      atLeastOne("series", series, "series in a window");
      atLeastOne("lookBack", lookBack, "values seen of each series");
      atLeastOne("horizon", horizon, "values forecast of each series");
      if (labels.stream().map(Label::name).distinct().count() != labels.size()) {
        throw new IllegalArgumentException("two labels have the same name");
      }
    }
  }

  /**
   * @param conditional n1, dimensions of a for each series
   * @param hidden width of the hidden layers of encoder and decoder
   * @param tokenWidth d, what series and labels are projected to for the attention
   * @param heads of the attention; divides the token width
   */
  public record Sizes(int conditional, int hidden, int tokenWidth, int heads) {
    public Sizes {
      atLeastOne("conditional", conditional, "dimensions of a for each series");
      atLeastOne("hidden", hidden, "width of a hidden layer");
      atLeastOne("tokenWidth", tokenWidth, "width of a token");
      if (heads < 1 || tokenWidth % heads != 0) {
        throw new IllegalArgumentException(
            "heads = " + heads + ": must be at least 1 and divide the token width " + tokenWidth);
      }
    }
  }

  /** The model of section 4, or one of its ablations (section 5). */
  public enum Variant {
    FULL,
    /** DeepDIVE (a): no labels, neither in the latent space nor in the fusion. */
    CONDITIONAL_ONLY,
    /** DeepDIVE (b): no a; queries, keys and values are the tokens of the labels. */
    MARGINAL_ONLY;

    /** Whether there are conditional dimensions a. */
    public boolean hasConditional() {
      return this != MARGINAL_ONLY;
    }

    /** Whether there are marginal dimensions b, one per label. */
    public boolean hasMarginal() {
      return this != CONDITIONAL_ONLY;
    }
  }

  /** f of p(k | b) = softmax_k f(ψ_k(s)); proposition 6 asks that f' is nowhere 0. */
  @Equation(
      paper = DEEPDIVE,
      number = "prop. 6",
      test = "DeepDiveTest#theAffineHeadIsASoftmaxOfTheBasis")
  public enum Head {
    /**
     * log ψ_k + log(n_k/n): with it the softmax is the posterior of the mixture of assumptions 3
     * and 4, p(k | b) = ψ_k(s) n_k / Σ_j ψ_j(s) n_j.
     */
    BAYES,
    /** α_k ψ_k + β_k with learned α_k &gt; 0 and β_k. */
    AFFINE
  }

  public DeepDiveOptions {
    if (variant.hasMarginal() && windows.labels().isEmpty()) {
      throw new IllegalArgumentException(
          "variant " + variant + " needs labels: name one or use " + Variant.CONDITIONAL_ONLY);
    }
  }

  /** Sizes that train in seconds on a laptop. */
  public static DeepDiveOptions of(int series, int lookBack, int horizon, List<Label> labels) {
    return new DeepDiveOptions(
        new Windows(series, lookBack, horizon, labels),
        new Sizes(8, 128, 32, 4),
        labels.isEmpty() ? Variant.CONDITIONAL_ONLY : Variant.FULL,
        Head.BAYES,
        LossWeights.means(lookBack),
        1);
  }

  /** For windows like these; the labels' shares are those of these windows. */
  public static DeepDiveOptions of(WindowSet training) {
    return of(
        training.channels(),
        training.shape().lookBack(),
        training.shape().horizon(),
        training.labels().stream().map(Label::of).toList());
  }

  /** The labels that the variant uses: one marginal dimension each, none in variant (a). */
  public List<Label> labels() {
    return variant.hasMarginal() ? windows.labels() : List.of();
  }

  public DeepDiveOptions conditional(int dimensions) {
    return with(new Sizes(dimensions, sizes.hidden, sizes.tokenWidth, sizes.heads));
  }

  public DeepDiveOptions hidden(int width) {
    return with(new Sizes(sizes.conditional, width, sizes.tokenWidth, sizes.heads));
  }

  public DeepDiveOptions attention(int tokenWidth, int heads) {
    return with(new Sizes(sizes.conditional, sizes.hidden, tokenWidth, heads));
  }

  private DeepDiveOptions with(Sizes other) {
    return new DeepDiveOptions(windows, other, variant, head, weights, seed);
  }

  public DeepDiveOptions variant(Variant other) {
    return new DeepDiveOptions(windows, sizes, other, head, weights, seed);
  }

  public DeepDiveOptions head(Head other) {
    return new DeepDiveOptions(windows, sizes, variant, other, weights, seed);
  }

  public DeepDiveOptions weights(LossWeights other) {
    return new DeepDiveOptions(windows, sizes, variant, head, other, seed);
  }

  public DeepDiveOptions seed(long other) {
    return new DeepDiveOptions(windows, sizes, variant, head, weights, other);
  }

  private static void atLeastOne(String name, int value, String meaning) {
    if (value < 1) {
      throw new IllegalArgumentException(
          name + " = " + value + ": must be at least 1 (" + meaning + ")");
    }
  }
}
