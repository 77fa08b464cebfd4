package elbolab.reproduce;

import elbolab.data.ColumnKind;
import elbolab.data.DataException;
import elbolab.data.Nearest;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code impute}: fills the gaps of a reader's table. */
@Command(
    name = "impute",
    customSynopsis = {
      "environment/workbench impute FILE.csv [--types name=KIND,...] [--target NAME] [--out OUT.csv]",
      "                             [--model MODEL] [--model-kind KIND] [--steps N] [--draws N] [--seed S] [--backend NAME]",
      ""
    },
    description = {
      "Fills what is missing in a table of your own, a text file whose first line names its columns."
          + " What each column holds is told from its values and shown; --types overrides it. A model"
          + " learns from the rows, and tells of each empty cell what it may be.",
      "",
      "Three files are written, beside FILE.csv unless --out names another place:",
      "  FILE-completed.csv                  the table: only the empty cells are changed",
      "  FILE-completed-intervals.csv        each of them with its guess and an interval that should",
      "                                      hold 90 %% of the truths, or with probabilities",
      "  FILE-completed.model.safetensors    the model, to be used again with --model%n"
    },
    footer = {
      "",
      "A cell is missing if it is empty or ?, NA, N/A, NaN, null. Columns of dates, names and remarks are"
          + " left as they are.",
      "Ends with 0 when the files are written, 1 when something is wrong with the table or the model, 2 for"
          + " wrong words, 130 after Ctrl-C, which says what is kept."
    })
final class ImputeCommand implements Callable<Integer> {
  private static final long STEPS = 5000;
  private static final int DRAWS = 200;
  private static final int MOST_DRAWS = 10_000;
  private static final Pattern TABLE_NAME = Pattern.compile("(?i)(\\.(csv|tsv|txt))?(\\.gz)?$");

  private final PrintStream out;
  private final PrintStream err;

  @Mixin private BackendOption backend;

  @Parameters(paramLabel = "FILE.csv", description = "the table; it may be packed (.csv.gz)")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--types",
      paramLabel = "name=KIND,...",
      description =
          "what columns hold: real, non-negative, count, categorical, binary, date, or text (left as"
              + " it is)")
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description = "a column that the model is to predict, with a network of its own")
  private List<String> targets = new ArrayList<>();

  @Option(names = "--out", paramLabel = "OUT.csv", description = "where the completed table goes")
  private String outFile = "";

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "a model that was written before; nothing is trained")
  private String modelFile = "";

  @Option(
      names = "--model-kind",
      paramLabel = "KIND",
      description = "HH-VAEM, H-VAEM, HMC-VAEM, MIWAEM or VAEM; default: HH-VAEM")
  private String modelKind = "";

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "of training, the last tenth of them with HMC; default: 5000")
  private String steps = "";

  @Option(names = "--draws", paramLabel = "N", description = "of each empty cell; default: 200")
  private String draws = "";

  @Option(names = "--seed", paramLabel = "S", description = "equal seeds, equal bits; default: 1")
  private String seed = "";

  ImputeCommand() {
    this(System.out, System.err);
  }

  ImputeCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (files.size() != 1) {
      throw new UsageError(
          files.isEmpty()
              ? "impute needs a table: environment/workbench impute FILE.csv"
              : "impute takes one table, these are %d: %s"
                  .formatted(files.size(), String.join(" ", files)));
    }
    Path file = Path.of(files.get(0));
    Path completed = outFile.isEmpty() ? beside(file, "-completed.csv") : Path.of(outFile);
    if (completed.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
      throw new UsageError("--out " + completed + " is the table itself: name another file");
    }
    requireWritable(completed);
    int many = (int) number("--draws", draws, DRAWS, MOST_DRAWS);
    long from = number("--seed", seed, 1, Integer.MAX_VALUE);
    TableCompletion completion = new TableCompletion(file, completed, many, from, out, err);
    Thread hook = new Thread(() -> err.printf("%nInterrupted. %s%n", completion.kept()));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      if (modelFile.isEmpty()) {
        completion.train(kinds(), targets, kind(), number("--steps", steps, STEPS, 10_000_000));
      } else {
        requireNoTraining();
        completion.use(Path.of(modelFile));
      }
      return 0;
    } finally {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  /** Said before the training and not after it. */
  static void requireWritable(Path completed) {
    Path folder = completed.toAbsolutePath().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new DataException(completed + ": cannot be written there: name another with --out");
    }
  }

  /** A file beside the table: its name without .csv, and this. */
  static Path beside(Path file, String ending) {
    String name = file.getFileName().toString();
    return file.resolveSibling(TABLE_NAME.matcher(name).replaceFirst("") + ending);
  }

  private void requireNoTraining() {
    String option =
        !types.isEmpty()
            ? "--types"
            : !targets.isEmpty()
                ? "--target"
                : !steps.isEmpty() ? "--steps" : !modelKind.isEmpty() ? "--model-kind" : "";
    if (!option.isEmpty()) {
      throw new UsageError(
          option + " with --model: a stored model has its own, and is not trained again");
    }
  }

  static long number(String option, String text, long standard, long most) {
    if (text.isEmpty()) {
      return standard;
    }
    boolean whole = text.matches("\\d{1,18}");
    if (!whole || Long.parseLong(text) < 1 || Long.parseLong(text) > most) {
      throw new UsageError("%s %s: a whole number from 1 to %,d".formatted(option, text, most));
    }
    return Long.parseLong(text);
  }

  private HhVaemKind kind() {
    List<String> known = Arrays.stream(HhVaemKind.values()).map(HhVaemKind::toString).toList();
    String wanted = modelKind.isEmpty() ? "HH-VAEM" : modelKind.toUpperCase(Locale.ROOT);
    if (!known.contains(wanted)) {
      throw new UsageError(
          "no model kind '%s'; nearest: %s".formatted(modelKind, Nearest.of(wanted, known)));
    }
    return HhVaemKind.values()[known.indexOf(wanted)];
  }

  /** name=KIND,name=KIND; a comma without an = before the next one belongs to a name. */
  private Map<String, ColumnKind> kinds() {
    Map<String, ColumnKind> kinds = new LinkedHashMap<>();
    for (String words : types) {
      String pending = "";
      for (String word : words.split(",")) {
        pending = pending.isEmpty() ? word : pending + "," + word;
        int at = pending.lastIndexOf('=');
        if (at > 0) {
          kinds.put(pending.substring(0, at).strip(), kind(pending.substring(at + 1).strip()));
          pending = "";
        }
      }
      if (!pending.isEmpty()) {
        throw new UsageError(
            "--types %s: expected name=KIND, such as age=count".formatted(pending));
      }
    }
    return kinds;
  }

  private static ColumnKind kind(String word) {
    List<String> known = Arrays.stream(ColumnKind.values()).map(ColumnKind::toString).toList();
    int at = known.indexOf(word.toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw new UsageError(
          "no kind of column '%s'; nearest: %s".formatted(word, Nearest.of(word, known)));
    }
    return ColumnKind.values()[at];
  }
}
