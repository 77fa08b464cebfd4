package elbolab.reproduce;

import elbolab.data.DataFolder;
import elbolab.reproduce.report.PublishedFigure;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code reproduce}. */
@Command(
    name = "reproduce",
    description = {
      "Runs what answers the claims ID, and prints published against obtained. Without ID: lists what"
          + " there is.",
      "What has been run is kept in build/results and not run again; several runs fill one table.%n"
    },
    footer = {
      "",
      "Ends with 0 when all that can be run here was run, 1 when something failed, 2 for wrong words,"
          + " 130 after Ctrl-C: the same command then goes on where it stopped."
    })
final class ReproduceCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MOST_SEEDS = 1000;

  private final List<Experiment> experiments;
  private final DataFolder folder;
  private final Path made;
  private final Path committed;
  private final PrintStream out;
  private final PrintStream err;

  @Mixin private BackendOption backend;

  @Parameters(
      paramLabel = "ID",
      description =
          "a claim, a table (hhvaem-5.1), a figure, a paper (deepdive), an experiment or all")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--scale",
      paramLabel = "quick|paper",
      defaultValue = "${env:ELBOLAB_SCALE:-quick}",
      description = "minutes, or the settings of the papers; default: ELBOLAB_SCALE or quick")
  private Scale scale;

  @Option(names = "--seeds", paramLabel = "N", description = "runs with the seeds 1 to N")
  private String seeds = "";

  @Option(
      names = "--datasets",
      paramLabel = "a,b",
      split = ",",
      hideParamSyntax = true,
      description = "only on these data sets")
  private List<String> dataSets = new ArrayList<>();

  @Mixin private SparkOption spark = new SparkOption();

  @Option(names = "--dry-run", description = "says what would be run, and how long it would take")
  private boolean dryRun;

  /** On this checkout. */
  ReproduceCommand() {
    this(
        Experiments.all(),
        DataFolder.standard(),
        Results.made(),
        Results.committed(),
        System.out,
        System.err);
  }

  /**
   * @param experiments at both scales
   */
  ReproduceCommand(
      List<Experiment> experiments,
      DataFolder folder,
      Path made,
      Path committed,
      PrintStream out,
      PrintStream err) {
    this.experiments = experiments;
    this.folder = folder;
    this.made = made;
    this.committed = committed;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    Listing listing = new Listing(experiments, folder, made);
    if (words.isEmpty()) {
      out.print(listing.contents(scale));
      return 0;
    }
    words.removeIf(this::isFigure);
    if (words.isEmpty()) {
      return 0;
    }
    List<Experiment> atScale = experiments.stream().filter(e -> e.scale() == scale).toList();
    Selection selection = Selection.of(words, atScale, seeds(), dataSets);
    List<PlannedUnits> plan = selection.plan(atScale, folder);
    if (dryRun) {
      out.print(listing.dryRun(selection, plan, scale));
      return 0;
    }
    boolean well;
    // Units one by one here, each with all cores; or those of a cluster.
    try (Workplace workplace = spark.workplace(1, folder)) {
      well = spark.isGiven() ? atOnce(plan, workplace) : inTurn(plan, workplace);
    }
    out.print(new Comparison(experiments, Results.load(committed, made)).text(selection, scale));
    return well ? 0 : FAILED;
  }

  private boolean inTurn(List<PlannedUnits> plan, Workplace workplace) {
    boolean well = true;
    for (PlannedUnits each : plan) {
      well &= run(each, workplace);
    }
    return well;
  }

  /** All experiments side by side: one that has few units left leaves its cores to the others. */
  private boolean atOnce(List<PlannedUnits> plan, Workplace workplace) {
    List<CompletableFuture<Boolean>> runs =
        plan.stream()
            .sorted(Comparator.comparingDouble(each -> -each.seconds(each.units())))
            .map(
                each ->
                    CompletableFuture.supplyAsync(
                        () -> run(each, workplace), work -> new Thread(work).start()))
            .toList();
    try {
      return runs.stream().map(CompletableFuture::join).reduce(true, Boolean::logicalAnd);
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  private Recipe recipe(Experiment experiment) {
    return spark.isGiven()
        ? new Recipe.Named(experiment.id(), experiment.scale())
        : () -> experiment;
  }

  /** 0 leaves the number to each experiment. */
  private int seeds() {
    if (seeds.isEmpty()) {
      return 0;
    }
    if (!seeds.matches("[1-9]\\d{0,3}") || Integer.parseInt(seeds) > MOST_SEEDS) {
      throw new UsageError(
          "--seeds %s: a whole number from 1 to %d, the runs to average over"
              .formatted(seeds, MOST_SEEDS));
    }
    return Integer.parseInt(seeds);
  }

  /** A figure that prints no number has no claim; it is said how it is drawn. */
  private boolean isFigure(String word) {
    Optional<PublishedFigure> figure =
        Claims.named(word).isEmpty() ? PublishedFigure.named(word) : Optional.empty();
    figure.ifPresent(its -> out.println(its.recipe(DataFolder.project())));
    return figure.isPresent();
  }

  private boolean run(PlannedUnits planned, Workplace workplace) {
    Path file = Results.file(made, planned.experiment());
    Reproduction reproduction = new Reproduction(planned.experiment(), folder, file);
    planned.reasons().forEach((data, reason) -> err.printf("Not run on %s: %s%n", data, reason));
    List<Unit> open = planned.open(reproduction.soFar());
    return open.isEmpty()
        || new UnitRuns(workplace, err).run(recipe(planned.experiment()), open, reproduction, file)
            && agreesWithCommitted(planned, reproduction.soFar());
  }

  /** What others ran and committed must be the same bits. */
  private boolean agreesWithCommitted(PlannedUnits planned, Result result) {
    Path file = Results.file(committed, planned.experiment());
    if (!Files.exists(file)) {
      return true;
    }
    try {
      Result before = ResultFile.read(file);
      before.merge(result);
      long same = result.units().stream().filter(u -> before.find(u.unit()).isPresent()).count();
      err.printf("%d of these units are in %s too, and agree bit for bit.%n", same, file);
      return true;
    } catch (ResultException differs) {
      err.printf("Failed: this is not what was committed in %s: %s%n", file, differs.getMessage());
      return false;
    }
  }
}
