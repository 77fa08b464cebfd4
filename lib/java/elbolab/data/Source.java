package elbolab.data;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How a file comes here. */
public sealed interface Source {
  /**
   * From the first of these addresses that gives it.
   *
   * @param conversion from the published file to the one used here
   */
  record Download(List<URI> mirrors, Conversion conversion) implements Source {
    public Download {
      mirrors = List.copyOf(mirrors);
    }
  }

  /** From many small files of whole numbers; the numbers of each become one line. */
  record Lists(List<URI> addresses) implements Source {
    public Lists {
      addresses = List.copyOf(addresses);
    }
  }

  /** By the user's own hands; {@code how} says from where. */
  record ByHand(String how) implements Source {}

  static Source download(Conversion conversion, String... mirrors) {
    return new Download(Arrays.stream(mirrors).map(URI::create).toList(), conversion);
  }

  /** The addresses that a pattern gives for 0, 1, …, count − 1. */
  static Source lists(String pattern, int count) {
    return new Lists(
        IntStream.range(0, count).mapToObj(k -> URI.create(pattern.formatted(k))).toList());
  }
}
