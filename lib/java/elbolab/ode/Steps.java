package elbolab.ode;

/** How long the steps of a solver are. */
public sealed interface Steps {
  /** So many equal steps from the first to the last time of each row. */
  static Steps count(int steps) {
    return new Count(steps);
  }

  /** Equal steps, as few as keep each below this size. */
  static Steps atMost(double size) {
    return new AtMost(size);
  }

  /**
   * Each row has steps of its own, so long that the estimated error of each number stays below
   * {@code absolute + relative · |z|}.
   */
  static Steps adaptive(double relative, double absolute) {
    return new Adaptive(relative, absolute, 100_000);
  }

  /** See {@link #count}. */
  record Count(int steps) implements Steps {
    public Count {
      if (steps < 1) {
        throw new IllegalArgumentException("steps = " + steps + ": at least 1 is needed");
      }
    }
  }

  /** See {@link #atMost}. */
  record AtMost(double size) implements Steps {
    public AtMost {
      if (!(size > 0) || size == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("step size " + size + ": must be above 0 and finite");
      }
    }
  }

  /**
   * See {@link #adaptive}.
   *
   * @param limit of tried steps, after which the solver gives up
   */
  record Adaptive(double relative, double absolute, int limit) implements Steps {
    public Adaptive {
      if (!(relative >= 0 && absolute > 0)) {
        throw new IllegalArgumentException(
            "tolerances relative %s, absolute %s: the first must be 0 or more, the second above 0"
                .formatted(relative, absolute));
      }
      if (limit < 1) {
        throw new IllegalArgumentException("limit = " + limit + " steps: at least 1 is needed");
      }
    }
  }
}
