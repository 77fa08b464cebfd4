package elbolab.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
    assertEquals(TrainedVae.hash(), TestDevice.there(TrainedVae::hash));
  }

  @Test
  void interleavedStepsOfDeepDive() {
    assertEquals(TrainedDeepDive.hash(), TestDevice.there(TrainedDeepDive::hash));
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
