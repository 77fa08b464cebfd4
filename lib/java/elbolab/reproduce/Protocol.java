package elbolab.reproduce;

/**
 * How a printed number was obtained, as far as its source says.
 *
 * @param setting data, split, model sizes in words
 * @param runs how many runs the number is the mean of; 0 where that is not stated
 */
public record Protocol(String setting, int runs) {
  /** For a number of which no more is known than where it stands. */
  public static final Protocol NOT_STATED = new Protocol("not stated", 0);

  public Protocol {
    if (setting.isBlank() || runs < 0) {
      throw new IllegalArgumentException(
          "protocol \"%s\" of %d runs: say the setting, and 0 or more runs"
              .formatted(setting, runs));
    }
  }

  @Override
  public String toString() {
    return runs == 0 ? setting : "%s; %d run%s".formatted(setting, runs, runs == 1 ? "" : "s");
  }
}
