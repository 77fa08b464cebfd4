package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final NotebookKernel NONE =
      NotebookKernel.find(ClassLoader.getPlatformClassLoader());
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long now;

  private ProgressLine progress(boolean terminal, int steps) {
    return new ProgressLine(
        "fit", steps, NONE, new ProgressLine.Terminal(out, terminal), () -> now);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void terminalRewritesOneLineFourTimesASecond() {
    try (ProgressLine progress = progress(true, 2000)) {
      for (int i = 0; i < 2000; i++) {
        now += 1_000_000; // 1 ms a step
        progress.value("loss", 1.0 / (i + 1)).step();
      }
    }
    String[] frames = text().split("\r");
    assertEquals(1 + 8 + 1, frames.length, "nothing, one each 250 ms of two seconds, the last");
    assertEquals("fit 50 %, 1,001 of 2,000, 1000/s, 1 s left, loss 0.0009990", frames[5].strip());
    assertEquals("fit done, 2,000 of 2,000, loss 0.0005000, 2 s", frames[9].strip());
    assertFalse(text().strip().contains("\n"));
  }

  @Test
  void aFileGetsALineEachTenSeconds() {
    try (ProgressLine progress = progress(false, 100)) {
      for (int i = 0; i < 60; i++) {
        now += 1_000_000_000L;
        progress.step();
      }
    }
    String[] lines = text().split("\\R");
    assertEquals(7, lines.length);
    assertEquals("fit 11 %, 11 of 100, 1.00/s, 1 min 29 s left", lines[1]);
    assertEquals("fit stopped, 60 of 100, 1 min 00 s", lines[6]);
    assertFalse(text().contains("\r"));
  }

  @Test
  void interruptEndsTheLoopAndIsTakenUp() {
    try (ProgressLine progress = progress(true, 10)) {
      progress.step();
      Thread.currentThread().interrupt();
      var stopped = assertThrows(CancellationException.class, progress::step);
      assertTrue(stopped.getMessage().contains("fit, step 2 of 10"), stopped.getMessage());
      assertFalse(Thread.currentThread().isInterrupted());
    }
  }

  @Test
  void durations() {
    assertEquals("0 s", ProgressLine.duration(0));
    assertEquals("59 s", ProgressLine.duration(59_400_000_000L));
    assertEquals("2 min 05 s", ProgressLine.duration(125_000_000_000L));
    assertEquals("26 h 01 min", ProgressLine.duration((26 * 3600L + 60) * 1_000_000_000L));
  }
}
