package elbolab.deepdive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The model's parts against their formulas, written out by hand in double precision. */
class DeepDiveTest {
  private static final List<Label> LABELS =
      List.of(new Label("kind", List.of(30, 50, 20)), Label.balanced("size", 4));
  private static final DeepDiveOptions OPTIONS =
      DeepDiveOptions.of(3, 5, 2, LABELS).conditional(2).hidden(6).attention(4, 2).seed(8);

  private static double normal(double s, double centre, double width) {
    double u = (s - centre) / width;
    return Math.exp(-0.5 * u * u) / (width * Math.sqrt(2 * Math.PI));
  }

  private static float[] values(DeepDive model, String name) {
    return model.parameters().get(name).toArray();
  }

  /** p(k | b) = ψ_k(s) n_k / Σ_j ψ_j(s) n_j: Bayes on the mixture of assumptions 3 and 4. */
  @Test
  void theBayesHeadIsThePosteriorOfTheMixture() {
    DeepDive model = DeepDive.of(OPTIONS);
    model.parameters().get("marginal.kind.basis.centre").set(new float[] {-1, 0.5f, 2});
    model.parameters().get("marginal.kind.basis.logWidth").set(new float[] {0.1f, -0.7f, 0.4f});
    double[] centre = {-1, 0.5, 2};
    double[] width = {Math.exp(0.1f), Math.exp(-0.7f), Math.exp(0.4f)};
    float[] s = {-2, 0, 0.7f, 5};
    float[] obtained = model.classLogits(0, Tensor.of(s, 4)).softmax(-1).toArray();
    for (int i = 0; i < s.length; i++) {
      double[] joint = new double[3];
      for (int k = 0; k < 3; k++) {
        joint[k] = normal(s[i], centre[k], width[k]) * LABELS.get(0).counts().get(k) / 100;
      }
      double evidence = Arrays.stream(joint).sum();
      for (int k = 0; k < 3; k++) {
        assertEquals(joint[k] / evidence, obtained[3 * i + k], 2e-6, "p(" + k + " | " + s[i] + ")");
      }
    }
  }

  @Test
  void theAffineHeadIsASoftmaxOfTheBasis() {
    DeepDive model = DeepDive.of(OPTIONS.head(DeepDiveOptions.Head.AFFINE));
    model.parameters().get("marginal.kind.head.logSlope").set(new float[] {0.3f, -1, 0.6f});
    model.parameters().get("marginal.kind.head.shift").set(new float[] {0.2f, 0, -0.5f});
    double[] slope = {Math.exp(0.3f), Math.exp(-1), Math.exp(0.6f)};
    double[] shift = {0.2, 0, -0.5};
    // Three centres over [-2, 2], as wide as their gap of 2.
    float[] obtained = model.classLogits(0, Tensor.of(new float[] {0.4f}, 1)).toArray();
    for (int k = 0; k < 3; k++) {
      assertEquals(slope[k] * normal(0.4, 2 * k - 2, 2) + shift[k], obtained[k], 1e-6);
    }
  }

  @Test
  void aClassThatTrainingNeverMetKeepsAFiniteLogarithm() {
    DeepDive model =
        DeepDive.of(DeepDiveOptions.of(2, 4, 1, List.of(new Label("k", List.of(0, 10)))));
    float[] logits = model.classLogits(0, Tensor.zeros(1)).toArray();
    assertTrue(Float.isFinite(logits[0]) && logits[0] < logits[1], Arrays.toString(logits));
  }

  /** KL(N(μ, σ²) ‖ N(0, 1)), a sum over dimensions, a mean over windows and series. */
  @Test
  void theDivergenceInClosedForm() {
    DeepDive model = DeepDive.of(OPTIONS);
    model.parameters().get("encoder.a.bias").set(new float[] {0.1f, -0.4f, 0.3f, -0.9f});
    Tensor x = Tensor.gaussian(Rng.of(3, "x"), 4, 3, 5);
    DeepDive.Codes codes = model.encode(x);
    float[] mean = codes.a().mean().toArray();
    float[] logSigma = codes.a().logSigma().toArray();
    double expected = 0;
    for (int i = 0; i < mean.length; i++) {
      double variance = Math.exp(2.0 * logSigma[i]);
      expected += 0.5 * ((double) mean[i] * mean[i] + variance - Math.log(variance) - 1) / (4 * 3);
    }
    Loss loss = new Interleaving(model).mainLoss(x, Tensor.zeros(4, 3, 2), Rng.of(1, "noise"));
    assertEquals(expected, loss.terms().get(2).value().item(), 1e-5 * expected);
  }

  /**
   * With ELBO weights the loss is, per series, −log p(x | a, b) − log p(y | a, b) + KL(a) for
   * normal densities of variance 1, less ½(L + H) log 2π.
   */
  @Test
  void theLossIsTheNegativeBound() {
    DeepDive model = DeepDive.of(OPTIONS.weights(LossWeights.elbo(5, 2)));
    Tensor x = Tensor.gaussian(Rng.of(3, "x"), 1, 3, 5);
    Tensor y = Tensor.gaussian(Rng.of(3, "y"), 1, 3, 2);
    Loss loss = new Interleaving(model).mainLoss(x, y, Rng.of(1, "noise"));
    DeepDive.Codes codes = model.encode(x);
    DeepDive.Decoded decoded =
        model.decode(codes.a().sample(Rng.of(1, "noise")), model.project(codes));
    double expected = codes.a().klToStandard().sum().item();
    expected -= logDensity(x.toArray(), decoded.x().toArray());
    expected -= logDensity(y.toArray(), decoded.y().toArray());
    double constant = 0.5 * (5 + 2) * Math.log(2 * Math.PI);
    assertEquals(expected / 3 - constant, loss.total().item(), 1e-5 * Math.abs(expected));
  }

