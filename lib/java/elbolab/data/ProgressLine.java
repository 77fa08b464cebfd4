package elbolab.data;

import java.io.PrintStream;
import java.util.Locale;

/** Shows a download's progress: a line that is overwritten on a terminal, else every tenth. */
final class ProgressLine implements Download.Progress {
  private static final long EVERY_NANOS = 200_000_000L;

  private final PrintStream out;
  private final String what;
  private final boolean terminal = System.console() != null;
  private long firstBytes = -1;
  private long firstTime;
  private long lastTime;
  private long lastTenth = -1;
  private boolean open;

  ProgressLine(PrintStream out, String what) {
    this.out = out;
    this.what = what;
  }

  @Override
  public void update(long done, long total) {
    long now = System.nanoTime();
    if (firstBytes < 0) {
      firstBytes = done;
      firstTime = now;
      if (done > 0) {
        out.printf("  %s: goes on after %s%n", what, DataCommand.size(done));
      }
    }
    boolean due =
        terminal ? now - lastTime > EVERY_NANOS : total > 0 && 10 * done / total > lastTenth;
    if (!due && done != total) {
      return;
    }
    lastTime = now;
    lastTenth = total > 0 ? 10 * done / total : -1;
    String text = text(done, total, (now - firstTime) / 1e9);
    if (terminal) {
      out.print("\r" + text + " ");
      out.flush();
      open = true;
    } else {
      out.println(text);
    }
  }

  private String text(long done, long total, double seconds) {
    String of = total > 0 ? " of " + DataCommand.size(total) : "";
    String share = total > 0 ? String.format(Locale.ROOT, "%3d %% ", 100 * done / total) : "";
    String rate =
        seconds > 0.1
            ? String.format(Locale.ROOT, ", %.1f MB/s", (done - firstBytes) / 1e6 / seconds)
            : "";
    return "  " + what + ": " + share + DataCommand.size(done) + of + rate;
  }

  /** Ends the overwritten line. */
  void end() {
    if (open) {
      out.println();
      open = false;
    }
  }
}
