package elbolab.reproduce;

import elbolab.data.Column;
import elbolab.data.ColumnKind;
import elbolab.data.DataException;
import elbolab.data.Nearest;
import elbolab.data.NumberColumn;
import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.data.TableFile;
import elbolab.hhvaem.Feature;
import elbolab.hhvaem.HhVaem;
import elbolab.math.Rng;
import elbolab.nn.WholeFile;
import elbolab.saia.Acquisition;
import elbolab.saia.AcquisitionModel;
import elbolab.saia.Advice;
import elbolab.saia.GaussianReward;
import elbolab.saia.HhVaemModel;
import elbolab.saia.HistogramReward;
import elbolab.saia.NearestNeighbourReward;
import elbolab.saia.Policy;
import elbolab.saia.Replay;
import elbolab.saia.Reward;
import elbolab.saia.RewardPerCost;
import elbolab.saia.TargetColumn;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code acquire}: which missing cell of each row to obtain next. */
@Command(
    name = "acquire",
    customSynopsis = {
      "environment/workbench acquire MODEL FILE.csv [--target NAME] [--costs name=PRICE,...] [--out OUT.csv]",
      "                              [--reward KIND] [--samples N] [--export FOLDER] [--seed S] [--backend NAME]",
      ""
    },
    description = {
      "Says of each row of a table which of its empty cells to obtain next, and how much it is expected"
          + " to tell about the target: their mutual information given the rest of the row, in nats. MODEL"
          + " is what impute keeps (impute FILE.csv --target NAME).",
      "",
      "One line of CSV for each row: row, next, gain, and with --costs its price and the gain for each"
          + " unit of money, by which it is then chosen. A row without an empty cell, or whose target is"
          + " known, has no next.%n"
    },
    footer = {
      "",
      "Ends with 0 when all rows are told, 1 when something is wrong with the table or the model, 2 for"
          + " wrong words, 130 after Ctrl-C."
    })
final class AcquireCommand implements Callable<Integer> {
  private static final int SAMPLES = 1000;
  private static final int MOST_SAMPLES = 100_000;
  private static final int ROWS_AT_ONCE = 64;
  private static final int REPLAYED = 12;

  private static final Map<String, Reward> REWARDS = new LinkedHashMap<>();

  static {
    REWARDS.put("histogram", HistogramReward.standard().corrected());
    REWARDS.put("neighbours", NearestNeighbourReward.standard());
    REWARDS.put("gaussian", GaussianReward.standard());
  }

  private final PrintStream out;

  @Mixin private BackendOption backend;

