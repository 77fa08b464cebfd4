package elbolab.reproduce;

/** What became of a printed number. */
public enum Verdict {
  /** What was obtained agrees with the printed value within the tolerance. */
  REPRODUCED,
  /** What was obtained lies outside the tolerance. */
  DIFFERS,
  /** No honest comparison is possible: another setting, other data, or too large an error. */
  NOT_COMPARABLE,
  /** Nothing was computed. */
  NOT_RUN
}
