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
