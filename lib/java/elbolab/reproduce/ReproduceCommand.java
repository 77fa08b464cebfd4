package elbolab.reproduce;

import elbolab.data.DataFolder;
import elbolab.reproduce.report.PublishedFigure;
import elbolab.show.ProgressLine;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verb {@code reproduce}. */
final class ReproduceCommand {
  private static final int FAILED = 1;

  private final List<Experiment> experiments;
  private final DataFolder folder;
  private final Path made;
  private final Path committed;
  private final PrintStream out;
  private final PrintStream err;

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

  static int run(List<String> line) {
    String scale = System.getenv("ELBOLAB_SCALE");
    return new ReproduceCommand(
            Experiments.all(),
            DataFolder.standard(),
            Results.made(),
            Results.committed(),
            System.out,
            System.err)
        .run(line, scale == null || scale.isBlank() ? "quick" : scale);
  }

  int run(List<String> line, String defaultScale) {
    ReproduceOptions options = ReproduceOptions.parse(line, defaultScale);
    Listing listing = new Listing(experiments, folder, made);
    if (options.words().isEmpty()) {
      out.print(listing.contents(options.scale()));
      return 0;
    }
    List<String> words = new ArrayList<>(options.words());
    words.removeIf(this::isFigure);
    if (words.isEmpty()) {
      return 0;
    }
    List<Experiment> atScale = at(options.scale());
    Selection selection = Selection.of(words, atScale);
    List<Work> work = selection.work(atScale, folder, options);
    if (options.dryRun()) {
      out.print(listing.dryRun(selection, work, options));
      return 0;
    }
    boolean well = true;
    for (Work each : work) {
      well &= run(each);
    }
    out.print(
        new Outcome(experiments, Results.load(committed, made)).text(selection, options.scale()));
    return well ? 0 : FAILED;
  }

  /** A figure that prints no number has no claim; it is said how it is drawn. */
  private boolean isFigure(String word) {
    Optional<String> recipe =
        Claims.named(word).isEmpty()
            ? PublishedFigure.named(word).map(figure -> figure.recipe(DataFolder.project()))
            : Optional.empty();
    recipe.ifPresent(out::println);
    return recipe.isPresent();
  }

  private List<Experiment> at(Scale scale) {
    return experiments.stream().filter(experiment -> experiment.scale() == scale).toList();
  }

  private boolean run(Work work) {
    Path file = Results.file(made, work.experiment());
    Reproduction reproduction = new Reproduction(work.experiment(), folder, file);
    List<Unit> open = work.open(reproduction.soFar());
    work.reasons().forEach((data, reason) -> err.printf("Not run on %s: %s%n", data, reason));
    if (open.isEmpty()) {
      return true;
    }
    List<String> failures = new ArrayList<>();
    Thread hook = new Thread(() -> err.printf("%nInterrupted. %s%n", kept(file)));
    Runtime.getRuntime().addShutdownHook(hook);
    try (ProgressLine progress = ProgressLine.of(work.experiment().id(), open.size(), err)) {
      for (Unit unit : open) {
        try {
          reproduction.run(unit);
        } catch (RuntimeException failed) {
          failures.add("%s: %s".formatted(unit, failed));
        }
        progress.step();
      }
    } finally {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
    failures.forEach(failure -> err.println("Failed: " + failure));
    err.println(kept(file));
    return failures.isEmpty() && agreesWithCommitted(work, reproduction.soFar());
  }

  /** What others ran and committed must be the same bits. */
  private boolean agreesWithCommitted(Work work, Result result) {
    Path file = Results.file(committed, work.experiment());
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

  private static String kept(Path file) {
    return Files.exists(file)
        ? "What was run is kept in %s; the same command goes on from there.".formatted(file)
        : "Nothing was finished yet; the same command begins again.";
  }
}
