package elbolab.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.deepdive.TrainedDeepDive;
import elbolab.hmc.DiagonalMass;
import elbolab.hmc.Hmc;
import elbolab.hmc.HmcOptions;
import elbolab.hmc.HmcState;
import elbolab.hmc.StepSizes;
import elbolab.hmc.TapeDensity;
import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import elbolab.vae.TrainedVae;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole trainings and a chain end with the processor's bits. */
class DeviceTrainingTest {
  @BeforeAll
  static void needsADevice() {
    TestDevice.backend();
  }

  @Test
  void twoHundredStepsOfAVae() {
    assertSame("VAE", 200, 90, 1, () -> TrainedVae.hash(4, 24));
  }

  /** Three passes to a step, and what the passes tell of each other now and then. */
  @Test
  void interleavedStepsOfDeepDive() {
    assertSame("DeepDIVE", 60, 370, 4, TrainedDeepDive::hash);
  }

  /**
   * Equal bits, and no more launches and reads a step than given; what there is beyond the steps
   * (parameters, data, the hash) counts as ten steps.
   */
  private static void assertSame(
      String model, int steps, int launches, int reads, Supplier<String> training) {
    String wanted = training.get();
    Device device = TestDevice.backend().device();
    Device.Counts before = device.counts();
    assertEquals(wanted, TestDevice.there(training));
    Device.Counts counts = device.counts().minus(before);
    System.out.printf(
        "%s: %.1f launches, %.2f reads, %.2f writes a step%n",
        model,
        counts.launches() / (double) steps,
        counts.reads() / (double) steps,
        counts.writes() / (double) steps);
    assertTrue(counts.launches() <= launches * (steps + 10L), counts.toString());
    assertTrue(counts.reads() <= reads * (steps + 10L), counts.toString());
  }

  @Test
  void recurrentNetworkWithClippedGradients() {
    assertEquals(SmallTrainings.recurrent(), TestDevice.there(SmallTrainings::recurrent));
  }

  @Test
  void convolutionalVae() {
    assertEquals(SmallTrainings.convolutional(), TestDevice.there(SmallTrainings::convolutional));
  }

  @Test
  void aChainThroughTheDensityOfANetwork() {
    assertArrayEquals(chain(), TestDevice.there(DeviceTrainingTest::chain));
  }

  /** Where thirty transitions of four chains arrive. */
  private static double[] chain() {
    Tensor w = Tensor.gaussian(Rng.of(1, "w"), 3, 16).keep();
    Tensor v = Tensor.gaussian(Rng.of(1, "v"), 16, 5).times(0.3).keep();
    TapeDensity density =
        TapeDensity.of(
            3,
            z -> {
              Tensor seen = z.linear(w, null, Activation.TANH).matmul(v);
              return seen.minus(0.5).square().sum(1).times(-2).minus(z.square().sum(1).times(0.5));
            });
    Hmc kernel =
        new Hmc(density, StepSizes.constant(1, 3, 0.15), DiagonalMass.unit(3), HmcOptions.steps(5));
    Rng rng = Rng.of(2, "chain");
    HmcState state = kernel.init(new double[12]);
    for (int t = 0; t < 30; t++) state = kernel.step(rng, state).state();
    return state.position();
  }
}
