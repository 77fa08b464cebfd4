package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class LiveChartTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long now;

  private LiveChart chart() {
    NotebookKernel none = NotebookKernel.find(ClassLoader.getPlatformClassLoader());
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new LiveChart(() -> Plot.of("Loss"), new Live(none, out), () -> now);
  }

  private String run(int points, long nanosPerPoint) {
    bytes.reset();
    try (LiveChart chart = chart()) {
      for (int i = 1; i <= points; i++) {
        now += nanosPerPoint;
        chart.add("train", i, 1.0 / i, 0.1);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int frames(String text) {
    return text.split("Loss", -1).length - 1;
  }

  @Test
  void asTextAFrameEachTenSecondsAndTheLast() {
    assertEquals(1 + 2 + 1, frames(run(250, 100_000_000L)));
    assertEquals(2, frames(run(250, 0)));
  }

  @Test
  void lastFrameDependsOnTheDataAlone() {
    String slow = run(5000, 100_000_000L);
    String fast = run(5000, 10);
    assertEquals(
        slow.substring(slow.lastIndexOf("Loss")), fast.substring(fast.lastIndexOf("Loss")));
    assertTrue(fast.contains("x 1.000 to 5000"), fast);
    assertTrue(fast.contains("last 0.0002000"), fast);
  }

  @Test
  void aLongRunIsThinnedToEverySecondPoint() {
    Plot plot = Plot.of("t");
    GrowingCurve trace = new GrowingCurve("a");
    for (int i = 1; i <= 10_000; i++) {
      trace.add(i, i, Double.NaN);
    }
    trace.drawOn(plot);
    // Every eighth of 10,000 from the first on, and the last one.
    assertTrue(plot.toString().contains("line of 1251 points, x 1.000 to 10000"), plot.toString());
  }

  @Test
  void interruptEndsTheLoop() {
    try (LiveChart chart = chart()) {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, () -> chart.add("a", 1, 1));
      assertTrue(!Thread.currentThread().isInterrupted());
    }
  }
}
