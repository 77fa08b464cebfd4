package elbolab.show;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Curves that grow while a loop runs, drawn a few times a second in one place; the last frame is
 * always drawn, and it depends on the data alone.
 *
 * <pre>{@code
 * try (LiveChart chart = LiveChart.of(() -> Plot.of("Training").x("step").y("loss"))) {
 *   for (int i = 1; i <= steps; i++) {
 *     chart.add("train", i, train(i));
 *   }
 * }
 * }</pre>
 *
 * {@link #add} ends the loop with a {@link CancellationException} when the thread was interrupted.
 */
public final class LiveChart implements AutoCloseable {
  private static final long PAUSE = 300_000_000L;
  private static final long PAUSE_AS_TEXT = 10_000_000_000L;

  private final Supplier<Plot> template;
  private final Live live;
  private final LongSupplier nanoTime;
  private final Map<String, GrowingCurve> traces = new LinkedHashMap<>();
  private long next;

  LiveChart(Supplier<Plot> template, Live live, LongSupplier nanoTime) {
    this.template = template;
    this.live = live;
    this.nanoTime = nanoTime;
    next = nanoTime.getAsLong();
  }

  /** A chart that draws its curves onto a fresh plot from the template for each frame. */
  public static LiveChart of(Supplier<Plot> template) {
    return new LiveChart(template, Display.live(), System::nanoTime);
  }

  /** Adds a point to a curve. */
  public void add(String name, double x, double y) {
    add(name, x, y, Double.NaN);
  }

  /** Adds a point with its standard error, drawn as a band of two of them to each side. */
  public void add(String name, double x, double y, double standardError) {
    if (Thread.interrupted()) {
      throw new CancellationException("interrupted: \"%s\" at %s".formatted(name, x));
    }
    grow(name, x, y, standardError);
  }

  /** Adds a point and leaves interrupts to the caller. */
  void grow(String name, double x, double y, double standardError) {
    traces.computeIfAbsent(name, GrowingCurve::new).add(x, y, standardError);
    if (nanoTime.getAsLong() - next >= 0) {
      draw();
    }
  }

  /** The plot as it stands. */
  public Plot plot() {
    Plot plot = template.get();
    traces.values().forEach(trace -> trace.drawOn(plot));
    return plot;
  }

  private void draw() {
    boolean first = !live.rewrites();
    long before = nanoTime.getAsLong();
    live.show(plot());
    long after = nanoTime.getAsLong();
    long pause = live.rewrites() ? PAUSE : PAUSE_AS_TEXT;
    // Drawing takes at most a tenth of the time, however slow the machine; the first frame, which
    // loads the drawing classes, says nothing of the later ones.
    next = after + Math.max(pause, first ? 0 : 9 * (after - before));
  }

  @Override
  public void close() {
    live.show(plot());
  }
}
