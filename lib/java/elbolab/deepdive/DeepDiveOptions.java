package elbolab.deepdive;

import elbolab.data.series.WindowSet;
import elbolab.data.series.WindowShape;
import java.util.List;

/**
 * What a {@link DeepDive} looks like.
 *
 * @param series l, how many series a window has
 * @param lookBack L, how many values of each series are seen
 * @param horizon H, how many values of each series are forecast
 * @param conditional n1, dimensions of a per series
 * @param labels one marginal dimension each; none in variant (a)
 * @param hidden width of the hidden layers of encoder and decoder
 * @param tokenWidth d, what series and labels are projected to for the attention
 * @param heads of the attention; divides the token width
 * @param seed of the first parameters
 */
public record DeepDiveOptions(
    int series,
    int lookBack,
    int horizon,
    int conditional,
    List<Label> labels,
    int hidden,
    int tokenWidth,
    int heads,
    ClassifierHead head,
    Variant variant,
    LossWeights weights,
    long seed) {
  public DeepDiveOptions {
    labels = List.copyOf(labels);
    atLeastOne("series", series, "series in a window");
    atLeastOne("lookBack", lookBack, "values seen of each series");
    atLeastOne("horizon", horizon, "values forecast of each series");
    atLeastOne("conditional", conditional, "dimensions of a for each series");
    atLeastOne("hidden", hidden, "width of a hidden layer");
    atLeastOne("tokenWidth", tokenWidth, "width of a token");
    if (heads < 1 || tokenWidth % heads != 0) {
      throw new IllegalArgumentException(
          "heads = " + heads + ": must be at least 1 and divide the token width " + tokenWidth);
    }
    if (labels.stream().map(Label::name).distinct().count() != labels.size()) {
      throw new IllegalArgumentException("two labels have the same name");
    }
    if (variant.hasMarginal() && labels.isEmpty()) {
      throw new IllegalArgumentException(
          "variant " + variant + " needs labels: name one or use " + Variant.CONDITIONAL_ONLY);
    }
    if (!variant.hasMarginal()) {
      labels = List.of();
    }
  }

  /** Sizes that train in seconds on a laptop. */
  public static DeepDiveOptions of(int series, int lookBack, int horizon, List<Label> labels) {
    return new DeepDiveOptions(
        series,
        lookBack,
        horizon,
        8,
        labels,
        128,
        32,
        4,
        ClassifierHead.BAYES,
        labels.isEmpty() ? Variant.CONDITIONAL_ONLY : Variant.FULL,
        LossWeights.means(lookBack),
        1);
  }

  /** Sizes and labels of training windows. */
  public static DeepDiveOptions of(WindowSet training) {
    WindowShape shape = training.shape();
    List<Label> labels = training.labels().stream().map(Label::of).toList();
    return of(training.channels(), shape.lookBack(), shape.horizon(), labels);
  }

  public DeepDiveOptions conditional(int dimensions) {
    return new DeepDiveOptions(
        series,
        lookBack,
        horizon,
        dimensions,
        labels,
        hidden,
        tokenWidth,
        heads,
        head,
        variant,
        weights,
        seed);
  }

  public DeepDiveOptions hidden(int width) {
    return new DeepDiveOptions(
        series,
        lookBack,
        horizon,
        conditional,
        labels,
        width,
        tokenWidth,
        heads,
        head,
        variant,
        weights,
        seed);
  }

  public DeepDiveOptions attention(int newTokenWidth, int newHeads) {
    return new DeepDiveOptions(
        series,
        lookBack,
        horizon,
        conditional,
        labels,
        hidden,
        newTokenWidth,
        newHeads,
        head,
        variant,
        weights,
        seed);
  }

  public DeepDiveOptions head(ClassifierHead other) {
    return new DeepDiveOptions(
        series,
        lookBack,
        horizon,
        conditional,
        labels,
        hidden,
        tokenWidth,
        heads,
        other,
        variant,
        weights,
        seed);
  }

  public DeepDiveOptions variant(Variant other) {
    return new DeepDiveOptions(
        series,
        lookBack,
        horizon,
        conditional,
        labels,
        hidden,
        tokenWidth,
        heads,
        head,
        other,
        weights,
        seed);
  }

  public DeepDiveOptions weights(LossWeights other) {
    return new DeepDiveOptions(
        series,
        lookBack,
        horizon,
        conditional,
        labels,
        hidden,
        tokenWidth,
        heads,
        head,
        variant,
        other,
        seed);
  }

  public DeepDiveOptions seed(long other) {
    return new DeepDiveOptions(
        series,
        lookBack,
        horizon,
        conditional,
        labels,
        hidden,
        tokenWidth,
        heads,
        head,
        variant,
        weights,
        other);
  }

  private static void atLeastOne(String name, int value, String meaning) {
    if (value < 1) {
      throw new IllegalArgumentException(
          name + " = " + value + ": must be at least 1 (" + meaning + ")");
    }
  }
}
