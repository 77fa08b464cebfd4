package elbolab.saia;

import elbolab.data.DataException;
import elbolab.data.Nearest;
import elbolab.data.Observed;
import elbolab.hhvaem.Feature;
import elbolab.hhvaem.FeatureKind;
import elbolab.hhvaem.Features;
import elbolab.hhvaem.HhVaem;
import elbolab.math.DoubleMath;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.Comparator;
import java.util.List;

/**
 * A trained {@link HhVaem} asked about one column, whichever it is: all other columns can be
 * acquired, those that were targets of the training too. What is likely of the column is told from
 * its draws alone.
 */
public final class TargetColumn implements AcquisitionModel {
  private final HhVaem model;
  private final Features features;

  /** The model's place of each column here. */
  private final int[] places;

  private TargetColumn(HhVaem model, Feature target) {
    this.model = model;
    List<Feature> all = model.features().all();
    List<Feature> inputs =
        all.stream()
            .filter(feature -> feature != target)
            .sorted(Comparator.comparing(feature -> feature.kind() == FeatureKind.CATEGORICAL))
            .toList();
    features = new Features(inputs, List.of(target));
    places = features.all().stream().mapToInt(all::indexOf).toArray();
  }

  public static TargetColumn of(HhVaem model, String name) {
    List<String> names = model.features().all().stream().map(Feature::name).toList();
    if (!names.contains(name)) {
      throw new DataException(
          "the model knows no column '%s'; nearest: '%s'".formatted(name, Nearest.of(name, names)));
    }
    return new TargetColumn(model, model.features().all().get(names.indexOf(name)));
  }

  @Override
  public Features features() {
    return features;
  }

  @Override
  public Belief believe(Observed x, int draws, Rng rng) {
    int[] back = new int[places.length];
    for (int c = 0; c < places.length; c++) {
      back[places[c]] = c;
    }
    Tensor values = x.values().gather(1, back);
    Observed whole = new Observed(values, x.maskOrOnes().gather(1, back));
    float[] cells =
        model
            .posterior(whole, HhVaemModel.of(model).by(), draws, rng.stream("posterior", 0))
            .samples(whole, rng.stream("outcomes", 0));
    float[] ordered = new float[cells.length];
    int width = places.length;
    for (int k = 0; k < cells.length; k++) {
      ordered[k] = cells[k / width * width + places[k % width]];
    }
    return new Drawn(features.targets().get(0), x.rows(), draws, width, ordered);
  }

  /** Frequencies of a category, moments of a number. */
  private record Drawn(Feature target, int rows, int draws, int width, float[] cells)
      implements Belief {
    private double[] of(int row) {
      double[] drawn = new double[draws];
      for (int s = 0; s < draws; s++) {
        drawn[s] = cells[(row * draws + s + 1) * width - 1];
      }
      return drawn;
    }

    private Moments moments(int row) {
      Moments moments = new Moments();
      for (double one : of(row)) {
        moments.add(one);
      }
      return moments;
    }

    private int[] counts(int row) {
      int[] counts = new int[target.levels().size()];
      for (double one : of(row)) {
        counts[(int) one]++;
      }
      return counts;
    }

    @Override
    public double[] guesses() {
      double[] guesses = new double[rows];
      for (int row = 0; row < rows; row++) {
        if (target.kind().isNumber()) {
          guesses[row] = moments(row).mean();
        } else {
          int[] counts = counts(row);
          for (int k = 1; k < counts.length; k++) {
            guesses[row] = counts[k] > counts[(int) guesses[row]] ? k : guesses[row];
          }
        }
      }
      return guesses;
    }

    /** Of a normal with the draws' moments; of a category with one more draw of each class. */
    @Override
    public double[] logLikelihood(double[] targets) {
      double[] values = new double[rows];
      for (int row = 0; row < rows; row++) {
        if (target.kind().isNumber()) {
          Moments moments = moments(row);
          double miss = targets[row] - moments.mean();
          double variance = moments.variance();
          values[row] = -0.5 * (miss * miss / variance + DoubleMath.log(2 * Math.PI * variance));
        } else {
          int[] counts = counts(row);
          values[row] =
              DoubleMath.log((counts[(int) targets[row]] + 1.0) / (draws + counts.length));
        }
      }
      return values;
    }
  }
}
