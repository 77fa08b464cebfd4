package elbolab.show;

/**
 * Tells a reader whether the answer to an exercise is right. Without an answer, which is NaN, it
 * says so and the notebook goes on.
 *
 * <pre>{@code
 * double answer = Double.NaN;                        // yours
 * Exercise.check("exercise 1", answer, truth, 1e-3);
 * }</pre>
 */
public final class Exercise {
  private Exercise() {}

  /** Says whether |answer − truth| ≤ tolerance; the truth is computed and not shown. */
  public static void check(String name, double answer, double truth, double tolerance) {
    Display.say("%s: %s", name, verdict(answer, truth, tolerance));
  }

  static String verdict(double answer, double truth, double tolerance) {
    if (Double.isNaN(answer)) {
      return "no answer yet";
    }
    return Math.abs(answer - truth) <= tolerance ? "right" : "not right yet";
  }
}
