package elbolab.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.nn.Schedule;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.LossValues;
import elbolab.train.Pass;
import elbolab.train.Progress;
import elbolab.train.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The remedies of posterior collapse as options of the training, and what measures them. */
class RemediesTest {
  private static final Dataset DATA =
      Dataset.of(Tensor.gaussian(Rng.of(1, "data"), 300, 4).positive().toArray(), 4);

  private static Vae vae() {
    return Vae.of(VaeOptions.pixels(4, 2, 8).seed(2));
  }

  private static List<LossValues> losses(Fit fit) {
    List<LossValues> all = new ArrayList<>();
    TrainingListener listener = (Progress progress) -> all.add(progress.losses());
    vae().fit(DATA, fit.listen(listener));
    return all;
  }

  @Test
  void theWeightOfTheDivergenceFollowsItsSchedule() {
    Schedule beta = Schedule.linear(0, 1, 8);
    List<LossValues> losses = losses(Fit.steps(12).batch(50).beta(beta));
    for (int t = 0; t < 12; t++) {
      LossValues loss = losses.get(t);
      double weight = (loss.total() - loss.get("reconstruction")) / loss.get("divergence");
      assertEquals(Math.min(1, t / 8.0), weight, 1e-4, "step " + t);
    }
  }

  @Test
  void freeBitsChargeEachDimensionAtLeastItsAllowance() {
    // Biases of the encoder that put one dimension's divergence above the allowance, one below.
    Vae vae = vae();
    vae.parameters().get("encoder.out.weight").set(new float[8 * 4]);
    vae.parameters().get("encoder.out.bias").set(new float[] {1.5f, 0.1f, -0.5f, 0});
    double first = 0.5 * (1.5 * 1.5 + Math.exp(-0.5) + 0.5 - 1);
    double allowance = 0.4;
    Observed x = DATA.all();
    try (Tape tape = Tape.scope()) {
      Loss loss = Bound.freeBits(allowance).loss(vae, x, 1, Rng.of(3, "z"));
      Loss.Term divergence = loss.terms().get(1);
      assertEquals(first + allowance, divergence.value().item(), 1e-5);
      Tensor bias = vae.parameters().get("encoder.out.bias");
      float[] gradient = tape.gradient(divergence.value(), bias).toArray();
      assertEquals(1.5, gradient[0], 1e-5);
      assertEquals(0, gradient[1], "what is free has no gradient");
      assertEquals(0, gradient[3], "what is free has no gradient");
    }
    Elbo plain = vae.elbo(x, Rng.of(3, "z"));
    Loss none = Bound.freeBits(0).loss(vae, x, 1, Rng.of(3, "z"));
    assertEquals(plain.loss(1).total().item(), none.total().item(), 1e-5);
  }

  /** While it lasts a step has the losses of two passes, of encoder and decoder, then of one. */
  @Test
  void theAggressivePhaseTrainsTheEncoderFirstAndEnds() {
    Fit fit = Fit.epochs(40).batch(50).seed(5);
    List<LossValues> losses = losses(fit.aggressive(Aggressive.standard()));
    int phase = 0;
    while (phase < losses.size() && losses.get(phase).names().size() == 4) {
      phase++;
    }
    assertTrue(phase >= 6 && phase % 6 == 0, "it lasts whole epochs: " + phase + " steps");
    assertTrue(phase < losses.size(), "the information never fell");
    for (LossValues later : losses.subList(phase, losses.size())) {
      assertEquals(2, later.names().size());
    }
  }

  @Test
  void aggressiveTrainingIsTheSameTwiceAndHasNoCheckpoint() {
    Fit fit = Fit.steps(15).batch(50).aggressive(new Aggressive(new Pass.Repetition(20, 5), 1));
    Vae first = vae();
    Vae second = vae();
    Vae plain = vae();
    first.fit(DATA, fit);
    second.fit(DATA, fit);
    plain.fit(DATA, Fit.steps(15).batch(50));
    assertEquals(first.parameters().hash(), second.parameters().hash());
    assertFalse(first.parameters().hash().equals(plain.parameters().hash()));
    Fit with = fit.checkpoint(Path.of("nowhere"));
    assertThrows(IllegalArgumentException.class, () -> vae().fit(DATA, with));
    assertThrows(
        IllegalArgumentException.class, () -> new Aggressive(new Pass.Repetition(1, 1), 0));
  }

  /**
   * q(z | x) = N(ax, s²) with x standard normal: I = ½ log(1 + a²/s²) in the first dimension, and a
   * second one that does not depend on x.
   */
  @Test
  void informationOfCodesThatAreKnown() {
    double a = 0.9;
    double logVariance = Math.log(0.2);
    Vae vae =
        Vae.of(VaeOptions.pixels(1, 2, 1).hidden(List.of()).likelihood(Likelihood.gaussian(1)));
    vae.parameters().get("encoder.out.weight").set(new float[] {(float) a, 0, 0, 0});
    vae.parameters().get("encoder.out.bias").set(new float[] {0, 0.7f, (float) logVariance, 0});
    int n = 3000;
    float[] x = Tensor.gaussian(Rng.of(4, "x"), n).toArray();
    double divergence = 0.5 * 0.49;
    double squares = 0;
    for (float each : x) {
      squares += a * a * each * each / n;
    }
    divergence += 0.5 * (squares + 0.2 - logVariance - 1);
    LatentUse use = LatentUse.of(vae, Dataset.of(x, 1), Rng.of(5, "use"));
    assertEquals(1, use.activeUnits());
    assertEquals(divergence, use.divergence(), 1e-4);
    // The summand's standard deviation is below 1, so that 4 standard errors are 0.07.
    assertEquals(0.5 * Math.log(1 + squares / 0.2), use.mutualInformation(), 0.07);
  }
}
