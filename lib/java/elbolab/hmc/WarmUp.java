package elbolab.hmc;

import elbolab.math.Rng;
import java.util.Arrays;

/**
 * The schedule of a warm-up, as in Stan's reference manual: the step size adapts all along; the
 * mass at the end of windows that double in length (25, 50, …), between a first phase that finds
 * the typical set and a last one that fits the step to the final mass.
 */
final class WarmUp {
  private static final int FIRST = 75;
  private static final int WINDOW = 25;
  private static final int LAST = 50;
  private static final double TARGET_OF_FIRST_STEP = 0.8;
  private static final int MOST_DOUBLINGS = 60;

  private final CheckedDensity density;
  private final DualAveraging steps;
  private final Variances variances;
  private final int begin;
  private final int end;
  private int window;
  private int nextUpdate;
  private int iteration;
  private DiagonalMass mass;

  WarmUp(CheckedDensity density, int iterations, double targetAcceptance) {
    this.density = density;
    this.steps = new DualAveraging(targetAcceptance);
    this.variances = new Variances(density.dimension());
    this.mass = DiagonalMass.unit(density.dimension());
    boolean fits = FIRST + WINDOW + LAST <= iterations;
    this.begin = fits ? FIRST : (int) (0.15 * iterations);
    this.end = iterations - (fits ? LAST : (int) (0.1 * iterations));
    this.window = fits ? WINDOW : end - begin;
    this.nextUpdate = begin + window;
  }

  /** Finds a first step size at these positions. */
  void begin(Rng rng, HmcState state) {
    steps.restart(firstStep(rng, state, 1));
  }

  double step() {
    return steps.step();
  }

  double finalStep() {
    return steps.average();
  }

  DiagonalMass mass() {
    return mass;
  }

  /** Learns from one transition of all chains; at the end of a window the mass changes. */
  void update(Rng rng, double acceptance, HmcState state) {
    steps.update(acceptance);
    boolean inWindows = iteration >= begin && iteration < end;
    iteration++;
    if (!inWindows) {
      return;
    }
    variances.add(state.position());
    if (iteration == nextUpdate || iteration == end) {
      mass = variances.mass();
      variances.restart();
      window *= 2;
      // A window that would leave less than the next one behind it reaches to the end.
      nextUpdate = iteration + window + 2 * window > end ? end : iteration + window;
      steps.restart(firstStep(rng, state, steps.step()));
    }
  }

  /** Doubles or halves the step until the acceptance of one leapfrog step crosses 0.8. */
  private double firstStep(Rng rng, HmcState state, double guess) {
    double step = Math.min(Math.max(guess, 1e-8), 1e8);
    boolean grow = acceptanceOf(rng, state, step) > TARGET_OF_FIRST_STEP;
    for (int i = 0; i < MOST_DOUBLINGS; i++) {
      double next = grow ? 2 * step : 0.5 * step;
      boolean accepts = acceptanceOf(rng, state, next) > TARGET_OF_FIRST_STEP;
      step = next;
      if (accepts != grow) {
        break;
      }
    }
    return step;
  }

  private double acceptanceOf(Rng rng, HmcState state, double step) {
    StepSizes sizes = StepSizes.constant(1, density.dimension(), step);
    Hmc oneStep = new Hmc(density, sizes, mass, HmcOptions.steps(1));
    return oneStep.step(rng, state).info().meanAcceptance();
  }

  /** Running variances of each coordinate (Welford 1962), over draws of any number of chains. */
  private static final class Variances {
    private static final double PRIOR_DRAWS = 5;
    private static final double PRIOR_VARIANCE = 1e-3;

    private final double[] mean;
    private final double[] squares;
    private int count;

    Variances(int dimension) {
      mean = new double[dimension];
      squares = new double[dimension];
    }

    void restart() {
      Arrays.fill(mean, 0);
      Arrays.fill(squares, 0);
      count = 0;
    }

    void add(double[] rows) {
      int d = mean.length;
      for (int from = 0; from < rows.length; from += d) {
        count++;
        for (int i = 0; i < d; i++) {
          double off = rows[from + i] - mean[i];
          mean[i] += off / count;
          squares[i] += off * (rows[from + i] - mean[i]);
        }
      }
    }

    /**
     * Mass from the variances, shrunk towards 10⁻³ as if five more draws had said so, as in Stan.
     */
    DiagonalMass mass() {
      double[] variances = new double[mean.length];
      double weight = count / (count + PRIOR_DRAWS);
      for (int i = 0; i < variances.length; i++) {
        double estimate = count > 1 ? squares[i] / (count - 1) : 1;
        variances[i] = weight * estimate + (1 - weight) * PRIOR_VARIANCE;
      }
      return DiagonalMass.ofVariances(variances);
    }
  }
}
