package elbolab.reproduce;

import elbolab.data.Nearest;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line asks of {@code reproduce}.
 *
 * @param words claims, tables, figures, papers, experiments; none lists what there is
 * @param seeds 1 to 1000; 0 leaves it to each experiment
 * @param dataSets to compute on; none means all
 * @param dryRun whether only to say what would be run
 */
record ReproduceOptions(
    List<String> words, Scale scale, int seeds, List<String> dataSets, boolean dryRun) {
  static final String USAGE =
      """
      environment/workbench reproduce [ID...] [--scale quick|paper] [--seeds N] [--datasets a,b] [--dry-run]

      Runs what answers the claims ID, and prints published against obtained. ID is a claim, a table
      (hhvaem-5.1), a figure, a paper (deepdive), an experiment or all; without ID: lists what there
      is. What has been run is kept in build/results and not run again; several runs fill one table.

        --scale quick|paper   quick: minutes; paper: the settings of the papers. Default: ELBOLAB_SCALE or quick
        --seeds N             runs with the seeds 1 to N
        --datasets a,b        only on these data sets
        --dry-run             says what would be run, and how long it would take

      Ends with 0 when all that can be run here was run, 1 when something failed, 2 for wrong words,
      130 after Ctrl-C: the same command then goes on where it stopped.
      """;
  private static final int MOST_SEEDS = 1000;
  private static final List<String> NAMES =
      List.of("--scale", "--seeds", "--datasets", "--dry-run", "--help");

  static ReproduceOptions parse(List<String> line, String defaultScale) {
    List<String> words = new ArrayList<>();
    Scale scale = Scale.of(defaultScale);
    int seeds = 0;
    List<String> dataSets = List.of();
    boolean dryRun = false;
    for (int i = 0; i < line.size(); i++) {
      String word = line.get(i);
      switch (word) {
        case "--scale" -> scale = Scale.of(value(line, ++i));
        case "--seeds" -> seeds = count(value(line, ++i));
        case "--datasets" -> dataSets = List.of(value(line, ++i).split(","));
        case "--dry-run" -> dryRun = true;
        default -> {
          if (word.startsWith("-")) {
            throw new UsageError(
                "reproduce has no option '%s'; nearest: %s"
                    .formatted(word, Nearest.of(word, NAMES)));
          }
          words.add(word);
        }
      }
    }
    return new ReproduceOptions(words, scale, seeds, dataSets, dryRun);
  }

  private static String value(List<String> line, int at) {
    if (at >= line.size()) {
      throw new UsageError(line.get(at - 1) + " needs a value");
    }
    return line.get(at);
  }

  private static int count(String text) {
    if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > MOST_SEEDS) {
      throw new UsageError(
          "--seeds %s: a whole number from 1 to %d, the runs to average over"
              .formatted(text, MOST_SEEDS));
    }
    return Integer.parseInt(text);
  }
}
