package elbolab.hmc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.hmc.toy.DualMoon;
import elbolab.hmc.toy.Gaussian;
import elbolab.hmc.toy.Wave;
import elbolab.math.Rng;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The training of step sizes and inflations: derivatives, direction and input. */
class HmcTrainingTest {
  private static final double H = 1e-6;
  private static final InitialProposal PROPOSAL =
      new InitialProposal(
          new double[] {1.5, 0.2, -1.0, 0.4}, new double[] {0.4, 0.3, 0.5, 0.6}, new int[] {0, 1});

  /** Records the gradients of a first run; later runs are given the same ones: frozen. */
  private static final class Frozen implements LogDensity {
    private final LogDensity density;
    private final List<double[]> gradients = new ArrayList<>();
    private int call = -1;

    private Frozen(LogDensity density) {
      this.density = density;
    }

    @Override
    public int dimension() {
      return density.dimension();
    }

    private void rewind() {
      call = 0;
    }

    @Override
    public void evaluate(double[] points, int rows, double[] value, double[] gradient) {
      density.evaluate(points, rows, value, gradient);
      if (call < 0) {
        gradients.add(gradient.clone());
      } else {
        System.arraycopy(gradients.get(call++), 0, gradient, 0, gradient.length);
      }
    }
  }

  private static HmcTraining training(StepSizes steps) {
    return new HmcTraining(steps, 2, HmcOptions.steps(5), HmcTrainingOptions.standard());
  }

  private static StepSizes moved(StepSizes steps, int index, double factor) {
    double[] values = steps.values().clone();
    values[index] *= factor;
    return new StepSizes(steps.proposals(), steps.dimension(), values);
  }

  @Test
  void objectiveSlopeIsThatOfTheFrozenObjective() {
    Frozen frozen = new Frozen(new DualMoon());
    StepSizes steps = StepSizes.uniform(Rng.of(1, "steps"), 4, 2, 0.05, 0.2);
    HmcTraining.Slope slope = training(steps).objective(frozen, PROPOSAL, Rng.of(2, "objective"));
    assertTrue(slope.acceptance() > 0.5);
    double worst = 0;
    for (int j = 0; j < slope.byLog().length; j++) {
      double[] sides = new double[2];
      for (int side = 0; side < 2; side++) {
        frozen.rewind();
        StepSizes there = moved(steps, j, Math.exp(side == 0 ? H : -H));
        sides[side] = training(there).objective(frozen, PROPOSAL, Rng.of(2, "objective")).value();
      }
      double difference = (sides[0] - sides[1]) / (2 * H);
      worst = Math.max(worst, Math.abs(difference - slope.byLog()[j]));
      assertEquals(difference, slope.byLog()[j], 1e-7, "step size " + j);
      assertTrue(Math.abs(difference) > 1e-5, "the slope must be something to find");
    }
    System.out.printf("L_HMC: slope within %.1e of finite differences%n", worst);
  }

  @Test
  void discrepancySlopeIsThatOfTheFrozenDiscrepancy() {
    double[][] bandwidths = {{0.9, 0.8}, {1.1, 0.7}};
    StepSizes steps = StepSizes.uniform(Rng.of(3, "steps"), 3, 2, 0.05, 0.2);
    Frozen frozen = new Frozen(new Wave());
    HmcTraining training = training(steps);
    HmcTraining.Slope slope =
        training.discrepancy(frozen, PROPOSAL, Rng.of(4, "stein"), bandwidths);
    double worst = 0;
    for (int group = 0; group < 2; group++) {
      double[] sides = new double[2];
      for (int side = 0; side < 2; side++) {
        frozen.rewind();
        double factor = Math.exp(side == 0 ? H : -H);
        InitialProposal there = inflated(group, factor);
        sides[side] =
            training(steps).discrepancy(frozen, there, Rng.of(4, "stein"), bandwidths).value();
      }
      double difference = (sides[0] - sides[1]) / (2 * H);
      worst = Math.max(worst, Math.abs(difference - slope.byLog()[group]));
      assertEquals(difference, slope.byLog()[group], 1e-7, "inflation " + group);
      assertTrue(Math.abs(difference) > 1e-5, "the slope must be something to find");
    }
    System.out.printf("SKSD: slope within %.1e of finite differences%n", worst);
  }

  /** Inflating a group by a factor is the same as widening its deviations. */
  private static InitialProposal inflated(int group, double factor) {
    double[] deviation = PROPOSAL.deviation().clone();
    for (int k = group; k < deviation.length; k += 2) {
      deviation[k] *= factor;
    }
    return new InitialProposal(PROPOSAL.mean(), deviation, PROPOSAL.groups());
  }

  /** A narrow proposal on a standard normal is widened, a wide one narrowed, towards the target. */
  @Test
  void inflationMovesTowardsTheTarget() {
    for (double deviation : new double[] {0.3, 2.5}) {
      InitialProposal proposal =
          InitialProposal.of(new double[2], new double[] {deviation, deviation});
      HmcTraining training =
          new HmcTraining(
              StepSizes.constant(1, 2, 0.02), // hardly moves: the proposal must do the work
              2,
              HmcOptions.steps(1),
              new HmcTrainingOptions(10, 200, 1, 1e-3, 2e-2, 0));
      Rng rng = Rng.of(5, "inflate");
      for (int i = 0; i < 300; i++) {
        training.step(Gaussian.standard(2), proposal, rng);
      }
      double width = deviation * training.inflation()[0];
      System.out.printf("inflation: deviation %.2f becomes %.3f%n", deviation, width);
      assertEquals(1, width, 0.1);
    }
  }

  @Test
  void trainingRaisesTheObjective() {
    InitialProposal proposal = InitialProposal.of(new double[2], new double[] {0.3, 0.3});
    HmcTraining training =
        new HmcTraining(
            StepSizes.constant(5, 2, 0.02),
            2,
            HmcOptions.steps(5),
            HmcTrainingOptions.standard().withRates(2e-2, 1e-2));
    Rng rng = Rng.of(6, "train");
    double first = training.step(new DualMoon(), proposal, rng).objective();
    HmcTraining.Round last = null;
    for (int i = 0; i < 200; i++) {
      last = training.step(new DualMoon(), proposal, rng);
    }
    assertTrue(last.objective() > first + 1, first + " → " + last.objective());
    assertTrue(last.meanStep() > 0.03, "steps have grown: " + last.meanStep());
  }

  @Test
  void badInputIsNamed() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new InitialProposal(new double[2], new double[] {1, 0}, new int[] {0, 1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> new InitialProposal(new double[2], new double[] {1, 1}, new int[] {0, 2}));
    assertThrows(
        IllegalArgumentException.class, () -> new HmcTrainingOptions(10, 1, 1, 1e-3, 1e-2, 0));
    StepSizes three = StepSizes.constant(1, 3, 0.1);
    assertThrows(
        IllegalArgumentException.class,
        () -> training(three).step(Gaussian.standard(3), PROPOSAL, Rng.of(1, "bad")));
  }
}
