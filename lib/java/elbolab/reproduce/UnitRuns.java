package elbolab.reproduce;

import elbolab.show.ProgressLine;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Open units on their way into a result file, told of in a terminal. */
public record UnitRuns(Workplace workplace, PrintStream err) {

  /** Runs the units; whether all went well. */
  public boolean run(Recipe recipe, List<Unit> open, Ledger ledger, Path file) {
    List<String> failures = new ArrayList<>();
    Thread hook = new Thread(() -> err.printf("%nInterrupted. %s%n", kept(file)));
    Runtime.getRuntime().addShutdownHook(hook);
    try (ProgressLine progress = ProgressLine.of(recipe.experiment().id(), open.size(), err)) {
      workplace.compute(
          recipe,
          open,
          new Counted(ledger, progress),
          (unit, why) -> {
            failures.add("%s: %s".formatted(unit, why));
            progress.step();
          });
    } finally {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
    failures.forEach(failure -> err.println("Failed: " + failure));
    err.println(kept(file));
    return failures.isEmpty();
  }

  private static String kept(Path file) {
    return Files.exists(file)
        ? "What was run is kept in %s; the same command goes on from there.".formatted(file)
        : "Nothing was finished yet; the same command begins again.";
  }

  private record Counted(Ledger ledger, ProgressLine progress) implements Ledger {
    @Override
    public boolean isOpen(Unit unit) {
      return ledger.isOpen(unit);
    }

    @Override
    public void keep(Computed computed) {
      ledger.keep(computed);
      progress.step();
    }
  }
}
