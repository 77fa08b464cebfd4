package elbolab.show;

import elbolab.train.Plan;
import elbolab.train.Progress;
import elbolab.train.TrainingListener;
import java.io.PrintStream;
import java.util.function.Supplier;

/** A training run as a line of progress alone, for those who look at a terminal. */
public final class TrainingLine implements TrainingListener {
  private final Supplier<String> name;
  private final PrintStream out;
  private ProgressLine line;

  private TrainingLine(Supplier<String> name, PrintStream out) {
    this.name = name;
    this.out = out;
  }

  /** A line for each run that it listens to, which is called what the name is when it begins. */
  public static TrainingLine of(Supplier<String> name, PrintStream out) {
    return new TrainingLine(name, out);
  }

  @Override
  public void begun(Plan plan, long firstStep) {
    line = ProgressLine.of(name.get(), plan.steps(), out);
  }

  @Override
  public void stepped(Progress progress) {
    line.value("loss", progress.losses().total()).at(progress.done());
  }

  @Override
  public void ended() {
    line.close();
  }
}
