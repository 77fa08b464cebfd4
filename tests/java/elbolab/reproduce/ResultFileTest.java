package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
  @TempDir Path folder;

  private static UnitResult unit(long seed, double value) {
    return UnitResult.of(Unit.of("data", "model", seed), Map.of("m", value, "a metric, odd", 1e-9));
  }

  private static Result result(Run run, UnitResult... units) {
    return new Result(
        "an-experiment",
        Scale.QUICK,
        new TreeMap<>(Map.of("chains", "4", "draws", "10")),
        new TreeMap<>(Map.of("data", "generated: seed 1, größer")),
        List.of(units),
        List.of(run));
  }

  private static Run run(String began, int units) {
    return new Run(began, 1.5, units, "0.1.0", "17", "Linux 6", "a \"CPU\"", 2, "on", null);
  }

  private static Result example() {
    return result(run("2026-01-01T00:00:00Z", 2), unit(1, 0.1), unit(2, 1 / 3.0));
  }

  @Test
  void readsWhatWasWritten() {
    double[] values = {0.1, 1 / 3.0, -1e300, 4.9e-324, Double.NaN, Double.NEGATIVE_INFINITY, 1e22};
    UnitResult[] units = new UnitResult[values.length];
    for (int i = 0; i < values.length; i++) {
      units[i] = unit(i, values[i]);
    }
    Result written = result(run("2026-01-01T00:00:00Z", 7), units);
    ResultFile.write(folder.resolve("new/r.json"), written);
    assertEquals(written, ResultFile.read(folder.resolve("new/r.json")));
  }

  /** Processor time is kept with the run, outside what has a digest. */
  @Test
  void timesBelongToRuns() {
    Unit one = Unit.of("data", "model", 1);
    UnitResult timed = UnitResult.of(one, Map.of("m", 1.0, ProcessorTime.OF_TRAINING, 90.0));
    assertEquals(Map.of("m", 1.0), timed.metrics());
    Run plain = run("2026-01-01T00:00:00Z", 1);
    Run slow = timed(plain, one, 90);
    Run fast = timed(run("2026-01-02T00:00:00Z", 1), one, 60);
    Result result = result(slow, timed);
    ResultFile.write(folder.resolve("t.json"), result);
    assertEquals(result, ResultFile.read(folder.resolve("t.json")));
    assertEquals(ResultFile.contentSha256(result(plain, timed)), ResultFile.contentSha256(result));
    assertEquals(1.5, result.trainingMinutes(one).getAsDouble(), 0);
    assertEquals(1, result.merge(result(fast, timed)).trainingMinutes(one).getAsDouble(), 0);
    assertTrue(result(plain, timed).trainingMinutes(one).isEmpty());
  }

  private static Run timed(Run run, Unit unit, double seconds) {
    return new Run(
        run.began(),
        run.seconds(),
        run.units(),
        run.elbolab(),
        run.java(),
        run.os(),
        run.cpu(),
        run.cores(),
        run.vectorPath(),
        new TreeMap<>(Map.of(unit.toString(), seconds)));
  }

  @Test
  void everyByteIsCovered() {
    byte[] bytes = ResultFile.text(example()).getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at++) {
      for (int change : new int[] {1, 2, 32}) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) change;
        String text = new String(changed, StandardCharsets.UTF_8);
        assertThrows(ResultException.class, () -> ResultFile.parse(text, "r"), "byte " + at);
      }
    }
    for (int end = 0; end < bytes.length; end++) {
      String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
      assertThrows(ResultException.class, () -> ResultFile.parse(text, "r"), "cut at " + end);
    }
    String more = ResultFile.text(example()) + "\n";
    assertThrows(ResultException.class, () -> ResultFile.parse(more, "r"));
  }

  /** An edit whose author also mended the digest of the file, but for that of the content. */
  @Test
  void theContentHasItsOwnDigest() {
    String text = ResultFile.text(example()).replace(": 0.1}", ": 0.2}");
    String body = text.substring(0, text.indexOf(" \"file_sha256\""));
    String forged = body + " \"file_sha256\": \"" + ResultFile.sha256(body) + "\"\n}\n";
    String message =
        assertThrows(ResultException.class, () -> ResultFile.parse(forged, "r")).getMessage();
    assertTrue(message.contains("not part of a result"), message);
  }

  @Test
  void tamperedFilesAreRefusedWithARemedy() throws Exception {
    Path file = folder.resolve("r.json");
    ResultFile.write(file, example());
    Files.writeString(file, Files.readString(file).replace(": 0.1}", ": 0.2}"));
    String message = assertThrows(ResultException.class, () -> ResultFile.read(file)).getMessage();
    assertTrue(message.contains(file.toString()) && message.contains("run again"), message);
  }

  @Test
  void unionsOfUnitsAndRuns() {
    Result one = result(run("2026-01-02T00:00:00Z", 2), unit(1, 0.1), unit(2, 0.2));
    Result other = result(run("2026-01-01T00:00:00Z", 2), unit(2, 0.2), unit(3, 0.3));
    Result merged = one.merge(other);
    assertEquals(List.of(unit(1, 0.1), unit(2, 0.2), unit(3, 0.3)), merged.units());
    assertEquals(2, merged.runs().size());
    assertEquals(merged, other.merge(one));
    assertEquals(
        ResultFile.contentSha256(merged),
        ResultFile.contentSha256(
            result(run("2026-03-03T00:00:00Z", 3), unit(3, 0.3), unit(2, 0.2), unit(1, 0.1))));
  }

  @Test
  void unitsThatDisagreeByOneBitAreNamed() {
    Result one = result(run("2026-01-02T00:00:00Z", 1), unit(7, 0.1));
    Result other = result(run("2026-01-01T00:00:00Z", 1), unit(7, Math.nextUp(0.1)));
    String message = assertThrows(ResultException.class, () -> one.merge(other)).getMessage();
    assertTrue(message.contains("model on data, seed 7"), message);
  }

  @Test
  void aUnitWithMoreMetricsTakesThePlaceOfOneWithFewer() {
    Unit unit = Unit.of("data", "model", 1);
    UnitResult few = UnitResult.of(unit, Map.of("a", 0.1));
    UnitResult more = UnitResult.of(unit, Map.of("a", 0.1, "b", 0.2));
    UnitResult others = UnitResult.of(unit, Map.of("a", 0.1, "c", 0.2));
    Run run = run("2026-01-02T00:00:00Z", 1);
    assertEquals(List.of(more), result(run, few).merge(result(run, more)).units());
    assertEquals(List.of(more), result(run, more).merge(result(run, few)).units());
    assertThrows(ResultException.class, () -> result(run, more).merge(result(run, others)));
  }

  @Test
  void otherSettingsOrDataAreNotMerged() {
    Result one = example();
    Result settings =
        new Result(
            one.experiment(),
            one.scale(),
            new TreeMap<>(Map.of("chains", "5", "draws", "10")),
            one.data(),
            one.units(),
            one.runs());
    String message = assertThrows(ResultException.class, () -> one.merge(settings)).getMessage();
    assertTrue(message.contains("chains is 4 in one result and 5 in the other"), message);
    Result data =
        new Result(
            one.experiment(),
            one.scale(),
            one.settings(),
            new TreeMap<>(Map.of("data", "data/f.csv sha256 00")),
            one.units(),
            one.runs());
    assertThrows(ResultException.class, () -> one.merge(data));
    Result scale =
        new Result(
            one.experiment(), Scale.PAPER, one.settings(), one.data(), one.units(), one.runs());
    assertThrows(ResultException.class, () -> one.merge(scale));
  }
}
