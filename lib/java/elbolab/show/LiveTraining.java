package elbolab.show;

import elbolab.train.LossValues;
import elbolab.train.Plan;
import elbolab.train.Progress;
import elbolab.train.TrainingListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A training run as a live curve with a line of progress below it.
 *
 * <pre>{@code
 * trainer.listen(LiveTraining.of("Training the VAE"));                     // the total loss
 * trainer.listen(LiveTraining.of("Terms", "reconstruction", "divergence")) // single terms
 * trainer.listen(LiveTraining.of("Terms").eachTerm().points(60)            // means of steps
 *     .on(() -> Plot.of("Training").subtitle("generated data").x("step").y("nats").logY()));
 * }</pre>
 *
 * Validation losses come as a curve of their own. The last frame depends on the losses alone.
 */
public final class LiveTraining implements TrainingListener {
  private final String title;
  private final List<String> terms;
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private Supplier<Plot> axes;
  private boolean eachTerm;
  private long points = Long.MAX_VALUE;
  private long block = 1;
  private int summed;
  private LiveChart chart;
  private ProgressLine line;

  private LiveTraining(String title, List<String> terms) {
    this.title = title;
    this.terms = terms;
    axes = () -> Plot.of(title).x("step").y("loss");
  }

  /** Shows the named terms of the loss or, where none is named, their weighted sum. */
  public static LiveTraining of(String title, String... terms) {
    return new LiveTraining(title, List.of(terms));
  }

  /** Shows every term of the loss, each as a curve. */
  public LiveTraining eachTerm() {
    eachTerm = true;
    return this;
  }

  /** Cuts the run into so many blocks of steps and shows the mean of each. */
  public LiveTraining points(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(count + " points: a curve has at least 1");
    }
    points = count;
    return this;
  }

  /** Draws onto these axes. */
  public LiveTraining on(Supplier<Plot> plot) {
    axes = plot;
    return this;
  }

  @Override
  public void begun(Plan plan, long firstStep) {
    chart = LiveChart.of(axes);
    sums.clear();
    summed = 0;
    block = Math.max(1, plan.steps() / points);
    line = ProgressLine.of(title, plan.steps());
  }

  @Override
  public void stepped(Progress progress) {
    LossValues losses = progress.losses();
    if (terms.isEmpty() && !eachTerm) {
      sums.merge("training", losses.total(), Double::sum);
    }
    for (String term : eachTerm ? losses.names() : terms) {
      sums.merge(term, losses.get(term), Double::sum);
    }
    summed++;
    if (progress.done() % block == 0) {
      sums.forEach((name, sum) -> chart.grow(name, progress.done(), sum / summed, Double.NaN));
      sums.clear();
      summed = 0;
    }
    line.value("loss", losses.total()).show(progress.done());
  }

  @Override
  public void validated(Progress progress, double loss, boolean best) {
    chart.grow("validation", progress.done(), loss, Double.NaN);
    line.value("validation", loss);
  }

  @Override
  public void ended() {
    chart.close();
    line.close();
  }
}
