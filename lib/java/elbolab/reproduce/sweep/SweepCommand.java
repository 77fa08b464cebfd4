package elbolab.reproduce.sweep;

import elbolab.data.DataFolder;
import elbolab.math.Workers;
import elbolab.reproduce.Reproduction;
import elbolab.reproduce.Result;
import elbolab.reproduce.Results;
import elbolab.reproduce.SparkOption;
import elbolab.reproduce.Unit;
import elbolab.reproduce.UnitRuns;
import elbolab.reproduce.UsageError;
import elbolab.reproduce.Workplace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code sweep}. */
@Command(
    name = "sweep",
    description = {
      "Runs many settings of an experiment or a model, as FILE.json says, on all cores: a grid of options"
          + " or a random search. Prints a table and writes a page with figures to build/sweeps.",
      "What has been run is kept there and not run again.%n"
    },
    footer = {
      "",
      "A file: {\"of\": \"beta-vae\", \"grid\": {\"beta\": [1, 4], \"latent\": [2, 8]}, \"best\": \"highest bound\"}.",
      "environment/README.md says what else may stand in it.",
      "Ends with 0 when all was run, 1 when something failed, 2 for wrong words, 130 after Ctrl-C: the same"
          + " command then goes on where it stopped."
    })
public final class SweepCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int LARGEST = 10_000_000;

  private final DataFolder folder;
  private final Path made;
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(paramLabel = "FILE.json", description = "what is varied")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--best",
      paramLabel = "WORDS",
      description = "the order of the table: 'lowest nll', 'highest bound'")
  private String best = "";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "settings that are run at a time; default: one for each core")
  private String threads = "";

  @Option(names = "--dry-run", description = "says what would be run, and how long it would take")
  private boolean dryRun;

  @Mixin private SparkOption spark = new SparkOption();

  /** On this checkout. */
  public SweepCommand() {
    this(DataFolder.standard(), Results.made().resolveSibling("sweeps"), System.out, System.err);
  }

  SweepCommand(DataFolder folder, Path made, PrintStream out, PrintStream err) {
    this.folder = folder;
    this.made = made;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    SweepFile file = file();
    Sweep plain = file.sweep();
    Sweep named = best.isEmpty() ? plain : plain.best(best);
    Path place = made.resolve(named.name() + "-" + named.experiment().scale());
    Path kept = place.resolveSibling(place.getFileName() + ".json");
    Sweep sweep = spark.isGiven() ? named : named.keeping(place.resolve("trained"));
    SweepExperiment experiment = sweep.experiment();
    Reproduction reproduction = new Reproduction(experiment, folder, kept);
    if (dryRun) {
      out.print(plan(sweep, experiment, reproduction.soFar()));
      return 0;
    }
    requireData(experiment);
    boolean well = run(sweep, experiment, reproduction, kept, file);
    Outcomes outcomes = new Outcomes(sweep, experiment, reproduction.soFar());
    out.print(outcomes.inWords());
    if (!outcomes.isEmpty()) {
      new SweepPage(outcomes, place).write();
    }
    return well ? 0 : FAILED;
  }

  private SweepFile file() throws IOException {
    if (files.size() != 1) {
      throw new UsageError(
          files.isEmpty()
              ? "sweep needs a file: environment/workbench sweep FILE.json"
              : "sweep takes one file, these are %d: %s"
                  .formatted(files.size(), String.join(" ", files)));
    }
    Path path = Path.of(files.get(0));
    if (!Files.isRegularFile(path)) {
      throw new UsageError(
          path + ": there is no such file; environment/workbench sweep --help shows one");
    }
    if (Files.size(path) > LARGEST) {
      throw new UsageError(path + ": more than 10 MB, which is no sweep");
    }
    String name = path.getFileName().toString().replaceFirst("\\.json$", "");
    return new SweepFile(path.toString(), name, Files.readString(path, StandardCharsets.UTF_8));
  }

  private void requireData(SweepExperiment experiment) {
    experiment
        .data()
        .forEach(
            data ->
                data.missing(folder)
                    .ifPresent(
                        reason -> {
                          throw new UsageError("%s: %s".formatted(data.name(), reason));
                        }));
  }

  private String plan(Sweep sweep, SweepExperiment experiment, Result soFar) {
    List<List<Setting>> rungs = sweep.rungs(soFar, Set.of());
    List<Unit> open = sweep.open(soFar, Set.of());
    double seconds = open.stream().mapToDouble(experiment::seconds).sum();
    return "%d settings, %d units, %d of them to run%s: %s on one core.%nRate: %s%n"
        .formatted(
            rungs.get(0).size(),
            sweep.units(rungs.get(0)).size(),
            open.size(),
            rungs.size() == 1 && sweep.halving().isEmpty() ? "" : " in this rung of the halving",
            seconds < 120 ? "%.0f s".formatted(seconds) : "%.1f h".formatted(seconds / 3600),
            experiment.measuredOn());
  }

  private boolean run(
      Sweep sweep,
      SweepExperiment experiment,
      Reproduction reproduction,
      Path kept,
      SweepFile file) {
    sweep
        .halving()
        .filter(how -> spark.isGiven() || !sweep.subject().goesOn(how.budget()))
        .ifPresent(
            how ->
                err.printf(
                    "What goes on to more %s is trained anew: %s.%n",
                    how.budget(),
                    spark.isGiven()
                        ? "the machines of a cluster share no folder"
                        : "this subject cannot take up a shorter training"));
    int before = Workers.threads();
    Workers.useThreads(1); // Each unit has a core of its own.
    boolean well = true;
    Set<Unit> failed = new HashSet<>();
    try (Workplace workplace = spark.workplace(threads(), folder)) {
      UnitRuns runs = new UnitRuns(workplace, err);
      for (List<Unit> open = sweep.open(reproduction.soFar(), failed);
          !open.isEmpty();
          open = sweep.open(reproduction.soFar(), failed)) {
        well &= runs.run(spark.isGiven() ? file : () -> experiment, open, reproduction, kept);
        Result now = reproduction.soFar();
        open.stream().filter(unit -> now.find(unit).isEmpty()).forEach(failed::add);
      }
    } finally {
      Workers.useThreads(before);
    }
    return well;
  }

  private int threads() {
    if (threads.isEmpty()) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (!threads.matches("[1-9]\\d{0,2}")) {
      throw new UsageError("--threads %s: a whole number from 1 to 999".formatted(threads));
    }
    return Integer.parseInt(threads);
  }
}
