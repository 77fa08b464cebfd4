package elbolab.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The checks at the end of a notebook: a table of what was found and what was expected, and an
 * error if any of them fails, so that a notebook that runs to its end has shown what it says.
 *
 * <pre>{@code
 * new Checks()
 *     .near("E[m] by quadrature", found, 7 / 6.0, 1e-9)
 *     .within("E[m] by sampling", measured, 7 / 6.0, 4)
 *     .below("error of the model", rmse, rmseOfLastValue)
 *     .done();
 * }</pre>
 */
public final class Checks {
  private record Row(String check, String found, String expected, String verdict) {}

  private final List<Row> rows = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /** |found − expected| ≤ tolerance. */
  public Checks near(String what, double found, double expected, double tolerance) {
    boolean holds = Math.abs(found - expected) <= tolerance;
    return add(what, number(found), number(expected) + " ± " + Digits.tick(tolerance), holds);
  }

  /** |found − expected| is at most so many of its own standard errors. */
  public Checks within(String what, Measured found, double expected, double standardErrors) {
    double distance = Math.abs(found.value() - expected);
    boolean holds = distance <= standardErrors * found.standardError();
    String wanted =
        "%s within %s standard errors".formatted(number(expected), Digits.tick(standardErrors));
    return add(what, found.toString(), wanted, holds);
  }

  /** from ≤ found ≤ to. */
  public Checks between(String what, double found, double from, double to) {
    boolean holds = from <= found && found <= to;
    return add(what, number(found), "%s to %s".formatted(number(from), number(to)), holds);
  }

  /** found is below a limit, which may be another number that was found. */
  public Checks below(String what, double found, double limit) {
    return add(what, number(found), "below " + number(limit), found < limit);
  }

  /** found is above a limit. */
  public Checks above(String what, double found, double limit) {
    return add(what, number(found), "above " + number(limit), found > limit);
  }

  /** Each number is greater than the one before it. */
  public Checks rising(String what, double... numbers) {
    boolean holds = IntStream.range(1, numbers.length).allMatch(i -> numbers[i - 1] < numbers[i]);
    String found =
        Arrays.stream(numbers).mapToObj(Checks::number).collect(Collectors.joining(", "));
    return add(what, found, "rising", holds);
  }

  /** Two things are equal. */
  public Checks equal(String what, Object found, Object expected) {
    return add(what, String.valueOf(found), String.valueOf(expected), found.equals(expected));
  }

  /** Something is true. Where it is about numbers {@link #below} and the others show them. */
  public Checks that(String what, boolean holds) {
    return add(what, String.valueOf(holds), "true", holds);
  }

  private Checks add(String what, String found, String expected, boolean holds) {
    rows.add(new Row(what, found, expected, holds ? "holds" : "FAILS"));
    if (!holds) {
      failures.add("%s: found %s, expected %s".formatted(what, found, expected));
    }
    return this;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Digits.tick(value) : Digits.significant(6).text(value);
  }

  /** Shows all checks; throws if one failed, or if there are none. */
  public void done() {
    if (rows.isEmpty()) {
      throw new AssertionError("no checks: a notebook must check what it says");
    }
    Display.show(Sheet.of(rows).caption("Checks"));
    if (!failures.isEmpty()) {
      throw new AssertionError(
          "%d of %d checks failed: %s"
              .formatted(failures.size(), rows.size(), String.join("; ", failures)));
    }
  }
}
