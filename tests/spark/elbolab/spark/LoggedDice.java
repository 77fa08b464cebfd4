package elbolab.spark;

import elbolab.data.DataFolder;
import elbolab.math.Rng;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Recipe;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Dice that take their time and write down, in a file that all processes share, which unit was
 * begun by which process. Where they are unlucky, seed 13 always fails, seed 7 at its first
 * attempt.
 */
record LoggedDice(String log, long milliseconds, boolean unlucky) implements Recipe {
  /** The only setting that results depend on. */
  record Settings(int throwsPerSeed) {}

  List<String> begun() throws IOException {
    Path file = Path.of(log);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  static List<Unit> units(int count) {
    return Unit.ofEach("fair", List.of("die"), count);
  }

  @Override
  public Experiment experiment() {
    return new Dice(this);
  }

  private long attempts(Unit unit) {
    try {
      Files.writeString(
          Path.of(log),
          "%d %d%n".formatted(unit.seed(), ProcessHandle.current().pid()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      return begun().stream().filter(line -> line.startsWith(unit.seed() + " ")).count();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private record Dice(LoggedDice how) implements Experiment {
    @Override
    public String id() {
      return "dice";
    }

    @Override
    public String title() {
      return "dice that take their time";
    }

    @Override
    public Scale scale() {
      return Scale.QUICK;
    }

    @Override
    public Record settings() {
      return new Settings(1000);
    }

    @Override
    public List<DataInput> data() {
      return List.of(DataInput.generated("fair", "Philox, by the seed"));
    }

    @Override
    public int seeds(String dataSet) {
      return 5;
    }

    @Override
    public List<Unit> units(String dataSet, int seeds) {
      return LoggedDice.units(seeds);
    }

    @Override
    public double seconds(Unit unit) {
      return how.milliseconds / 1e3;
    }

    @Override
    public String measuredOn() {
      return "waits so long";
    }

    @Override
    public Map<String, Double> run(Unit unit, DataFolder folder) {
      long attempt = how.attempts(unit);
      if (how.unlucky && (unit.seed() == 13 || unit.seed() == 7 && attempt == 1)) {
        throw new IllegalStateException("unlucky");
      }
      try {
        Thread.sleep(how.milliseconds);
      } catch (InterruptedException stopped) {
        throw new CancellationException("stopped");
      }
      Rng rng = Rng.of(unit.seed(), "dice");
      double sum = 0;
      for (int i = 0; i < 1000; i++) {
        sum += 1 + rng.nextInt(6);
      }
      return Map.of("mean", sum / 1000);
    }
  }
}
