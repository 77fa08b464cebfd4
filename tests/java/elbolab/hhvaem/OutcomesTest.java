package elbolab.hhvaem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.math.DoubleMath;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is decoded column by column is what the networks say of whole rows. */
class OutcomesTest {
  private static final Table TABLE = GeneratedTable.of(300, "colour", 5);
  private static final Features FEATURES = Features.of(TABLE);
  private static final Dataset DATA = FEATURES.encode(TABLE);
  private static HhVaem model;

  @BeforeAll
  static void train() {
    model = HhVaem.of(FEATURES, HhVaemOptions.hVaem(3, 2).hidden(32));
    model.fitting(DATA, TrainingLengths.steps(200).marginalSteps(300)).run();
  }

  @Test
  void columnsGuessAsTheBlocksDo() {
    int inputs = FEATURES.inputs().size();
    int draws = 500;
    try (Tape tape = Tape.inference()) {
      Tensor z = Tensor.gaussian(Rng.of(1, "z"), draws, inputs);
      float[] whole = model.marginals().guess(z).toArray();
      float[] numbers = z.toArray();
      MarginalColumns columns = model.marginals().columns();
      for (int i = 0; i < inputs; i++) {
        float[] own = new float[draws];
        float[] guesses = new float[draws];
        float[] drawn = new float[draws];
        for (int s = 0; s < draws; s++) {
          own[s] = numbers[s * inputs + i];
        }
        columns.decode(i, own, guesses, drawn, Rng.of(2, "draws"));
        for (int s = 0; s < draws; s++) {
          assertEquals(whole[s * inputs + i], guesses[s], 1e-4, FEATURES.inputs().get(i).name());
        }
      }
    }
  }

  /** Of one z, against the mean of the likelihood's own probabilities, within 4 errors. */
  @Test
  void columnsDrawFromTheLikelihood() {
    int draws = 20_000;
    MarginalColumns columns = model.marginals().columns();
    for (int i = 0; i < FEATURES.inputs().size(); i++) {
      Feature feature = FEATURES.inputs().get(i);
      float[] z = new float[draws];
      Arrays.fill(z, 0.3f);
      float[] guesses = new float[draws];
      float[] drawn = new float[draws];
      columns.decode(i, z, guesses, drawn, Rng.of(3, "draws"));
      if (feature.kind().isNumber()) {
        Moments moments = new Moments();
        for (float one : drawn) {
          moments.add(one);
        }
        assertEquals(guesses[0], moments.mean(), 4 * moments.standardError());
        assertEquals(model.options().variance(), moments.variance(), 0.005);
      } else {
        for (int level = 0; level < feature.levels().size(); level++) {
          double expected = probability(i, level);
          int count = 0;
          for (float one : drawn) {
            count += one == level ? 1 : 0;
          }
          double error = Math.sqrt(expected * (1 - expected) / draws);
          assertEquals(expected, (double) count / draws, 4 * error + 1e-6, feature.name());
        }
      }
    }
  }

  /** p(x_i = level | z_i = 0.3), as the marginal VAE has it. */
  private static double probability(int i, int level) {
    int inputs = FEATURES.inputs().size();
    float[] codes = new float[inputs];
    codes[i] = level;
    try (Tape tape = Tape.inference()) {
      Tensor logs =
          model.marginals().logProb(Tensor.of(codes, 1, inputs), Tensor.full(0.3, 1, inputs));
      return DoubleMath.exp(logs.toArray()[i]);
    }
  }

  @Test
  void whatIsObservedStaysAndTheSameSeedGivesTheSame() {
    Observed x = FEATURES.hide(DATA.rows(0, 1, 2, 3, 4, 5, 6), 0.5, Rng.of(4, "holes"));
    PosteriorDraws posterior = model.posterior(x, Inference.ENCODER, 300, Rng.of(5, "draws"));
    Outcomes once = posterior.outcomes(x, Rng.of(6, "outcomes"));
    assertArrayEquals(once.cells(), posterior.outcomes(x, Rng.of(6, "outcomes")).cells());
    float[] values = x.values().toArray();
    float[] seen = x.mask().toArray();
    int width = FEATURES.all().size();
    for (int k = 0; k < once.cells().length; k++) {
      int cell = k / (300 * width) * width + k % width;
      assertTrue(seen[cell] == 0 || once.cells()[k] == values[cell]);
    }
  }

  /** Drawn frequencies of a categorical target, its guess, and its likelihood agree. */
  @Test
  void theTargetsDrawsGuessAndLikelihoodAgree() {
    Observed x = FEATURES.hide(DATA.rows(0, 1, 2, 3, 4), 0.4, Rng.of(4, "holes"));
    int draws = 20_000;
    Outcomes outcomes =
        model
            .posterior(x, Inference.ENCODER, draws, Rng.of(5, "draws"))
            .outcomes(x, Rng.of(6, "outcomes"));
    int width = FEATURES.all().size();
    for (int level = 0; level < 3; level++) {
      double[] wanted = {level, level, level, level, level};
      double[] log = outcomes.logLikelihood(wanted);
      for (int row = 0; row < 5; row++) {
        int count = 0;
        for (int s = 0; s < draws; s++) {
          count += outcomes.cells()[(row * draws + s + 1) * width - 1] == level ? 1 : 0;
        }
        double p = DoubleMath.exp(log[row]);
        assertEquals(p, (double) count / draws, 4 * Math.sqrt(p * (1 - p) / draws) + 1e-6);
        assertTrue(p < 0.5 || outcomes.guesses()[row] == level);
      }
    }
  }

  @Test
  void aModelWithoutTargetHasNoOutcomes() {
    Features alone = new Features(FEATURES.inputs(), List.of());
    HhVaem other = HhVaem.of(alone, HhVaemOptions.vaem(2).hidden(8));
    Observed x = Observed.complete(Tensor.zeros(1, alone.all().size()));
    PosteriorDraws draws = other.posterior(x, Inference.ENCODER, 2, Rng.of(1, "draws"));
    assertThrows(IllegalArgumentException.class, () -> draws.outcomes(x, Rng.of(2, "outcomes")));
  }
}
