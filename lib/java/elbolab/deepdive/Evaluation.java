package elbolab.deepdive;

import elbolab.data.series.ForecastScores;
import elbolab.data.series.Forecaster;
import elbolab.data.series.WindowSet;
import elbolab.math.Rng;
import elbolab.prob.MutualInformationGap;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model says of all windows of a block, the last batch included, computed from the mean
 * codes unless samples are asked for.
 *
 * @param atOnce how many windows are computed together; no number depends on it
 */
public record Evaluation(DeepDive model, WindowSet windows, int atOnce) {
  public Evaluation {
    if (atOnce < 1) {
      throw new IllegalArgumentException("atOnce = " + atOnce + ": at least 1 window");
    }
  }

  /** As many windows at once as a training batch usually has. */
  public static Evaluation of(DeepDive model, WindowSet windows) {
    return new Evaluation(model, windows, 64);
  }

  /** Sees the windows batch by batch. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param rows numbers of the windows
     * @param x [windows, series, L]
     * @param y [windows, series, H]
     * @param decodedX x̂, in the shape of x
     * @param decodedY ŷ, in the shape of y
     */
    void visit(int[] rows, float[] x, float[] y, float[] decodedX, float[] decodedY);
  }

  /** Reconstructs and forecasts all windows, in order, without holding them all. */
  public void visit(Visitor visitor) {
    for (int[] rows : batches()) {
      try (Tape tape = Tape.inference()) {
        Tensor x = windows.inputs(rows);
        Tensor y = windows.targets(rows);
        Decoded decoded = decodedMean(model, x);
        visitor.visit(rows, x.toArray(), y.toArray(), decoded.x().toArray(), decoded.y().toArray());
      }
    }
  }

  /** Adds all windows to these scores of reconstruction, [series, L], and forecast, [series, H]. */
  public void score(ForecastScores reconstruction, ForecastScores forecast) {
    visit(
        (rows, x, y, decodedX, decodedY) -> {
          reconstruction.add(decodedX, x);
          forecast.add(decodedY, y);
        });
  }

  /** The model beside the baselines: ŷ from the mean codes. */
  public static Forecaster forecaster(DeepDive model) {
    return (windows, rows, to) -> {
      try (Tape tape = Tape.inference()) {
        float[] y = decodedMean(model, windows.inputs(rows)).y().toArray();
        System.arraycopy(y, 0, to, 0, y.length);
      }
    };
  }

  private static Decoded decodedMean(DeepDive model, Tensor x) {
    Codes codes = model.encode(x);
    Tensor a = codes.a() == null ? null : codes.a().mean();
    return model.decode(a, model.project(codes)).forSeries(x.size(1));
  }

  /** Mean codes of all windows. */
  public MeanCodes codes() {
    MeanCodes codes = MeanCodes.of(model.options(), windows);
    for (int[] rows : batches()) {
      try (Tape tape = Tape.inference()) {
        Codes encoded = model.encode(windows.inputs(rows));
        codes.put(rows[0], encoded, model.project(encoded));
      }
    }
    return codes;
  }

  /** The most probable class of each window by the classifier of this label. */
  public int[] classes(int label) {
    int[] classes = new int[windows.size()];
    float[] s = new float[atOnce];
    double[] projections = codes().marginal()[label];
    for (int[] rows : batches()) {
      for (int i = 0; i < rows.length; i++) {
        s[i] = (float) projections[rows[i]];
      }
      try (Tape tape = Tape.inference()) {
        float[] logits =
            model
                .classLogits(label, Tensor.of(Arrays.copyOf(s, rows.length), rows.length))
                .toArray();
        int k = logits.length / rows.length;
        for (int i = 0; i < rows.length; i++) {
          classes[rows[i]] = greatest(logits, i * k, k);
        }
      }
    }
    return classes;
  }

  private static int greatest(float[] values, int from, int count) {
    int best = 0;
    for (int k = 1; k < count; k++) {
      best = values[from + k] > values[from + best] ? k : best;
    }
    return best;
  }

  /** The part of the windows whose class of this label is the classifier's. */
  public double accuracy(int label) {
    int[] found = classes(label);
    int[] truth = truth(label);
    long right = IntStream.range(0, found.length).filter(i -> found[i] == truth[i]).count();
    return (double) right / found.length;
  }

  private int[] truth(int label) {
    return windows.label(model.options().labels().get(label).name()).classes();
  }

  /** The mutual information gap of the codes [Σ_j a_jd]_d and [s_i]_i with 20 bins, by label. */
  public MutualInformationGap informationGap(List<String> labels) {
    int[][] factors =
        labels.stream().map(name -> windows.label(name).classes()).toArray(int[][]::new);
    return MutualInformationGap.of(codes().all(), factors, 20);
  }

  /**
   * Forecasts of one window with a drawn from q(a | x) and the mean of b, [samples][series · H]:
   * how far the uncertainty of a reaches; the noise of p(y | a, b) is not in it.
   */
  public float[][] sampledForecasts(int row, int samples, Rng rng) {
    float[][] drawn = new float[samples][];
    for (int i = 0; i < samples; i++) {
      try (Tape tape = Tape.inference()) {
        Codes codes = model.encode(windows.inputs(row));
        Tensor a = codes.a() == null ? null : codes.a().sample(rng.stream("sample", i));
        drawn[i] =
            model.decode(a, model.project(codes)).forSeries(windows.channels()).y().toArray();
      }
    }
    return drawn;
  }

  /**
   * What is decoded of one window when its projection s of one label is moved to each of these
   * places and everything else stays: the traversal of a marginal dimension.
   */
  public List<Traversal> traverse(int row, int label, double... places) {
    List<Traversal> steps = new ArrayList<>();
    for (double place : places) {
      try (Tape tape = Tape.inference()) {
        Codes codes = model.encode(windows.inputs(row));
        List<Tensor> s = new ArrayList<>(model.project(codes));
        s.set(label, Tensor.full(place, 1));
        Tensor a = codes.a() == null ? null : codes.a().mean();
        Decoded decoded = model.decode(a, s).forSeries(windows.channels());
        steps.add(new Traversal(place, decoded.x().toArray(), decoded.y().toArray()));
      }
    }
    return steps;
  }

  /**
   * @param s where the projection was moved to
   * @param x [series, L]
   * @param y [series, H]
   */
  public record Traversal(double s, float[] x, float[] y) {}

  private List<int[]> batches() {
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < windows.size(); from += atOnce) {
      batches.add(IntStream.range(from, Math.min(from + atOnce, windows.size())).toArray());
    }
    return batches;
  }
}
