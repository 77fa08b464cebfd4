package elbolab.hmc;

import static elbolab.math.Equation.Paper.HOFFMAN_2014;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;

/**
 * Dual averaging of the log step size towards a target acceptance (Hoffman and Gelman 2014, eq. 6):
 * log ε ← μ − (√t/γ)·H̄, with H̄ the running mean of target − acceptance; the average of log ε with
 * weights t^−κ is what sampling uses.
 */
@Equation(paper = HOFFMAN_2014, number = "6", test = "SamplersTest#reachTheMoments")
final class DualAveraging {
  private static final double SHRINKAGE = 0.05; // γ
  private static final double OFFSET = 10; // t₀: early rounds count less
  private static final double DECAY = 0.75; // κ

  private final double target;
  private double centre;
  private double error;
  private double logStep;
  private double logAverage;
  private int rounds;

  DualAveraging(double target) {
    this.target = target;
  }

  /** Starts anew around ten times this step: trying a large step is cheap, a small one is not. */
  void restart(double step) {
    centre = DoubleMath.log(10 * step);
    logStep = DoubleMath.log(step);
    logAverage = logStep;
    error = 0;
    rounds = 0;
  }

  void update(double acceptance) {
    rounds++;
    double share = 1 / (rounds + OFFSET);
    error = (1 - share) * error + share * (target - acceptance);
    logStep = centre - Math.sqrt(rounds) / SHRINKAGE * error;
    double weight = StrictMath.pow(rounds, -DECAY);
    logAverage = weight * logStep + (1 - weight) * logAverage;
  }

  /** The step to try next. */
  double step() {
    return DoubleMath.exp(logStep);
  }

  /** The step to keep. */
  double average() {
    return DoubleMath.exp(logAverage);
  }
}
