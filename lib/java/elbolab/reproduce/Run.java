package elbolab.reproduce;

import java.util.Comparator;

/**
 * When and where units were run: nothing that a result depends on.
 *
 * @param began the moment, as ISO 8601 in UTC
 * @param seconds of wall time so far
 * @param units that it has run so far
 */
public record Run(String began, double seconds, int units, Machine machine)
    implements Comparable<Run> {
  private static final Comparator<Run> ORDER =
      Comparator.comparing(Run::began).thenComparing(Run::toString);

  public String inWords() {
    return "%s: %d units in %.0f s, elbolab %s, Java %s, %s, %s, %d cores, vector path %s"
        .formatted(
            began,
            units,
            seconds,
            machine.elbolab(),
            machine.java(),
            machine.os(),
            machine.cpu(),
            machine.cores(),
            machine.vectorPath() ? "on" : "off");
  }

  @Override
  public int compareTo(Run other) {
    return ORDER.compare(this, other);
  }
}
