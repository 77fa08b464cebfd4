package elbolab.saia;

import com.google.gson.Gson;
import elbolab.data.Observed;
import elbolab.hhvaem.Feature;
import elbolab.hhvaem.Features;
import elbolab.math.DoubleMath;
import elbolab.math.Moments;
import elbolab.math.Quantile;
import elbolab.nn.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows replayed step by step on a page of their own: what each missing feature is worth, which one
 * is looked up and what it turns out to be, and how the belief about the target narrows. The page
 * is one file that needs neither this library nor a network.
 */
public final class Replay {
  /** At how many values of a number its density is drawn. */
  private static final int POINTS = 80;

  private static final String PLACE = "\"THE DATA\"";

  /** What was drawn of the target after each step of a row, on its own scale. */
  private final List<List<double[]>> drawn = new ArrayList<>();

  private final List<List<Map<String, Object>>> steps = new ArrayList<>();
  private final Features features;
  private final Observed truth;
  private final String title;

  private Replay(String title, Features features, Observed truth) {
    this.title = title;
    this.features = features;
    this.truth = truth;
    for (int row = 0; row < truth.rows(); row++) {
      drawn.add(new ArrayList<>());
      steps.add(new ArrayList<>());
    }
  }

  /**
   * Walks the paths of some rows, of which the first target is shown.
   *
   * @param title of the page, such as what the table is
   */
  public static Replay of(String title, Acquisition acquisition, Reward reward, Observed truth) {
    Replay replay = new Replay(title, acquisition.model().features(), truth);
    acquisition.run(truth, reward, replay::seen);
    return replay;
  }

  private Feature target() {
    return features.targets().get(0);
  }

  private double cell(int row, int column) {
    return truth.values().toArray()[row * features.all().size() + column];
  }

  private void seen(int step, Belief belief, double[][] rewards, int... next) {
    int inputs = features.inputs().size();
    int width = features.all().size();
    float[] cells = belief.cells();
    for (int row = 0; row < next.length; row++) {
      double[] values = new double[belief.draws()];
      for (int s = 0; s < values.length; s++) {
        values[s] = target().value(cells[(row * values.length + s) * width + inputs]);
      }
      drawn.get(row).add(values);
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("rewards", rewards.length == 0 ? List.of() : shortened(rewards[row]));
      told.put("next", next[row]);
      if (next[row] >= 0) {
        told.put("value", features.inputs().get(next[row]).text(cell(row, next[row])));
      }
      steps.get(row).add(told);
    }
  }

  /** Three digits are all that one sees; NaN, which JSON lacks, becomes null. */
  private static List<Double> shortened(double... values) {
    return Arrays.stream(values)
        .mapToObj(v -> Double.isNaN(v) ? null : Double.valueOf(Math.rint(v * 1e4) / 1e4))
        .toList();
  }

  /** The page, complete. */
  public String page() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("title", title);
    data.put("features", features.inputs().stream().map(Feature::name).toList());
    data.put("target", target().name());
    data.put("levels", target().levels());
    double[] range = range();
    data.put("range", range);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int row = 0; row < truth.rows(); row++) {
      for (int step = 0; step < steps.get(row).size(); step++) {
        believed(steps.get(row).get(step), drawn.get(row).get(step), range);
      }
      double actual = cell(row, features.inputs().size());
      rows.add(
          Map.of(
              "truth", target().value(actual),
              "text", target().text(actual),
              "steps", steps.get(row)));
    }
    data.put("rows", rows);
    // "</" would end the script in which the data stand.
    return template().replace(PLACE, new Gson().toJson(data).replace("</", "<\\/"));
  }

  /** What is drawn of a number: the middle 99 % of all that was believed, and every truth. */
  private double[] range() {
    if (!target().kind().isNumber()) {
      return new double[0];
    }
    double[] all =
        drawn.stream().flatMap(List::stream).flatMapToDouble(Arrays::stream).sorted().toArray();
    double low = Quantile.ofSorted(all, 0.005);
    double high = Quantile.ofSorted(all, 0.995);
    for (int row = 0; row < truth.rows(); row++) {
      double value = target().value(cell(row, features.inputs().size()));
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double edge = 0.03 * (high - low);
    return new double[] {low - edge, high + edge};
  }

  private void believed(Map<String, Object> told, double[] values, double... range) {
    if (target().kind().isNumber()) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      told.put(
          "quantiles",
          shortened(
              Quantile.ofSorted(sorted, 0.05),
              Quantile.ofSorted(sorted, 0.5),
              Quantile.ofSorted(sorted, 0.95)));
      told.put("density", shortened(density(sorted, range)));
      return;
    }
    double[] shares = new double[target().levels().size()];
    for (double value : values) {
      shares[(int) value] += 1.0 / values.length;
    }
    told.put("density", shortened(shares));
  }

  /** Of normal kernels with Silverman's width. */
  private static double[] density(double[] sorted, double... range) {
    Moments moments = new Moments();
    for (double one : sorted) {
      moments.add(one);
    }
    double middle = (Quantile.ofSorted(sorted, 0.75) - Quantile.ofSorted(sorted, 0.25)) / 1.34;
    double spread = Math.min(Math.sqrt(moments.variance()), middle);
    double least = (range[1] - range[0]) / POINTS;
    double h = Math.max(least, 0.9 * spread / Math.pow(sorted.length, 0.2));
    double[] density = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      double x = range[0] + i * (range[1] - range[0]) / (POINTS - 1);
      for (double one : sorted) {
        double z = (x - one) / h;
        density[i] += DoubleMath.exp(-0.5 * z * z);
      }
      density[i] /= sorted.length * h * Math.sqrt(2 * Math.PI);
    }
    return density;
  }

  private static String template() {
    try (InputStream in = Replay.class.getResourceAsStream("replay.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException("replay.html cannot be read: " + failed, failed);
    }
  }

  /** Writes the page, and the folders that it is to lie in. */
  public void save(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    WholeFile.write(file, page().getBytes(StandardCharsets.UTF_8));
  }
}
