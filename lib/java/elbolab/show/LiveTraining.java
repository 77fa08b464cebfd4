package elbolab.show;

import elbolab.train.LossValues;
import elbolab.train.Plan;
import elbolab.train.Progress;
import elbolab.train.TrainingListener;
import java.util.List;

/**
 * A training run as a live curve with a line of progress below it.
 *
 * <pre>{@code
 * trainer.listen(LiveTraining.of("Training the VAE"));                     // the total loss
 * trainer.listen(LiveTraining.of("Terms", "reconstruction", "divergence")) // single terms
 * }</pre>
 *
 * Validation losses come as a curve of their own. The last frame depends on the losses alone.
 */
public final class LiveTraining implements TrainingListener {
  private final String title;
  private final List<String> terms;
  private LiveChart chart;
  private ProgressLine line;

  private LiveTraining(String title, List<String> terms) {
    this.title = title;
    this.terms = terms;
  }

  /** Shows the named terms of the loss or, where none is named, their weighted sum. */
  public static LiveTraining of(String title, String... terms) {
    return new LiveTraining(title, List.of(terms));
  }

  @Override
  public void begun(Plan plan, long firstStep) {
    chart = LiveChart.of(() -> Plot.of(title).x("step").y("loss"));
    line = ProgressLine.of(title, plan.steps());
  }

  @Override
  public void stepped(Progress progress) {
    LossValues losses = progress.losses();
    if (terms.isEmpty()) {
      chart.grow("training", progress.done(), losses.total(), Double.NaN);
    }
    for (String term : terms) {
      chart.grow(term, progress.done(), losses.get(term), Double.NaN);
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
