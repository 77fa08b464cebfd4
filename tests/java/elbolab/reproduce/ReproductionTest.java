package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.DataException;
import elbolab.data.DataFolder;
import elbolab.math.Rng;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ReproductionTest {
  private static final int KILLS = 12;

  @TempDir Path folder;

  private static DataFolder noData() {
    return new DataFolder(List.of(), Path.of("nowhere"));
  }

  /** The part of a file that holds what was computed, as it stands there. */
  private static String content(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(0, text.indexOf(" \"runs\": ["));
  }

  @Test
  @Timeout(180)
  void killedAtAnyMomentAndResumedGivesTheSameBits() throws Exception {
    Path whole = folder.resolve("whole.json");
    Reproduction undisturbed = new Reproduction(KilledReproduction.experiment(), noData(), whole);
    KilledReproduction.units().forEach(undisturbed::run);

    Rng moments = Rng.of(6, "moments");
    Set<String> resumedAt = new HashSet<>();
    int kills = 0;
    int ends = 0;
    long longest =
        0; // of a wait, in milliseconds: half of what the first run took, which is let go to its
    // end
    while (kills < KILLS) {
      Path file = folder.resolve("killed" + ends + ".json");
      long wait = ends == 0 ? Integer.MAX_VALUE : (long) (moments.nextDouble() * longest);
      Process child = start(file);
      try (BufferedReader out = child.inputReader()) {
        String begin = out.readLine();
        assertNotNull(begin, "the child did not start");
        long began = System.nanoTime();
        resumedAt.add(begin);
        if (!child.waitFor(wait, TimeUnit.MILLISECONDS)) {
          child.destroyForcibly().waitFor();
          kills++;
        } else {
          assertEquals("end", out.readLine());
          assertEquals(content(whole), content(file));
          ends++;
          longest = Math.max(longest, (System.nanoTime() - began) / 2_000_000);
        }
      } finally {
        child.destroyForcibly();
      }
    }
    assertTrue(resumedAt.size() > KILLS / 3, "killed at too few places: " + resumedAt);
  }

  private static Process start(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            KilledReproduction.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void twoRunsFillOneFileInAnyOrder() throws IOException {
    Experiment dice = DiceExperiment.at(Scale.QUICK);
    Path ahead = folder.resolve("ahead.json");
    Path mixed = folder.resolve("mixed.json");
    List<Unit> units = dice.units("fair", 4);
    Reproduction one = new Reproduction(dice, noData(), ahead);
    units.forEach(one::run);
    Reproduction first = new Reproduction(dice, noData(), mixed);
    Reproduction second = new Reproduction(dice, noData(), mixed);
    for (int i = units.size() - 1; i >= 0; i--) {
      (i % 3 == 0 ? first : second).run(units.get(i));
      first.run(units.get(i));
    }
    assertEquals(content(ahead), content(mixed));
    List<Run> runs = ResultFile.read(mixed).runs();
    assertEquals(8, runs.stream().mapToInt(Run::units).sum());
  }

  @Test
  void otherSettingsAndDamagedFilesAreLeftAlone() throws IOException {
    Path file = folder.resolve("r.json");
    DiceExperiment dice = DiceExperiment.at(Scale.QUICK);
    new Reproduction(dice, noData(), file).run(dice.units("fair", 1).get(0));
    String before = Files.readString(file);
    Experiment other = dice.with(new DiceExperiment.Settings(7, 2));
    Reproduction changed = new Reproduction(other, noData(), file);
    String message =
        assertThrows(ResultException.class, () -> changed.run(other.units("fair", 1).get(0)))
            .getMessage();
    assertTrue(message.contains("throwsPerSeed is 7") && message.contains("1000"), message);
    assertTrue(message.contains("move it away"), message);
    assertEquals(before, Files.readString(file));

    Files.writeString(file, before.replace("\"seed\": 1,", "\"seed\": 2,"));
    Reproduction damaged = new Reproduction(dice, noData(), file);
    assertThrows(ResultException.class, () -> damaged.run(dice.units("fair", 2).get(2)));
  }

  @Test
  void changedDataAreNoticed() throws IOException {
    Path file = folder.resolve("r.json");
    Path data = folder.resolve("data");
    DataFolder there = new DataFolder(List.of(data), data);
    Experiment dice = DiceExperiment.at(Scale.QUICK);
    List<Unit> units = dice.units("from-file", 1);
    assertThrows(DataException.class, () -> new Reproduction(dice, there, file).run(units.get(0)));
    Files.createDirectories(data.resolve("dice"));
    Files.writeString(data.resolve(DiceExperiment.FILE), "1 2 3");
    new Reproduction(dice, there, file).run(units.get(0));
    assertEquals(
        DiceExperiment.FILE
            + " sha256 7c8f5059290305cec8323d79521f0353c9ac308b60cb4c1976340d0ce4a121d5",
        ResultFile.read(file).data().get("from-file"));
    Files.writeString(data.resolve(DiceExperiment.FILE), "1 2 4");
    String message =
        assertThrows(
                ResultException.class, () -> new Reproduction(dice, there, file).run(units.get(1)))
            .getMessage();
    assertTrue(message.contains("data set from-file"), message);
  }
}
