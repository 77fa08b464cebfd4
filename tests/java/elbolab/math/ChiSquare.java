package elbolab.math;

/** The χ² distribution, and Pearson's test of counts. */
public final class ChiSquare {
  private ChiSquare() {}

  /** The chance of a value of at least x: the upper incomplete gamma function Q(ν/2, x/2). */
  public static double pValue(double x, double degrees) {
    if (!(degrees > 0) || !(x >= 0)) {
      throw new IllegalArgumentException(
          "χ² of %s with %s degrees of freedom; both must be positive".formatted(x, degrees));
    }
    return IncompleteGamma.upper(degrees / 2, x / 2);
  }

  /** Pearson's test: the chance of counts at least as far from what is expected. */
  public static double test(long[] counts, double[] expected) {
    double x = 0;
    for (int i = 0; i < counts.length; i++) {
      double d = counts[i] - expected[i];
      x += d * d / expected[i];
    }
    return pValue(x, counts.length - 1);
  }
}
