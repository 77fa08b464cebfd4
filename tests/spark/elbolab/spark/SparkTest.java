package elbolab.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.DataFolder;
import elbolab.math.Rng;
import elbolab.reproduce.Computed;
import elbolab.reproduce.Ledger;
import elbolab.reproduce.Reproduction;
import elbolab.reproduce.Unit;
import elbolab.reproduce.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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

  /** A driver in a process of its own: MASTER FILE LOG. */
  public static final class Driver {
    private Driver() {}

    public static void main(String[] arguments) {
      LoggedDice dice = new LoggedDice(arguments[2], 300, false);
      Reproduction reproduction =
          new Reproduction(dice.experiment(), NO_DATA, Path.of(arguments[1]));
      try (Workplace spark = Workplace.cluster(arguments[0])) {
        spark.compute(dice, LoggedDice.units(12), reproduction, (unit, why) -> {});
      }
    }
  }

  /** Three drivers and an executor are killed at random moments; then it goes to its end. */
  @Test
  void aDriverThatIsKilledGoesOnFromWhatItKept() throws Exception {
    String expected = undisturbed(12);
    Process one = cluster.worker();
    cluster.worker();
    LoggedDice dice = dice("driver", 300, false);
    Path kept = file("driver.json");
    Rng moments = Rng.of(8, "moments");
    int stored = 0;
    for (int kill = 0; kill < 3; kill++) {
      Process driver = driver(kept, dice);
      await(() -> stored(kept) > 0, driver);
      Thread.sleep((long) (moments.nextDouble() * 700));
      if (kill == 1) {
        Standalone.executors(one).forEach(ProcessHandle::destroyForcibly);
        Thread.sleep(300);
      }
      driver.destroyForcibly().waitFor();
      int now = stored(kept);
      assertTrue(now >= stored);
      stored = now;
    }
    Process last = driver(kept, dice);
    assertTrue(last.waitFor(180, TimeUnit.SECONDS));
    assertEquals(0, last.exitValue());
    assertEquals(expected, content(kept));
  }

  private static int stored(Path kept) throws IOException {
    return Files.exists(kept) ? content(kept).split("\"seed\"").length - 1 : 0;
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  /** Waits as long as the process is alive, three minutes at most. */
  private void await(Condition condition, Process process) throws Exception {
    for (int i = 0; i < 3600 && !condition.holds(); i++) {
      assertTrue(process.isAlive(), () -> "the process ended before: " + said());
      Thread.sleep(50);
    }
    assertTrue(condition.holds(), () -> "three minutes were not enough: " + said());
  }

  private String said() {
    try {
      return Files.readString(file("driver.txt"));
    } catch (IOException nothing) {
      return "nothing";
    }
  }

  private Process driver(Path kept, LoggedDice dice) throws IOException {
    List<String> command = new ArrayList<>(List.of(Standalone.java(), "-Xmx600m"));
    command.addAll(PROPERTIES);
    command.addAll(
        List.of(
            "-cp",
            Standalone.classPath(),
            Driver.class.getName(),
            cluster.master(),
            kept.toString(),
            dice.log()));
    Process driver =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(file("driver.txt").toFile())
            .start();
    drivers.add(driver);
    return driver;
  }
}