  private static double logDensity(float[] x, float[] mean) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double error = (double) x[i] - mean[i];
      sum -= 0.5 * (error * error + Math.log(2 * Math.PI));
    }
    return sum;
  }

  /** At β = 1 the loss of the β-TCVAE is that of (a) with the divergence at the same sample. */
  @Test
  void theTotalCorrelationLossAtBetaOne() {
    DeepDive model = DeepDive.of(OPTIONS.variant(DeepDiveOptions.Variant.CONDITIONAL_ONLY));
    Tensor x = Tensor.gaussian(Rng.of(3, "x"), 4, 3, 5);
    Tensor y = Tensor.gaussian(Rng.of(3, "y"), 4, 3, 2);
    Loss loss = new BetaTcvae(model, 1).loss(x, y, 100, Rng.of(1, "noise"));
    Normal q = model.encode(x).a();
    Tensor a = q.sample(Rng.of(1, "noise"));
    double sampled = q.logProb(a).minus(Normal.standard(1).logProb(a)).sum().item() / (4.0 * 3);
    double errors =
        new Interleaving(model)
            .mainLoss(x, y, Rng.of(1, "noise")).terms().stream()
                .filter(term -> !term.name().equals("divergence"))
                .mapToDouble(term -> term.weight() * term.value().item())
                .sum();
    double expected = errors + model.options().weights().divergence() * sampled;
    assertEquals(expected, loss.total().item(), 1e-5 * Math.abs(expected));
    Loss lone = new BetaTcvae(model, 6).loss(x.slice(0, 0, 1), y.slice(0, 0, 1), 9, Rng.of(1, "n"));
    assertEquals(loss.terms().size(), lone.terms().size(), "a lone window has all terms too");
  }

  /** In (b) a does not exist: what is decoded depends on the projections alone. */
  @Test
  void variantBSeesTheLabelsOnly() {
    DeepDive model = DeepDive.of(OPTIONS.variant(DeepDiveOptions.Variant.MARGINAL_ONLY));
    Map<String, Tensor> tensors = model.parameters().tensors();
    assertFalse(tensors.keySet().stream().anyMatch(name -> name.startsWith("encoder.a")));
    assertFalse(tensors.keySet().stream().anyMatch(name -> name.startsWith("fusion.series")));
    List<Tensor> s = List.of(Tensor.full(0.3, 1), Tensor.full(-0.8, 1));
    float[] alone = model.decode(null, s).x().toArray();
    Tensor anything = Tensor.gaussian(Rng.of(2, "a"), 1, 3, 2);
    assertArrayEquals(alone, model.decode(anything, s).x().toArray());
    List<Tensor> moved = List.of(Tensor.full(0.3, 1), Tensor.full(0.8, 1));
    assertFalse(Arrays.equals(alone, model.decode(null, moved).x().toArray()));
  }

  /** In (a) there is neither a classifier nor a token of a label; in the full model both matter. */
  @Test
  void variantASeesTheSeriesOnly() {
    DeepDive model = DeepDive.of(OPTIONS.variant(DeepDiveOptions.Variant.CONDITIONAL_ONLY));
    assertEquals(List.of(), model.options().labels());
    assertFalse(
        model.parameters().tensors().keySet().stream()
            .anyMatch(name -> name.contains("marginal") || name.contains("label")));
  }

  /** With the windows in another order every result is the same, in that order: no leak across. */
  @Test
  void windowsDoNotMix() {
    DeepDive model = DeepDive.of(OPTIONS);
    Tensor x = Tensor.gaussian(Rng.of(3, "x"), 5, 3, 5);
    try (Tape tape = Tape.inference()) {
      float[] together = decodedMean(model, x);
      for (int i = 0; i < 5; i++) {
        float[] alone = decodedMean(model, x.gather(0, i));
        float[] part = Arrays.copyOfRange(together, i * alone.length, (i + 1) * alone.length);
        assertArrayEquals(alone, part, "window " + i);
      }
    }
  }

  private static float[] decodedMean(DeepDive model, Tensor x) {
    DeepDive.Codes codes = model.encode(x);
    return model.decode(codes.a().mean(), model.project(codes)).x().toArray();
  }

  @Test
  void wrongOptionsAreRefusedWithValueAndMeaning() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> OPTIONS.attention(10, 4));
    assertEquals("heads = 4: must be at least 1 and divide the token width 10", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Label.balanced("a.b", 3));
    assertThrows(IllegalArgumentException.class, () -> new LossWeights(1, -1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> DeepDive.of(OPTIONS).encode(Tensor.zeros(2, 4, 5)));
    assertThrows(IllegalArgumentException.class, () -> new BetaTcvae(DeepDive.of(OPTIONS), 2));
  }
}
