package elbolab.deepdive;

import elbolab.data.series.ForecastScores;
import elbolab.data.series.Scaler;
import elbolab.data.series.WindowLabel;
import elbolab.data.series.WindowSet;
import elbolab.deepdive.DeepDive.Codes;
import elbolab.deepdive.DeepDive.Decoded;
import elbolab.math.Rng;
import elbolab.prob.MutualInformationGap;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a model says of all windows of a block, the last batch included. The windows are encoded
 * once; everything here is computed from those codes, and from their means unless draws are asked
 * for.
 */
public final class Evaluation {
  private static final int AT_ONCE = 64;

  private final DeepDive model;
  private final WindowSet windows;
  private final int atOnce;

  /** μ and log σ of q(a | x), [windows, series, n1]; empty in variant (b). */
  private final float[] mean;

  private final float[] logSigma;

  /** s_i of the mean of b, [label][window]. */
  private final float[][] s;

  private Evaluation(DeepDive model, WindowSet windows, int atOnce) {
    this.model = model;
    this.windows = windows;
    this.atOnce = atOnce;
    mean = new float[model.options().variant().hasConditional() ? windows.size() * perWindow() : 0];
    logSigma = new float[mean.length];
    s = new float[model.options().labels().size()][windows.size()];
    batches(
        (rows, from) -> {
          Codes codes = model.encode(windows.inputs(rows));
          if (codes.a() != null) {
            put(codes.a().mean(), mean, from * perWindow());
            put(codes.a().logSigma(), logSigma, from * perWindow());
          }
          List<Tensor> projections = model.project(codes);
          for (int i = 0; i < s.length; i++) {
            put(projections.get(i), s[i], from);
          }
        });
  }

  /** Encodes the windows. */
  public static Evaluation of(DeepDive model, WindowSet windows) {
    return of(model, windows, AT_ONCE);
  }

  /** So many windows at once, on which no number depends. */
  static Evaluation of(DeepDive model, WindowSet windows, int atOnce) {
    return new Evaluation(model, windows, atOnce);
  }

  private int perWindow() {
    return windows.channels() * model.options().sizes().conditional();
  }

  private static void put(Tensor values, float[] to, int at) {
    System.arraycopy(values.toArray(), 0, to, at, values.size());
  }

  /** Does something with the numbers of the windows of each batch and the first of them. */
  private void batches(ObjIntConsumer<int[]> work) {
    for (int from = 0; from < windows.size(); from += atOnce) {
      int[] rows = IntStream.range(from, Math.min(from + atOnce, windows.size())).toArray();
      try (Tape tape = Tape.inference()) {
        work.accept(rows, from);
      }
    }
  }

  /** q(a | x) of some windows in a row; null in variant (b). */
  private Normal codes(int from, int count) {
    if (mean.length == 0) {
      return null;
    }
    int[] shape = {count, windows.channels(), model.options().sizes().conditional()};
    return new Normal(
        Tensor.of(part(mean, from, count, perWindow()), shape),
        Tensor.of(part(logSigma, from, count, perWindow()), shape));
  }

  private static float[] part(float[] of, int from, int count, int width) {
    return Arrays.copyOfRange(of, from * width, (from + count) * width);
  }

  private List<Tensor> projections(int from, int count) {
    return Arrays.stream(s).map(of -> Tensor.of(part(of, from, count, 1), count)).toList();
  }

  private Decoded decode(Tensor a, List<Tensor> projections) {
    return model.decode(a, projections).forSeries(windows.channels());
  }

  private Decoded decodeMean(int from, int count) {
    Normal a = codes(from, count);
    return decode(a == null ? null : a.mean(), projections(from, count));
  }

  public WindowSet windows() {
    return windows;
  }

  /** Scores of x̂ and ŷ over all windows. */
  public record Scores(ForecastScores reconstruction, ForecastScores forecast) {}

  /** Reconstruction and forecast from the mean codes, in the units of the file. */
  public Scores scores(Scaler scaler) {
    ForecastScores ofX = ForecastScores.inOriginalUnits(scaler, windows.shape().lookBack());
    ForecastScores ofY = ForecastScores.inOriginalUnits(scaler, windows.shape().horizon());
    batches(
        (rows, from) -> {
          Decoded decoded = decodeMean(from, rows.length);
          ofX.add(decoded.x().toArray(), windows.inputs(rows).toArray());
          ofY.add(decoded.y().toArray(), windows.targets(rows).toArray());
        });
    return new Scores(ofX, ofY);
  }

