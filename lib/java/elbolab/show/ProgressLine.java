package elbolab.show;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * How far a long loop has come: rate, time left and the last values. In a notebook one line is
 * rewritten, in a terminal too; where output goes to a file there is a line now and then.
 *
 * <pre>{@code
 * try (ProgressLine progress = ProgressLine.of("training", steps)) {
 *   for (int i = 0; i < steps; i++) {
 *     progress.value("loss", train(i)).step();
 *   }
 * }
 * }</pre>
 *
 * The last line tells no times in a notebook, so that a notebook that is run again has the same
 * outputs. {@link #step} ends the loop with a {@link CancellationException} when the thread was
 * interrupted.
 */
public final class ProgressLine implements AutoCloseable {
  private final String task;
  private final long total;
  private final Live live;
  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private final long start;
  private final Map<String, Double> values = new LinkedHashMap<>();
  private long done;
  private long shown = Long.MIN_VALUE;

  /** Where text goes; {@code rewrites} if a carriage return takes back a line. */
  record Terminal(PrintStream out, boolean rewrites) {}

  ProgressLine(
      String task, long total, NotebookKernel kernel, Terminal terminal, LongSupplier clock) {
    if (total < 1) {
      throw new IllegalArgumentException(
          "total %d of \"%s\": a loop has at least 1 step".formatted(total, task));
    }
    this.task = task;
    this.total = total;
    this.live = new Live(kernel, terminal.out());
    this.terminal = terminal;
    this.nanoTime = clock;
    start = clock.getAsLong();
  }

  /** ProgressLine of a task of {@code total} steps. */
  public static ProgressLine of(String task, long total) {
    return of(task, total, System.out);
  }

  /** The same; where no notebook kernel runs the text goes to {@code out}. */
  public static ProgressLine of(String task, long total, PrintStream out) {
    Terminal terminal = new Terminal(out, System.console() != null);
    return new ProgressLine(task, total, Display.kernel(), terminal, System::nanoTime);
  }

  /** Notes the latest value of something, to be shown with the next step. */
  public ProgressLine value(String name, double value) {
    values.put(name, value);
    return this;
  }

  /** One more step is done. */
  public void step() {
    at(done + 1);
  }

  /** So many steps are done. */
  public void at(long steps) {
    done = steps;
    if (Thread.interrupted()) {
      throw new CancellationException("interrupted: %s, step %s".formatted(task, count()));
    }
    show(steps);
  }

  /** So many steps are done; leaves interrupts to the caller. */
  void show(long steps) {
    done = steps;
    long now = nanoTime.getAsLong();
    if (shown == Long.MIN_VALUE || now - shown >= pause()) {
      shown = now;
      show(line(now - start));
    }
  }

  private long pause() {
    boolean rewrites = live.rewrites() || terminal.rewrites();
    return rewrites ? 250_000_000L : 10_000_000_000L;
  }

  /** Shows the last state, whatever the clock says. */
  @Override
  public void close() {
    if (!live.showInNotebook(last())) {
      write("%s, %s".formatted(last(), duration(nanoTime.getAsLong() - start)), true);
    }
  }

  private void show(String line) {
    if (!live.showInNotebook(line)) {
      write(line, false);
    }
  }

  private void write(String line, boolean last) {
    PrintStream out = terminal.out();
    if (terminal.rewrites()) {
      // Blanks behind the line wipe what a longer one left.
      out.print("\r%-79s%s".formatted(line, last ? "\n" : ""));
    } else {
      out.println(line);
    }
    out.flush();
  }

  private String line(long nanos) {
    double rate = done / Math.max(1e-9, nanos / 1e9);
    long left = rate > 0 ? (long) ((total - done) / rate * 1e9) : 0;
    String times = ", %s/s, %s left".formatted(Digits.significant(3).text(rate), duration(left));
    return "%s %d %%, %,d of %,d%s%s"
        .formatted(task, 100 * done / total, done, total, times, tail());
  }

  private String last() {
    String end = done >= total ? "done" : "stopped";
    return "%s %s, %s%s".formatted(task, end, count(), tail());
  }

  private String count() {
    return String.format(Locale.ROOT, "%,d of %,d", done, total);
  }

  private String tail() {
    return values.entrySet().stream()
        .map(e -> ", %s %s".formatted(e.getKey(), Digits.significant(4).text(e.getValue())))
        .collect(Collectors.joining());
  }

  static String duration(long nanos) {
    long seconds = Math.round(nanos / 1e9);
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
        : "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
