package elbolab.reproduce;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The verbs of the workbench that are Java: {@code Main VERB WORDS...}. */
public final class Main {
  private static final int WRONG_USE = 2;

  private enum Verb {
    DOCTOR,
    REPRODUCE,
    REPORT,
    BENCH
  }

  private Main() {}

  public static void main(String[] words) {
    try {
      if (words.length == 0) {
        throw new UsageError("no verb; there is " + verbs());
      }
      run(verb(words[0]), List.of(words).subList(1, words.length));
    } catch (UsageError error) {
      System.err.println("workbench: " + error.getMessage());
      System.exit(WRONG_USE);
    }
  }

  private static void run(Verb verb, List<String> words) {
    switch (verb) {
      case DOCTOR -> new Doctor(System.out).examine();
      case REPRODUCE -> list("claims", words);
      case BENCH -> list("benchmarks", words);
      case REPORT -> System.out.println("No results yet: there is nothing to report.");
    }
  }

  private static void list(String what, List<String> words) {
    if (!words.isEmpty()) {
      throw new UsageError("'" + words.get(0) + "' is unknown: there are no " + what + " yet");
    }
    System.out.println("There are no " + what + " yet.");
  }

  private static Verb verb(String word) {
    return Arrays.stream(Verb.values())
        .filter(verb -> name(verb).equals(word))
        .findFirst()
        .orElseThrow(
            () -> new UsageError("no verb '" + word + "'; nearest: " + Nearest.to(word, verbs())));
  }

  private static List<String> verbs() {
    return Arrays.stream(Verb.values()).map(Main::name).collect(Collectors.toList());
  }

  private static String name(Verb verb) {
    return verb.name().toLowerCase(Locale.ROOT);
  }
}
