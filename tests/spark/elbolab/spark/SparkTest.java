package elbolab.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.DataFolder;
import elbolab.math.Rng;
import elbolab.reproduce.Computed;
import elbolab.reproduce.Ledger;
import elbolab.reproduce.Main;
import elbolab.reproduce.Reproduction;
import elbolab.reproduce.Unit;
import elbolab.reproduce.Workplace;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Units on a standalone cluster whose processes are killed. */
@Timeout(600)
class SparkTest {
  private static final DataFolder NO_DATA = new DataFolder(List.of(), Path.of("nowhere"));
  private static final List<String> PROPERTIES =
      List.of(
          "-Dspark.driver.host=127.0.0.1",
          "-Dspark.driver.bindAddress=127.0.0.1",
          "-Dspark.executor.memory=512m");

  @TempDir Path folder;
  private Standalone cluster;
  private final List<Process> drivers = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    for (String property : PROPERTIES) {
      String[] parts = property.substring(2).split("=");
      System.setProperty(parts[0], parts[1]);
    }
    cluster = new Standalone(folder);
  }

  @AfterEach
  void stop() {
    drivers.forEach(Process::destroyForcibly);
    cluster.close();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private LoggedDice dice(String name, long milliseconds, boolean unlucky) {
    return new LoggedDice(file(name + ".log").toString(), milliseconds, unlucky);
  }

  /** The part of a result file that holds what was computed. */
  private static String content(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(0, text.indexOf(" \"runs\": ["));
  }

  /** What an undisturbed run in one process gives. */
  private String undisturbed(int units) throws IOException {
    LoggedDice dice = dice("local", 0, false);
    Reproduction local = new Reproduction(dice.experiment(), NO_DATA, file("local.json"));
    Workplace.here(1, NO_DATA).compute(dice, LoggedDice.units(units), local, (unit, why) -> {});
    return content(file("local.json"));
  }

  private static Map<String, Integer> counts(LoggedDice dice) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    dice.begun().forEach(line -> counts.merge(line.split(" ")[0], 1, Integer::sum));
    return counts;
  }

  @Test
  void aWorkerThatIsKilledLosesNothingAndNothingIsComputedTwice() throws Exception {
    String expected = undisturbed(24);
    cluster.worker();
    Process killed = cluster.worker();
    LoggedDice dice = dice("cluster", 400, false);
    Reproduction reproduction = new Reproduction(dice.experiment(), NO_DATA, file("cluster.json"));
    List<String> keptBefore = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    Ledger ledger =
        new Ledger() {
          @Override
          public boolean isOpen(Unit unit) {
            return reproduction.isOpen(unit);
          }

          @Override
          public void keep(Computed computed) {
            reproduction.keep(computed);
            kept.add(String.valueOf(computed.unit().seed()));
            if (kept.size() == 8) {
              keptBefore.addAll(kept);
              Standalone.kill(killed);
            }
          }
        };
    List<Unit> failures = new ArrayList<>();
    try (Workplace spark = Workplace.cluster(cluster.master())) {
      spark.compute(dice, LoggedDice.units(24), ledger, (unit, why) -> failures.add(unit));
    }
    assertEquals(List.of(), failures);
    assertEquals(expected, content(file("cluster.json")));
    assertEquals(24, kept.stream().distinct().count());
    assertEquals(24, kept.size());
    Map<String, Integer> counts = counts(dice);
    for (String seed : keptBefore) {
      assertEquals(1, counts.get(seed), "begun again: seed " + seed);
    }
    // At most the unit that was at work in the killed executor is begun twice.
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(all <= 24 + 1, () -> "units begun: " + counts);
  }

  /** Units that wait half a second, as long as the cluster itself costs little beside them. */
  @Test
  void twoExecutorsAreNearlyTwiceAsFast() throws Exception {
    double[] seconds = new double[2];
    for (int executors = 1; executors <= 2; executors++) {
      cluster.worker();
      try (Workplace spark = Workplace.cluster(cluster.master())) {
        // The first units wait for the executors to come up.
        for (int tries = 0; processes("warm" + executors) < executors; tries++) {
          assertTrue(tries < 20, "no " + executors + " executors");
          compute(spark, dice("warm" + executors, 1500, false), 4);
        }
        long begin = System.nanoTime();
        compute(spark, dice("timed" + executors, 500, false), 24);
        seconds[executors - 1] = (System.nanoTime() - begin) / 1e9;
      }
    }
    double ratio = seconds[0] / seconds[1];
    assertTrue(ratio >= 1.8, seconds[0] + " s with one executor, " + seconds[1] + " s with two");
  }

  private static void compute(Workplace spark, LoggedDice dice, int units) {
    Ledger open =
        new Ledger() {
          @Override
          public boolean isOpen(Unit unit) {
            return true;
          }

          @Override
          public void keep(Computed computed) {}
        };
    spark.compute(dice, LoggedDice.units(units), open, (unit, why) -> {});
  }

  /** How many processes have begun units. */
  private long processes(String name) throws IOException {
    return dice(name, 0, false).begun().stream().map(line -> line.split(" ")[1]).distinct().count();
  }

  @Test
  void aUnitThatFailsIsTriedElsewhere() throws Exception {
    cluster.worker();
    cluster.worker();
    LoggedDice dice = dice("failing", 300, true);
    Reproduction reproduction = new Reproduction(dice.experiment(), NO_DATA, file("failing.json"));
    List<Unit> failures = new ArrayList<>();
    try (Workplace spark = Workplace.cluster(cluster.master())) {
      spark.compute(dice, LoggedDice.units(14), reproduction, (unit, why) -> failures.add(unit));
    }
    assertEquals(List.of(13L), failures.stream().map(Unit::seed).toList());
    assertEquals(13, reproduction.soFar().units().size());
    for (String seed : List.of("7 ", "13 ")) {
      List<String> attempts = dice.begun().stream().filter(line -> line.startsWith(seed)).toList();
      assertEquals(2, attempts.size());
      assertNotEquals(attempts.get(0), attempts.get(1), "the same executor tried again");
    }
  }

  private static final String SWEEP =
      """
      {"of": "hmc-inflation", "seeds": 6, "fixed": {"chains": 2000, "proposals": 30},
       "grid": {"inflation": [0.5, 1, 2, 4, 8], "step": [0.05, 0.1]}}
      """;

  /** Two drivers, an executor and a worker are killed at random moments. */
  @Test
  void aReproduceThatIsKilledAgainAndAgainGivesWhatOneRunGives() throws Exception {
    survivesKills("results/hmc-posteriors-quick.json", 80, "reproduce", "hmc-posteriors");
  }

  /** Two drivers, an executor and a worker are killed at random moments. */
  @Test
  void aSweepThatIsKilledAgainAndAgainGivesWhatOneRunGives() throws Exception {
    Path sweep = Files.writeString(file("inflations.json"), SWEEP);
    survivesKills("sweeps/inflations-quick.json", 120, "sweep", sweep.toString());
  }

  private void survivesKills(String result, int units, String... words) throws Exception {
    Verb undisturbed = new Verb("here", result, words);
    undisturbed.end(0);
    Process machine = cluster.worker();
    Process other = cluster.worker();
    Verb verb = new Verb("cluster", result, onCluster(words));
    Rng moments = Rng.of(8, "moments");
    verb.awaitMore(moments);
    Standalone.executors(other).forEach(ProcessHandle::destroyForcibly);
    verb.awaitMore(moments);
    verb.kill(units);
    Verb again = new Verb("cluster", result, onCluster(words));
    again.awaitMore(moments);
    Standalone.kill(machine);
    again.awaitMore(moments);
    again.kill(units);
    Verb last = new Verb("cluster", result, onCluster(words));
    last.end(0);
    assertEquals(content(undisturbed.kept), content(last.kept));
    assertEquals(undisturbed.printed(), last.printed());
  }

  /** Ctrl-C: nothing goes on behind the back of the one who stopped it. */
  @Test
  void executorsEndWithADriverThatIsInterrupted() throws Exception {
    Process worker = cluster.worker();
    Path sweep = Files.writeString(file("inflations.json"), SWEEP);
    Verb verb =
        new Verb("cluster", "sweeps/inflations-quick.json", onCluster("sweep", sweep.toString()));
    verb.awaitMore(Rng.of(8, "moments"));
    List<ProcessHandle> executors = Standalone.executors(worker);
    assertEquals(1, executors.size());
    int begun = verb.stored();
    new ProcessBuilder("kill", "-INT", String.valueOf(verb.process.pid())).start().waitFor();
    verb.end(130);
    assertTrue(verb.said().contains("Interrupted. What was run is kept in"), verb.said());
    executors.get(0).onExit().get(60, TimeUnit.SECONDS);
    assertTrue(verb.stored() >= begun && verb.stored() < 120, "stored: " + verb.stored());
  }

  private String[] onCluster(String... words) {
    return Stream.concat(Stream.of(words), Stream.of("--spark", cluster.master()))
        .toArray(String[]::new);
  }

  /** A verb of the workbench, in a process and a build folder of its own. */
  private final class Verb {
    private final Path kept;
    private final Path printed;
    private final Path said;
    private final Process process;

    Verb(String build, String result, String... words) throws IOException {
      kept = file(build).resolve(result);
      printed = file(build + ".out");
      said = file(build + ".err");
      // A signal that whoever started the tests ignores is not ignored here.
      List<String> command =
          new ArrayList<>(List.of("env", "--default-signal=INT", Standalone.java(), "-Xmx600m"));
      command.addAll(PROPERTIES);
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
      command.addAll(List.of("-cp", Standalone.classPath(), Main.class.getName()));
      command.addAll(List.of(words));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(printed.toFile())
              .redirectError(Redirect.appendTo(said.toFile()));
      builder.environment().put("ELBOLAB_BUILD", file(build).toString());
      process = builder.start();
      drivers.add(process);
    }

    int stored() throws IOException {
      return Files.exists(kept) ? content(kept).split("\"seed\"").length - 1 : 0;
    }

    /** Waits until another result is stored, and then a moment. */
    void awaitMore(Rng moments) throws Exception {
      int before = stored();
      for (int i = 0; i < 3600 && stored() == before; i++) {
        assertTrue(process.isAlive(), () -> "the verb ended before: " + said());
        Thread.sleep(50);
      }
      assertTrue(stored() > before, () -> "three minutes were not enough: " + said());
      Thread.sleep((long) (moments.nextDouble() * 500));
    }

    /** Kills it in the middle of its work. */
    void kill(int units) throws Exception {
      process.destroyForcibly().waitFor();
      assertTrue(stored() < units, "all was done before the kill");
    }

    void end(int status) throws Exception {
      assertTrue(process.waitFor(240, TimeUnit.SECONDS), this::said);
      assertEquals(status, process.exitValue(), this::said);
    }

    String printed() throws IOException {
      return Files.readString(printed);
    }

    String said() {
      try {
        return Files.readString(said);
      } catch (IOException nothing) {
        return "nothing";
      }
    }
  }
}
