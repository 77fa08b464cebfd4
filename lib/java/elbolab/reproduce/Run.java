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

  @Override
  public int compareTo(Run other) {
    return ORDER.compare(this, other);
  }
}
