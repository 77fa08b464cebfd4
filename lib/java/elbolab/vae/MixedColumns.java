package elbolab.vae;

import elbolab.data.ColumnKind;
import elbolab.data.TableEncoding;
import elbolab.data.TableEncoding.Feature;
import elbolab.math.Rng;
import elbolab.prob.Bernoulli;
import elbolab.prob.Categorical;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a table, each by its kind: numbers normal with a mean and a deviation of their
 * own, binary ones Bernoulli, categories as one-hot vectors. The decoder puts out a mean or logit
 * for each number of an example, and beside these a logarithm of a deviation, which only numbers
 * use. It is kept within [−3, 2], so that no number of the standardised table is known too well.
 */
public record MixedColumns(List<Feature> features) implements Likelihood {
  private static final double LEAST = -3;
  private static final double MOST = 2;

  public static MixedColumns of(TableEncoding encoding) {
    return new MixedColumns(encoding.features());
  }

  private int width() {
    Feature last = features.get(features.size() - 1);
    return last.at() + last.width();
  }

  @Override
  public int outputs(int numbers) {
    if (numbers != width()) {
      throw new IllegalArgumentException(
          numbers + " numbers in an example, the columns have " + width());
    }
    return 2 * numbers;
  }

  @Override
  public Distribution of(Tensor outputs) {
    return new Columns(features, outputs);
  }

  @Override
  public Tensor mean(Tensor outputs) {
    List<Tensor> means = new ArrayList<>();
    for (Feature feature : features) {
      Tensor first = outputs.slice(-1, feature.at(), feature.at() + feature.width());
      means.add(
          feature.kind().isNumber()
              ? first
              : feature.width() == 1 ? first.sigmoid() : first.softmax(-1));
    }
    return Tensor.concat(-1, means.toArray(Tensor[]::new));
  }

  /** A one-hot vector's log probability stands at its 1: the sum over the columns is right. */
  private record Columns(List<Feature> features, Tensor outputs) implements Distribution {
    @Override
    public Tensor logProb(Tensor x) {
      List<Tensor> parts = new ArrayList<>();
      for (Feature feature : features) {
        Tensor of = x.slice(-1, feature.at(), feature.at() + feature.width());
        parts.add(
            feature.kind() == ColumnKind.CATEGORICAL && feature.width() > 1
                ? of.times(logits(feature).logSoftmax(-1))
                : column(feature).logProb(of));
      }
      return Tensor.concat(-1, parts.toArray(Tensor[]::new));
    }

    @Override
    public Tensor sample(Rng rng) {
      List<Tensor> parts = new ArrayList<>();
      for (int f = 0; f < features.size(); f++) {
        parts.add(column(features.get(f)).sample(rng.stream("column", f)));
      }
      return Tensor.concat(-1, parts.toArray(Tensor[]::new));
    }

    private Tensor logits(Feature feature) {
      return outputs.slice(-1, feature.at(), feature.at() + feature.width());
    }

    private Distribution column(Feature feature) {
      if (feature.kind().isNumber()) {
        int at = outputs.size(-1) / 2 + feature.at();
        return new Normal(logits(feature), outputs.slice(-1, at, at + 1).clamp(LEAST, MOST));
      }
      return feature.width() == 1
          ? new Bernoulli(logits(feature))
          : new Categorical(logits(feature));
    }
  }
}
