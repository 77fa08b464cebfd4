package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ForecastCommandTest {
  private static final LocalDateTime START = LocalDateTime.of(2024, 3, 1, 0, 0);

  @TempDir Path folder;
  private String out;
  private String err;

  private int run(String... words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringWriter errors = new StringWriter();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    CommandLine line = Main.commandLine(new ForecastCommand(stream, stream));
    int status = line.setErr(new PrintWriter(errors, true)).execute(words);
    out = bytes.toString(StandardCharsets.UTF_8);
    err = errors.toString();
    return status;
  }

  /** A saw-tooth of a day in each of some series, the second ten times the first and so on. */
  private static List<String> lines(int hours, int series) {
    Rng rng = Rng.of(1, "noise");
    List<String> lines = new ArrayList<>();
    StringBuilder header = new StringBuilder("time");
    for (int c = 0; c < series; c++) {
      header.append(",s").append(c);
    }
    lines.add(header.toString());
    for (int t = 0; t < hours; t++) {
      StringBuilder line = new StringBuilder(START.plusHours(t).toString());
      for (int c = 0; c < series; c++) {
        line.append(",%.3f".formatted((c + 1) * (t % 24 + 0.1 * rng.nextGaussian())));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private Path file(List<String> lines) throws IOException {
    return Files.write(folder.resolve("mine.csv"), lines);
  }

  @Test
  void writesWhatComesAfterTheEnd() throws IOException {
    Path file = file(lines(24 * 20, 2));
    int status = run(file.toString(), "--horizon", "5", "--steps", "20", "--look-back", "24");
    assertEquals(0, status, err);
    List<String> written = Files.readAllLines(folder.resolve("mine-forecast.csv"));
    assertEquals("time,series,forecast,low,high", written.get(0));
    assertEquals(1 + 5 * 2, written.size());
    for (int k = 1; k < written.size(); k++) {
      int hour = (k - 1) / 2;
      int series = (k - 1) % 2;
      String[] cells = written.get(k).split(",");
      assertEquals(START.plusHours(24 * 20 + hour).toString(), cells[0]);
      assertEquals("s" + series, cells[1]);
      assertEquals((series + 1) * hour, Double.parseDouble(cells[2]), 0.8);
      assertTrue(Double.parseDouble(cells[3]) < Double.parseDouble(cells[4]));
    }
    assertTrue(out.contains("every PT1H"), out);
    assertTrue(out.contains("24 steps are seen, the next 5 forecast; labels: hour, weekday"), out);
    assertTrue(out.contains("autoregression     RRSE"), out);
  }

  @Test
  void twoHundredSeries() throws IOException {
    Path file = file(lines(120, 200));
    int status = run(file.toString(), "--horizon", "2", "--steps", "2", "--look-back", "6");
    assertEquals(0, status, err);
    assertEquals(401, Files.readAllLines(folder.resolve("mine-forecast.csv")).size());
  }

  @Test
  void gapsAreNamedAndFilledOnRequest() throws IOException {
    List<String> lines = lines(24 * 20, 1);
    lines.subList(100, 102).clear();
    Path file = file(lines);
    assertEquals(1, run(file.toString(), "--horizon", "3"));
    assertTrue(err.contains("2024-03-05T03:00, 2 steps"), err);
    assertTrue(err.contains("--gaps N of forecast, draws straight lines"), err);
    assertFalse(Files.exists(folder.resolve("mine-forecast.csv")));
    String[] words = {file.toString(), "--horizon", "3", "--gaps", "2", "--steps", "2"};
    assertEquals(0, run(words), err);
    assertTrue(out.contains("filled with straight lines"), out);
  }

  /** Rows that replace row 50, and what is said of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2024-03-03T01:20,3; a series needs equal steps",
        "2024-03-03T00:00,3; the same time twice",
        "2024-03-02T23:00,3; a time before the one above",
        "2024-03-03T01:00,much; expected a number, found",
        ",3; a row without a time",
      })
  void brokenFilesAreRefusedWithTheirPlace(String row, String said) throws IOException {
    List<String> lines = lines(200, 1);
    lines.set(50, row);
    assertEquals(1, run(file(lines).toString(), "--horizon", "3"));
    assertTrue(err.contains(said), err);
    assertTrue(err.contains("mine.csv:51"), err);
  }

  @Test
  void wrongWords() throws IOException {
    Path file = file(lines(50, 1));
    assertEquals(2, run(file.toString()));
    assertTrue(err.contains("--horizon 24"), err);
    assertEquals(2, run(file.toString(), "--horizon", "0"));
    assertTrue(err.contains("a whole number from 1"), err);
    assertEquals(2, run(file.toString(), "--horizon", "3", "--labels", "huor"));
    assertTrue(err.contains("nearest: hour"), err);
    assertEquals(1, run(file.toString(), "--horizon", "40"));
    assertTrue(err.contains("too few to learn from"), err);
    assertEquals(1, run(folder.resolve("none.csv").toString(), "--horizon", "3"));
    assertTrue(err.contains("none.csv: no such file"), err);
  }
}
