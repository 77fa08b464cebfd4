package elbolab.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.train.Plan;
import elbolab.train.Trainer;
import elbolab.vae.BoundObjective;
import elbolab.vae.ImportanceEstimate;
import elbolab.vae.Vae;
import elbolab.vae.VaeOptions;
import org.junit.jupiter.api.Test;

/** Two engines that share no code: the same parameters give the same numbers. */
class Dl4jVaeTest {
  private static final int ROWS = 200;
  private static final int FEATURES = 16;
  private static final VaeOptions OPTIONS = VaeOptions.pixels(FEATURES, 2, 24);

  /** Bars: each example darkens one of four rows or columns of a 4 × 4 image. */
  private static float[] bars(long seed) {
    Rng rng = Rng.of(seed, "bars");
    float[] x = new float[ROWS * FEATURES];
    for (int i = 0; i < ROWS; i++) {
      int bar = rng.nextInt(8);
      for (int p = 0; p < FEATURES; p++) {
        boolean ink = bar < 4 ? p / 4 == bar : p % 4 == bar - 4;
        x[i * FEATURES + p] = rng.nextFloat() < (ink ? 0.95 : 0.05) ? 1 : 0;
      }
    }
    return x;
  }

  @Test
  void sameParametersGiveTheSameCodesAndPictures() {
    float[] x = bars(1);
    Dl4jVae theirs = new Dl4jVae(OPTIONS, 1e-2);
    for (int step = 0; step < 20; step++) {
      theirs.step(x);
    }
    Vae ours = theirs.toVae();
    try (Tape tape = Tape.inference()) {
      float[] codes = ours.encode(Tensor.of(x, ROWS, FEATURES)).mean().toArray();
      assertArrayEquals(theirs.encodeMean(x), codes, 2e-6f);
      float[] pictures = ours.decodeMean(Tensor.of(codes, ROWS, 2)).toArray();
      assertArrayEquals(theirs.decodeMean(codes), pictures, 2e-6f);
    }
  }

  /** Trained with the same settings both engines reach the same likelihood, seed noise apart. */
  @Test
  void bothEnginesLearnTheSameLikelihood() {
    float[] x = bars(1);
    float[] fresh = bars(2);
    int steps = 400;
    Dl4jVae theirs = new Dl4jVae(OPTIONS, 1e-2);
    for (int step = 0; step < steps; step++) {
      theirs.step(x);
    }
    Vae ours = Vae.of(OPTIONS);
    new Trainer(ours.parameters(), new Plan(ROWS, ROWS, steps, 1))
        .run(new Adam(ours.parameters(), 1e-2), BoundObjective.elbo(ours, Dataset.of(x, FEATURES)));
    double nllOurs = nll(ours, fresh);
    double nllTheirs = nll(theirs.toVae(), fresh);
    double nllUntrained = nll(Vae.of(OPTIONS), fresh);
    assertTrue(nllOurs < nllUntrained - 3, nllOurs + " after, " + nllUntrained + " before");
    assertEquals(nllTheirs, nllOurs, 0.3);
  }

  private static double nll(Vae vae, float[] x) {
    return ImportanceEstimate.of(vae, Dataset.of(x, FEATURES), 100, ROWS, Rng.of(3, "nll"))
        .negativeLogLikelihood();
  }
}
