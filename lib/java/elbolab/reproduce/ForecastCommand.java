package elbolab.reproduce;

import elbolab.data.Nearest;
import elbolab.data.TimeSeries;
import elbolab.data.series.CalendarLabel;
import elbolab.deepdive.SeriesForecaster;
import elbolab.show.TrainingLine;
import elbolab.vae.Fit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code forecast}: what comes after the end of a reader's series. */
@Command(
    name = "forecast",
    customSynopsis = {
      "environment/workbench forecast FILE.csv --horizon H [--look-back L] [--labels hour,weekday,month]",
      "                               [--gaps N] [--steps N] [--seed S] [--backend NAME] [--out OUT.csv]",
      ""
    },
    description = {
      "Forecasts series of your own: a text file with one column of times and numbers beside it. The step"
          + " between times is found, gaps are named. An autoregression and a DeepDIVE of what it leaves"
          + " open learn from the first three fifths, are set right on the next and tested on the last.",
      "",
      "Written to FILE-forecast.csv unless --out names another place: a line for each step and series"
          + " with the forecast and the interval that should hold 90 %% of what happens.%n"
    },
    footer = {
      "",
      "Ends with 0 when the file is written, 1 when something is wrong with the series, 2 for wrong words,"
          + " 130 after Ctrl-C."
    })
final class ForecastCommand implements Callable<Integer> {
  private static final int MOST_STEPS = 10_000_000;
  private static final long STEPS = 1000;
  private static final int BATCH = 64;
  private static final double PART = 0.9;
  private static final double RATE = 2e-3;

  private final PrintStream out;
  private final PrintStream err;

  @Mixin private BackendOption backend;

  @Parameters(paramLabel = "FILE.csv", description = "the series; the file may be packed (.csv.gz)")
  private List<String> files = new ArrayList<>();

  @Option(names = "--horizon", paramLabel = "H", description = "how many steps to forecast")
  private String horizon = "";

  @Option(
      names = "--look-back",
      paramLabel = "L",
      description = "how many steps are seen; default: a week of hours, four weeks of days")
  private String lookBack = "";

  @Option(
      names = "--labels",
      paramLabel = "a,b",
      description =
          "what of the calendar may matter: hour, weekday, month, or none; default: by the step")
  private String labels = "";

  @Option(
      names = "--gaps",
      paramLabel = "N",
      description = "draws straight lines over gaps of up to N steps; default: gaps are refused")
  private String gaps = "";

  @Option(names = "--steps", paramLabel = "N", description = "of training; default: 1000")
  private String steps = "";

  @Option(names = "--seed", paramLabel = "S", description = "equal seeds, equal bits; default: 1")
  private String seed = "";

  @Option(names = "--out", paramLabel = "OUT.csv", description = "where the forecasts go")
  private String outFile = "";

  ForecastCommand() {
    this(System.out, System.err);
  }

  ForecastCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    if (files.size() != 1 || horizon.isEmpty()) {
      throw new UsageError(
          "forecast needs one file and a horizon: environment/workbench forecast FILE.csv --horizon 24");
    }
    int ahead = (int) ImputeCommand.number("--horizon", horizon, 1, 100_000);
    long from = ImputeCommand.number("--seed", seed, 1, Integer.MAX_VALUE);
    long training = ImputeCommand.number("--steps", steps, STEPS, MOST_STEPS);
    CalendarLabel[] named = named();
    Path file = Path.of(files.get(0));
    Path to = outFile.isEmpty() ? ImputeCommand.beside(file, "-forecast.csv") : Path.of(outFile);
    ImputeCommand.requireWritable(to);
    TimeSeries series = read(file);
    int seen =
        (int)
            ImputeCommand.number(
                "--look-back", lookBack, SeriesForecaster.lookBack(series, ahead), 100_000);
    CalendarLabel[] own = labels.isEmpty() ? SeriesForecaster.labels(series.step()) : named;
    out.println(series);
    out.printf(
        "%d steps are seen, the next %d forecast; labels: %s%n",
        seen, ahead, own.length == 0 ? "none" : names(own));
    Thread hook = new Thread(() -> err.printf("%nInterrupted. Nothing was written.%n"));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Fit how = Fit.steps(training).batch(BATCH).rate(RATE, RATE / 10).seed(from);
      SeriesForecaster found =
          SeriesForecaster.fit(
              series, seen, ahead, how.listen(TrainingLine.of(() -> "training", err)), own);
      say(found);
      Files.createDirectories(to.toAbsolutePath().getParent());
      found.nextTable(PART).save(to);
      out.printf("Forecasts of %d steps: %s%n", ahead, to);
    } finally {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
    return 0;
  }

  private TimeSeries read(Path file) {
    if (gaps.isEmpty()) {
      return TimeSeries.read(file);
    }
    int longest = (int) ImputeCommand.number("--gaps", gaps, 1, 100_000);
    return TimeSeries.read(file, TimeSeries.Gaps.filledUpTo(longest));
  }

  private static String names(CalendarLabel... labels) {
    return Arrays.stream(labels)
        .map(label -> label.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private CalendarLabel[] named() {
    if (labels.isEmpty() || labels.equals("none")) {
      return new CalendarLabel[0];
    }
    List<String> known = List.of(names(CalendarLabel.values()).split(", "));
    List<CalendarLabel> found = new ArrayList<>();
    for (String word : labels.split(",")) {
      int at = known.indexOf(word.strip().toLowerCase(Locale.ROOT));
      if (at < 0) {
        throw new UsageError("no label '%s'; nearest: %s".formatted(word, Nearest.of(word, known)));
      }
      found.add(CalendarLabel.values()[at]);
    }
    return found.toArray(CalendarLabel[]::new);
  }

  private void say(SeriesForecaster found) {
    out.printf("%nOn the last fifth, which nothing was learned from:%n");
    out.printf("  this forecaster    %s%n", found.scores());
    out.printf("  autoregression     %s%n", found.plainScores());
    out.printf("  last value         %s%n", found.naiveScores());
    out.printf(
        Locale.ROOT,
        "  its %.0f %% intervals held %.1f %% of what happened%n",
        100 * PART,
        100 * found.coverage(PART));
  }
}
