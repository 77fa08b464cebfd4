package elbolab.deepdive.derivation;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.Equation;

/** Definition 1 over encoded samples: E[−log p(j|b)], for the classifier p(k|b) ∝ p(k) ψₖ(b). */
public record CrossEntropy(Encoded codes) {
  private static final int MOST_STEPS = 100;

  /** Newton's own estimate of what is left to gain; a step from there gains its square. */
  private static final double FINISHED = 1e-20;

  /** Below this gain, values no longer tell whether a step was too long. */
  private static final double ROUNDING = 1e-12;

  private static final double SEPARATED = 1e-9;

  public double of(MixturePrior prior) {
    return codes.expectation((b, j) -> -prior.logPosterior(b, j));
  }

  public double of(LogOdds odds) {
    return codes.expectation(odds::loss);
  }

  /**
   * ∂/∂νₖ of the cross entropy: E[(p(k|b) − 1[k = j]) ∂log ψₖ/∂νₖ]. The weights of the same slopes
   * in (25) are −p(k|b): another equation.
   */
  @Equation(paper = DEEPDIVE, number = "25", test = "CrossEntropyTest#slopesAreTheDerivatives")
  public double slopeInCentre(MixturePrior prior, int k) {
    GaussianUnit unit = prior.units().get(k);
    return codes.expectation(
        (b, j) -> (prior.posterior(b, k) - (k == j ? 1 : 0)) * unit.logSlopeInCentre(b));
  }

  /** ∂/∂τₖ of the cross entropy: E[(p(k|b) − 1[k = j]) ∂log ψₖ/∂τₖ]. */
  public double slopeInScale(MixturePrior prior, int k) {
    GaussianUnit unit = prior.units().get(k);
    return codes.expectation(
        (b, j) -> (prior.posterior(b, k) - (k == j ? 1 : 0)) * unit.logSlopeInScale(b));
  }

  /**
   * The log odds of least cross entropy, for two classes, by Newton's method. In the coefficients
   * the loss is convex, so there is one minimum, or none where the codes separate the classes.
   */
  public LogOdds minimiser() {
    LogOdds at = new LogOdds(0, 0, 0);
    for (int i = 0; i < MOST_STEPS; i++) {
      double[][] system = newtonSystem(at);
      double[] step = solve(system);
      double value = of(at);
      if (value < SEPARATED) {
        break;
      }
      double decrease =
          0.5 * (step[0] * system[0][3] + step[1] * system[1][3] + step[2] * system[2][3]);
      double factor = 1;
      while (decrease > ROUNDING && of(at.plus(factor, step)) > value) {
        factor /= 2;
      }
      at = at.plus(factor, step);
      if (decrease < FINISHED) {
        return at;
      }
    }
    throw new IllegalStateException(
        "no least cross entropy: %s at %s and still falling; do the codes separate the classes?"
            .formatted(of(at), at));
  }

  /** H beside −g: g = E[(p − j)(1, b, b²)] and H = E[p(1 − p)(1, b, b²)(1, b, b²)ᵀ]. */
  private double[][] newtonSystem(LogOdds at) {
    double[][] system = new double[3][4];
    for (int r = 0; r < 3; r++) {
      int row = r;
      for (int c = 0; c < 3; c++) {
        int power = r + c;
        system[r][c] = codes.expectation((b, j) -> weight(at, b) * power(b, power));
      }
      system[r][3] = codes.expectation((b, j) -> (j - at.probability(b)) * power(b, row));
    }
    return system;
  }

  private static double weight(LogOdds at, double b) {
    double p = at.probability(b);
    return p * (1 - p);
  }

  private static double power(double b, int n) {
    double product = 1;
    for (int i = 0; i < n; i++) {
      product *= b;
    }
    return product;
  }

  /** Gauss-Jordan elimination; the matrix is positive definite and needs no exchange of rows. */
  private static double[] solve(double[][] given) {
    double[][] system = {given[0].clone(), given[1].clone(), given[2].clone()};
    for (int pivot = 0; pivot < 3; pivot++) {
      for (int row = 0; row < 3; row++) {
        double factor = row == pivot ? 0 : system[row][pivot] / system[pivot][pivot];
        for (int c = pivot; c < 4; c++) {
          system[row][c] -= factor * system[pivot][c];
        }
      }
    }
    return new double[] {
      system[0][3] / system[0][0], system[1][3] / system[1][1], system[2][3] / system[2][2]
    };
  }
}
