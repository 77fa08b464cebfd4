package elbolab.deepdive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Observed;
import elbolab.data.series.ForecastData;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.vae.Elbo;
import elbolab.vae.Fit;
import elbolab.vae.ImportanceEstimate;
import elbolab.vae.Imputation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DeepDIVE as a latent model: windows as examples, z = [a | s], the targets missing. */
class LatentModelTest {
  private static final List<Label> LABELS =
      List.of(new Label("kind", List.of(30, 50, 20)), Label.balanced("size", 4));
  private static final DeepDiveOptions OPTIONS =
      DeepDiveOptions.of(3, 5, 2, LABELS).conditional(2).hidden(6).attention(4, 2).seed(8);
  private static final Observed WINDOWS =
      Observed.complete(Tensor.gaussian(Rng.of(3, "windows"), 4, 3, 7));

  /** log N(a; 0, I) + Σᵢ log Σₖ (nₖ/n) N(sᵢ; νₖ, τₖ²), by hand in double precision. */
  @Test
  void thePriorIsTheMixture() {
    DeepDive model = DeepDive.of(OPTIONS);
    model.parameters().get("marginal.kind.basis.centre").set(new float[] {-1, 0.5f, 2});
    model.parameters().get("marginal.kind.basis.logWidth").set(new float[] {0.1f, -0.7f, 0.4f});
    float[] z = {0.3f, -1, 0.2f, 0.7f, -0.4f, 1.1f, 0.6f, -1.3f};
    assertEquals(z.length, model.latent());
    double expected = 0;
    for (int i = 0; i < 6; i++) {
      expected += Math.log(normal(z[i], 0, 1));
    }
    double[] width = {Math.exp(0.1f), Math.exp(-0.7f), Math.exp(0.4f)};
    expected +=
        Math.log(
            0.3 * normal(z[6], -1, width[0])
                + 0.5 * normal(z[6], 0.5, width[1])
                + 0.2 * normal(z[6], 2, width[2]));
    double four = 0; // four centres over [-2, 2], as wide as their gaps
    for (int k = 0; k < 4; k++) {
      four += 0.25 * normal(z[7], -2 + 4.0 / 3 * k, 4.0 / 3);
    }
    expected += Math.log(four);
    assertEquals(expected, model.prior().logProb(Tensor.of(z, 1, 8)).item(), 1e-5);
  }

  private static double normal(double s, double centre, double width) {
    double u = (s - centre) / width;
    return Math.exp(-0.5 * u * u) / (width * Math.sqrt(2 * Math.PI));
  }

  /** Mean of s under the prior: Σₖ (nₖ/n) νₖ, within four standard errors. */
  @Test
  void drawsOfThePrior() {
    DeepDive model = DeepDive.of(OPTIONS);
    float[] z = model.prior().sample(Rng.of(1, "prior"), 20_000).toArray();
    Moments a = new Moments();
    Moments s = new Moments();
    for (int row = 0; row < 20_000; row++) {
      a.add(z[row * 8 + 2]);
      s.add(z[row * 8 + 6]);
    }
    assertEquals(0, a.mean(), 4 * a.standardError());
    assertEquals(1, a.variance(), 0.05);
    assertEquals(-2 * 0.3 + 2 * 0.2, s.mean(), 4 * s.standardError());
    // τ² = 4 for each unit, and the variance of the centres.
    assertEquals(4 + 0.5 * 4 - 0.04, s.variance(), 0.2);
  }

  /** q(s | x) by draws of b, whose projection is s. */
  @Test
  void theProjectionOfANormalIsNormal() {
    DeepDive model = DeepDive.of(OPTIONS);
    model.parameters().get("marginal.size.weight").set(new float[] {0.8f, -0.5f, 1.3f});
    model.parameters().get("marginal.size.encoder.bias").set(new float[] {0.2f, -0.6f});
    Normal q = model.encode(WINDOWS);
    Normal b = model.encode(WINDOWS.values().slice(-1, 0, 5)).b().get(1);
    Moments drawn = new Moments();
    for (int i = 0; i < 4000; i++) {
      drawn.add(model.project(1, b.sample(Rng.of(i, "b"))).toArray()[2]);
    }
    assertEquals(drawn.mean(), q.mean().toArray()[2 * 8 + 7], 4 * drawn.standardError());
    double sigma = Math.exp(q.logSigma().toArray()[2 * 8 + 7]);
    assertEquals(Math.sqrt(drawn.variance()), sigma, 0.05 * sigma);
  }