  @Parameters(paramLabel = "MODEL FILE.csv", description = "a stored model, and a table")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description =
          "the column that is to be known; default: what the model was trained to predict. FILE.csv may"
              + " lack it")
  private String target = "";

  @Option(
      names = "--costs",
      paramLabel = "name=PRICE,...",
      description = "what a cell of a column costs; 1 where nothing is said")
  private List<String> costs = new ArrayList<>();

  @Option(
      names = "--reward",
      paramLabel = "KIND",
      description =
          "how the gain is estimated: histogram (7 bins, bias subtracted), neighbours, or gaussian (the"
              + " encoder's); default: histogram")
  private String reward = "histogram";

  @Option(names = "--samples", paramLabel = "N", description = "of each row; default: 1000")
  private String samples = "";

  @Option(names = "--out", paramLabel = "OUT.csv", description = "a file instead of the terminal")
  private String outFile = "";

  @Option(
      names = "--export",
      paramLabel = "FOLDER",
      description =
          "also keeps the policy there: the model, its options as policy.json, and replay.html, a page"
              + " that replays up to 12 rows whose target is known")
  private String exportFolder = "";

  @Option(names = "--seed", paramLabel = "S", description = "equal seeds, equal bits; default: 1")
  private String seed = "";

  AcquireCommand() {
    this(System.out);
  }

  AcquireCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    if (files.size() != 2) {
      throw new UsageError(
          "acquire needs a model and a table, these are %d files: environment/workbench acquire MODEL"
                  .formatted(files.size())
              + " FILE.csv");
    }
    if (!REWARDS.containsKey(reward)) {
      throw new UsageError(
          "no reward '%s'; nearest: %s".formatted(reward, Nearest.of(reward, REWARDS.keySet())));
    }
    int draws = (int) ImputeCommand.number("--samples", samples, SAMPLES, MOST_SAMPLES);
    long from = ImputeCommand.number("--seed", seed, 1, Integer.MAX_VALUE);
    Map<String, Double> prices = prices();
    Path file = Path.of(files.get(1));
    if (!exportFolder.isEmpty()) {
      ImputeCommand.requireWritable(Path.of(exportFolder).resolve("policy.json"));
    }
    if (!outFile.isEmpty()) {
      ImputeCommand.requireWritable(Path.of(outFile));
    }
    HhVaem trained = HhVaem.open(Path.of(files.get(0)));
    AcquisitionModel model = model(trained);
    Observed rows = rows(file, model);
    if (!exportFolder.isEmpty()) {
      export(trained, model, rows, file, prices, draws, from);
    }
    Advice advice =
        new Advice(model, REWARDS.get(reward), costs(prices, model.features().inputs()), draws);
    StringBuilder text = new StringBuilder(advice.header());
    for (int first = 0; first < rows.rows(); first += ROWS_AT_ONCE) {
      int to = Math.min(rows.rows(), first + ROWS_AT_ONCE);
      Observed some =
          new Observed(rows.values().slice(0, first, to), rows.mask().slice(0, first, to));
      text.append(advice.lines(some, first, Rng.of(from, "rows").stream("rows", first)));
    }
    if (outFile.isEmpty()) {
      out.print(text);
    } else {
      WholeFile.write(Path.of(outFile), text.toString().getBytes(StandardCharsets.UTF_8));
    }
    return 0;
  }

  private void export(
      HhVaem trained,
      AcquisitionModel model,
      Observed rows,
      Path file,
      Map<String, Double> prices,
      int draws,
      long from)
      throws IOException {
    int[] known = withTarget(model, rows);
    if (known.length == 0) {
      throw new DataException(
          file + ": no row has its target, so that there is none to replay; --export needs one");
    }
    Path folder = Path.of(exportFolder);
    double[] perFeature = costs(prices, model.features().inputs());
    Reward plain = REWARDS.get(reward);
    Reward bought = perFeature == null ? plain : new RewardPerCost(plain, perFeature);
    List<String> targets = model.features().targets().stream().map(Feature::name).toList();
    new Policy(trained, targets, plain, draws, from, prices).save(folder);
    Observed replayed = new Observed(rows.values().gather(0, known), rows.mask().gather(0, known));
    Path title = ImputeCommand.beside(file.getFileName(), "");
    Replay.of(title.toString(), Acquisition.of(model, draws, from), bought, replayed)
        .save(folder.resolve("replay.html"));
  }

  /** The first rows of which all targets are known, and some feature. */
  private static int[] withTarget(AcquisitionModel model, Observed rows) {
    int inputs = model.features().inputs().size();
    int width = model.features().all().size();
    float[] seen = rows.mask().toArray();
    return IntStream.range(0, rows.rows())
        .filter(
            r ->
                IntStream.range(inputs, width).allMatch(c -> seen[r * width + c] > 0)
                    && IntStream.range(0, inputs).anyMatch(c -> seen[r * width + c] > 0))
        .limit(REPLAYED)
        .toArray();
  }

  private AcquisitionModel model(HhVaem trained) {
    List<Feature> targets = trained.features().targets();
    boolean own = targets.size() == 1 && targets.get(0).name().equals(target);
    if (!target.isEmpty() && !own) {
      return TargetColumn.of(trained, target);
    }
    if (targets.isEmpty()) {
      String names =
          trained.features().all().stream().map(Feature::name).collect(Collectors.joining(", "));
      throw new DataException(
          files.get(0) + ": the model has no target: say --target NAME, one of " + names);
    }
    return HhVaemModel.of(trained);
  }

  /** The model's columns of a table; a target may be absent from it. */
  private static Observed rows(Path file, AcquisitionModel model) {
    Map<String, ColumnKind> kinds = new LinkedHashMap<>();
    Table found = TableFile.open(file, Map.of()).table();
    List<String> names = found.columns().stream().map(Column::name).toList();
    List<Column> absent = new ArrayList<>();
    for (Feature feature : model.features().all()) {
      if (names.contains(feature.name())) {
        boolean number = feature.kind().isNumber();
        kinds.put(feature.name(), number ? ColumnKind.REAL : ColumnKind.CATEGORICAL);
      } else if (model.features().targets().contains(feature)) {
        double[] unknown = new double[found.rows()];
        Arrays.fill(unknown, Double.NaN);
        absent.add(new NumberColumn(feature.name(), ColumnKind.REAL, unknown));
      } else {
        throw new DataException(
            "%s: the model knows a column '%s' that is not there; nearest: '%s'. Add it, empty where it is unknown"
                .formatted(file, feature.name(), Nearest.of(feature.name(), names)));
      }
    }
    Table table = TableFile.open(file, kinds).table();
    absent.addAll(table.columns());
    Observed x = model.features().encode(new Table(table.name(), absent, table.targets())).all();
    return new Observed(x.values(), x.maskOrOnes());
  }

  private Map<String, Double> prices() {
    Map<String, Double> prices = new LinkedHashMap<>();
    for (String words : costs) {
      for (String word : words.split(",")) {
        int at = word.lastIndexOf('=');
        String price = word.substring(at + 1).strip();
        if (at < 1 || !price.matches("\\d{1,12}(\\.\\d{1,12})?") || price.matches("[0.]*")) {
          throw new UsageError(
              "--costs %s: expected name=PRICE with a price above 0, such as scan=120"
                  .formatted(word));
        }
        prices.put(word.substring(0, at).strip(), Double.parseDouble(price));
      }
    }
    return prices;
  }

  /** Null where no prices were given. */
  private static double[] costs(Map<String, Double> prices, List<Feature> inputs) {
    List<String> names = inputs.stream().map(Feature::name).toList();
    for (String name : prices.keySet()) {
      if (!names.contains(name)) {
        throw new DataException(
            "--costs %s: no such column can be obtained; nearest: '%s'"
                .formatted(name, Nearest.of(name, names)));
      }
    }
    return prices.isEmpty()
        ? null
        : names.stream().mapToDouble(name -> prices.getOrDefault(name, 1.0)).toArray();
  }
}
