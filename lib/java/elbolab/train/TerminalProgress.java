package elbolab.train;

import java.io.PrintStream;

/** One line in a terminal, written over itself a few times per second. */
public final class TerminalProgress implements TrainingListener {
  private static final double SECONDS_BETWEEN = 0.25;

  private final PrintStream out;
  private double lastDrawn = Double.NEGATIVE_INFINITY;
  private int width;

  public TerminalProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void stepped(Progress progress) {
    boolean last = progress.done() == progress.steps();
    if (last || progress.seconds() - lastDrawn >= SECONDS_BETWEEN) {
      lastDrawn = progress.seconds();
      String line = progress.toString();
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      out.flush();
      width = line.length();
    }
  }

  @Override
  public void ended() {
    if (width > 0) {
      out.println();
    }
  }
}