  /** At the mean of b the bound of a window is the main pass's loss, at weights of the bound. */
  @Test
  void theReconstructionOfTheBoundIsTheMainPass() {
    for (LossWeights weights : List.of(LossWeights.elbo(5, 2), LossWeights.means(5))) {
      DeepDive model = DeepDive.of(OPTIONS.weights(weights));
      Tensor x = WINDOWS.values().slice(-1, 0, 5);
      DeepDive.Codes codes = model.encode(x);
      Tensor[] s = model.project(codes).stream().map(t -> t.reshape(4, 1)).toArray(Tensor[]::new);
      Tensor a = codes.a().mean().reshape(4, 6);
      Tensor z = Tensor.concat(-1, a, s[0], s[1]);
      var decoded = model.decode(codes.a().mean(), model.project(codes));
      var errors =
          Interleaving.errors(weights, x, WINDOWS.values().slice(-1, 5, 7), decoded).total();
      double sigmaX = weights.inputSigma(5);
      double sigmaY = weights.forecastSigma(2);
      double constant =
          3 * (3.5 * Math.log(2 * Math.PI) + 5 * Math.log(sigmaX) + 2 * Math.log(sigmaY));
      double expected = -3 * errors.item() / weights.divergence() - constant;
      double obtained = model.logLikelihood(WINDOWS, z).mean().item();
      assertEquals(expected, obtained, 2e-5 * Math.abs(expected));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> DeepDive.of(OPTIONS.weights(new LossWeights(1, 1, 0))).decode(Tensor.zeros(1, 8)));
  }

  /** The divergence, closed for a and drawn for s, is on average that of draws alone. */
  @Test
  void theDivergenceIsUnbiased() {
    DeepDive model = DeepDive.of(OPTIONS);
    Normal q = model.encode(WINDOWS);
    Moments difference = new Moments();
    for (int i = 0; i < 2000; i++) {
      Tensor z = q.sample(Rng.of(i, "z"));
      Tensor drawn = model.prior().logRatio(q, z).negate();
      difference.add(model.prior().divergence(q, z).minus(drawn).mean().item());
    }
    assertEquals(0, difference.mean(), 4 * difference.standardError());
  }

  /** What is missing changes neither the code nor the likelihood of what is seen. */
  @Test
  void missingTargetsAreLeftOut() {
    ForecastData data = SmallModels.data();
    DeepDive model = DeepDive.of(SmallModels.options(data));
    Observed past = data.test().past().rows(3, 9);
    Observed whole = data.test().whole().rows(3, 9);
    assertFalse(past.isComplete());
    Normal q = model.encode(past);
    assertArrayEquals(q.mean().toArray(), model.encode(whole).mean().toArray());
    Tensor each = model.decode(q.mean()).logProb(whole.values()).slice(-1, 0, 24);
    float[] expected = each.sum(-1).sum(-1).toArray();
    assertArrayEquals(expected, model.logLikelihood(past, q.mean()).toArray(), 1e-2f);
    Elbo elbo = model.elbo(whole, Rng.of(1, "z"));
    assertTrue(elbo.bound().toArray()[1] < 0);
  }

  /** Training, importance sampling and imputation, written for any model, work on this one. */
  @Test
  void theSeamTrainsEvaluatesAndFillsIn() {
    ForecastData data = SmallModels.data();
    DeepDiveOptions options = SmallModels.options(data).weights(LossWeights.elbo(24, 1));
    DeepDive model = DeepDive.of(options);
    var few = data.test().whole().select(0, 10, 20);
    double before =
        ImportanceEstimate.of(model, few, 20, 3, Rng.of(1, "i")).negativeLogLikelihood();
    model.fit(data.train().whole(), Fit.epochs(6).batch(32).rate(3e-3));
    double one = 0;
    for (int i = 0; i < 50; i++) {
      one += ImportanceEstimate.of(model, few, 1, 3, Rng.of(i, "one")).negativeLogLikelihood() / 50;
    }
    var many = ImportanceEstimate.of(model, few, 200, 3, Rng.of(1, "i"));
    assertTrue(many.negativeLogLikelihood() < before, before + ", trained " + many);
    assertTrue(many.negativeLogLikelihood() < one, "the bound rises with K");
    Imputation filled =
        Imputation.of(model, data.test().past().select(0, 10, 20), 100, 30, Rng.of(2, "f"));
    Observed truth = few.all();
    for (int row = 0; row < 3; row++) {
      assertFalse(filled.seen()[row * 75 + 24]);
      assertEquals(truth.values().toArray()[row * 75], filled.mean()[row * 75]);
      double[] ends = filled.interval(row * 75 + 24, 0.99);
      assertTrue(ends[1] - ends[0] > 1, Arrays.toString(ends) + " for a σ of 1");
    }
  }

  @Test
  void settingsOfABoundAreNoneOfInterleavedPasses() {
    ForecastData data = SmallModels.data();
    DeepDive model = DeepDive.of(SmallModels.options(data));
    assertThrows(
        IllegalArgumentException.class, () -> model.fit(data.train(), Fit.steps(3).holdOut(0.1)));
  }

  @Test
  void weightsForASigmaStandForIt() {
    assertEquals(0.25, LossWeights.means(24, 0.25).inputSigma(24), 1e-12);
    assertEquals(LossWeights.means(24), LossWeights.means(24, 1));
  }
}