  /** ŷ of all windows with a drawn from q(a | x) and the mean of b, [windows, series, H]. */
  float[] drawnForecasts(Rng rng) {
    float[] y = new float[windows.size() * windows.channels() * windows.shape().horizon()];
    float[] noise = new float[mean.length];
    rng.fillGaussian(noise, 0, noise.length);
    batches(
        (rows, from) -> {
          Normal a = codes(from, rows.length);
          Tensor drawn = null;
          if (a != null) {
            float[] part = part(noise, from, rows.length, perWindow());
            drawn = a.mean().plus(a.sigma().times(Tensor.of(part, a.mean().shape().toArray())));
          }
          Tensor decoded = decode(drawn, projections(from, rows.length)).y();
          put(decoded, y, from * (y.length / windows.size()));
        });
    return y;
  }

  /** Σ_j a_jd of each window, a row per dimension d; no rows in variant (b). */
  public double[][] conditional() {
    int n1 = mean.length == 0 ? 0 : model.options().sizes().conditional();
    double[][] sums = new double[n1][windows.size()];
    batches(
        (rows, from) -> {
          if (n1 > 0) {
            float[] sum = codes(from, rows.length).mean().sum(1).toArray();
            for (int i = 0; i < sum.length; i++) {
              sums[i % n1][from + i / n1] = sum[i];
            }
          }
        });
    return sums;
  }

  /** Σ_j Σ_d a_jd of each window: the ordinate of figure 3. */
  public double[] sumOfA() {
    double[] sum = new double[windows.size()];
    for (double[] dimension : conditional()) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += dimension[i];
      }
    }
    return sum;
  }

  private int index(String label) {
    List<String> names = model.options().labels().stream().map(Label::name).toList();
    if (!names.contains(label)) {
      throw new IllegalArgumentException("the model has no label \"" + label + "\", but " + names);
    }
    return names.indexOf(label);
  }

  /** The dimension of a label, with the classes of the windows. */
  public LabelDimension label(String name) {
    int index = index(name);
    int[] found = new int[windows.size()];
    batches(
        (rows, from) -> {
          Tensor of = projections(from, rows.length).get(index);
          float[] logits = model.classLogits(index, of).toArray();
          int k = logits.length / rows.length;
          for (int row : rows) {
            found[row] = greatest(logits, (row - from) * k, k);
          }
        });
    return new LabelDimension(windows.label(name), doubles(s[index]), found, sumOfA());
  }

  private static int greatest(float[] values, int from, int count) {
    int best = 0;
    for (int k = 1; k < count; k++) {
      best = values[from + k] > values[from + best] ? k : best;
    }
    return best;
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  /** The dimensions of all labels that the model has. */
  public List<LabelDimension> labels() {
    return model.options().labels().stream().map(label -> label(label.name())).toList();
  }

  /**
   * The mutual information gap of the codes [Σ_j a_jd]_d and [s_i]_i with 20 bins.
   *
   * @param labels all that the windows have, where none is named
   */
  public MutualInformationGap informationGap(String... labels) {
    Stream<WindowLabel> factors =
        labels.length == 0 ? windows.labels().stream() : Stream.of(labels).map(windows::label);
    double[][] codes =
        Stream.concat(Stream.of(conditional()), Stream.of(s).map(Evaluation::doubles))
            .toArray(double[][]::new);
    return MutualInformationGap.of(
        codes, factors.map(WindowLabel::classes).toArray(int[][]::new), 20);
  }

  /**
   * What is decoded of one window when its projection s of one label is moved to each of these
   * places and everything else stays: the traversal of a marginal dimension.
   */
  public Traversal traverse(int row, String label, double... places) {
    int index = index(label);
    List<float[]> x = new ArrayList<>();
    List<float[]> y = new ArrayList<>();
    for (double place : places) {
      try (Tape tape = Tape.inference()) {
        List<Tensor> moved = new ArrayList<>(projections(row, 1));
        moved.set(index, Tensor.full(place, 1));
        Normal a = codes(row, 1);
        Decoded decoded = decode(a == null ? null : a.mean(), moved);
        x.add(decoded.x().toArray());
        y.add(decoded.y().toArray());
      }
    }
    return new Traversal(windows, row, windows.label(label), places.clone(), x, y);
  }
}
