package elbolab.reproduce;

import elbolab.data.DataCommand;
import elbolab.data.DataException;
import elbolab.reproduce.report.ReportCommand;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The verbs of the workbench that are Java: {@code Main VERB WORDS...}. */
public final class Main {
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;

  private enum Verb {
    DATA,
    DOCTOR,
    REPRODUCE,
    REPORT
  }

  private Main() {}

  public static void main(String[] words) {
    try {
      int status = run(verb(words), List.of(words).subList(1, words.length));
      System.out.flush();
      System.exit(status);
    } catch (UsageError error) {
      System.err.println("workbench: " + error.getMessage());
      System.exit(WRONG_USE);
    } catch (ResultException | DataException error) {
      System.err.println("workbench: " + error.getMessage());
      System.exit(FAILED);
    }
  }

  private static int run(Verb verb, List<String> words) {
    return switch (verb) {
      case DATA -> DataCommand.run(words, System.out, System.err);
      case DOCTOR -> new Doctor(System.out).examine() ? 0 : 1;
      case REPRODUCE -> ReproduceCommand.run(words);
      case REPORT -> ReportCommand.run(words, System.out, System.err);
    };
  }

  private static Verb verb(String[] words) {
    String word = words.length == 0 ? "" : words[0];
    return Arrays.stream(Verb.values())
        .filter(verb -> verb.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () -> new UsageError("no verb '" + word + "'; there is " + List.of(Verb.values())));
  }
}
