package elbolab.deepdive;

import elbolab.data.series.WindowSet;
import elbolab.math.Rng;
import elbolab.show.Measured;
import elbolab.show.Panels;
import elbolab.show.Plot;
import elbolab.show.Sheet;
import elbolab.train.Progress;
import elbolab.train.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Listens to a training run and measures the {@link GradientConflict} of the loss terms at some
 * moments of it, on the same windows each time.
 *
 * <pre>{@code
 * var conflicts = new ConflictHistory(model, windows, 40, 3);
 * model.fit(windows, steps(2400).listen(conflicts));
 * show(conflicts.panels());
 * show(conflicts.table(12));
 * }</pre>
 */
public final class ConflictHistory implements TrainingListener {
  private static final int WATCHED = 128;
  private static final int AT_THE_END = 64;

  private final DeepDive model;
  private final WindowSet windows;
  private final int moments;
  private final Rng rng;
  private final int[] shuffled;
  private final TreeMap<Long, GradientConflict> history = new TreeMap<>();

  /**
   * @param moments at how many steps of the run, besides the first
   * @param seed of the windows and of the noise
   */
  public ConflictHistory(DeepDive model, WindowSet windows, int moments, long seed) {
    this.model = model;
    this.windows = windows;
    this.moments = moments;
    rng = Rng.of(seed, "conflict");
    shuffled = rng.permutation(windows.size());
  }

  @Override
  public void stepped(Progress progress) {
    long done = progress.done();
    if (done == 1 || done % Math.max(1, progress.steps() / moments) == 0) {
      int[] rows = Arrays.copyOf(shuffled, Math.min(WATCHED, shuffled.length));
      history.put(done, GradientConflict.of(model, windows, rows, rng.stream("after step", done)));
    }
  }

  /** The moments, in order. */
  public List<GradientConflict> moments() {
    return List.copyOf(history.values());
  }

  /** The least cosine of any two terms at any moment. */
  public double least() {
    return history.values().stream().mapToDouble(GradientConflict::least).min().orElse(1);
  }

  /** At how many moments some two terms were in conflict. */
  public long momentsWithConflict() {
    return history.values().stream().filter(moment -> moment.least() < 0).count();
  }

  /** Norms of the gradients, and the cosines within and between the passes, over the run. */
  public Panels panels() {
    List<String> terms = terms();
    int labels = model.options().labels().size();
    Plot norms = Plot.of("norms of the gradients, with weights").x("step").y("norm").logY();
    for (int i = 0; i < terms.size(); i++) {
      int term = i;
      line(norms, terms.get(i), c -> c.norms()[term]);
    }
    Plot across = cosines("each label with the main pass's sum");
    for (int i = 0; i < labels; i++) {
      int term = i;
      line(across, shortName(terms.get(i)), c -> c.cosineWithMain(term));
    }
    return Panels.of(
        "Gradients of the loss terms at the shared encoder: norms and cosines",
        2,
        norms,
        pairs("within the main pass", labels, terms.size()),
        pairs("between labels", 0, labels),
        across);
  }

  private Plot pairs(String title, int from, int to) {
    Plot plot = cosines(title);
    for (int i = from; i < to; i++) {
      for (int j = i + 1; j < to; j++) {
        int one = i;
        int other = j;
        line(plot, pair(i, j), c -> c.cosines()[one][other]);
      }
    }
    return plot;
  }

  private static Plot cosines(String title) {
    return Plot.of(title).x("step").y("cosine").yRange(-1, 1).horizontal(0, "");
  }

  private void line(Plot plot, String name, ToDoubleFunction<GradientConflict> of) {
    double[] steps = history.keySet().stream().mapToDouble(Long::doubleValue).toArray();
    plot.line(name, steps, history.values().stream().mapToDouble(of).toArray());
  }

  private List<String> terms() {
    return history.firstEntry().getValue().terms();
  }

  private String pair(int one, int other) {
    return shortName(terms().get(one)) + " – " + shortName(terms().get(other));
  }

  private static String shortName(String term) {
    return term.replace("cross entropy ", "");
  }

  /**
   * Each two terms at the model's present state: mean and standard error of the cosine over batches
   * of other windows, and how often it was negative in training.
   */
  public Sheet table(int batches) {
    List<GradientConflict> now =
        IntStream.range(0, batches)
            .mapToObj(k -> GradientConflict.of(model, windows, batch(k), rng.stream("end", k)))
            .toList();
    Sheet sheet =
        Sheet.columns("terms", "cosine at the end", "beyond 2 s.e.", "negative in training");
    List<String> terms = terms();
    int labels = model.options().labels().size();
    for (int i = 0; i < terms.size(); i++) {
      for (int j = i + 1; j < terms.size(); j++) {
        int one = i;
        int other = j;
        row(sheet, now, pair(i, j), c -> c.cosines()[one][other]);
      }
    }
    for (int i = 0; i < labels; i++) {
      int term = i;
      row(sheet, now, shortName(terms.get(i)) + " – main pass", c -> c.cosineWithMain(term));
    }
    return sheet;
  }

  private int[] batch(int k) {
    int from = WATCHED + AT_THE_END * k;
    if (from + AT_THE_END > shuffled.length) {
      throw new IllegalArgumentException(
          "batch %d of %d windows: %d windows are too few"
              .formatted(k, AT_THE_END, windows.size()));
    }
    return Arrays.copyOfRange(shuffled, from, from + AT_THE_END);
  }

  private void row(
      Sheet sheet,
      List<GradientConflict> now,
      String name,
      ToDoubleFunction<GradientConflict> cosine) {
    Measured mean = Measured.mean(now.stream().mapToDouble(cosine).toArray());
    long negative = history.values().stream().filter(c -> cosine.applyAsDouble(c) < 0).count();
    boolean sure = Math.abs(mean.value()) > 2 * mean.standardError();
    String verdict = sure ? mean.value() < 0 ? "conflict" : "agree" : "";
    sheet.row(name, mean, verdict, negative + " of " + history.size());
  }
}
