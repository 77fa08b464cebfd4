package elbolab.multimodal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.show.Measured;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.vae.Fit;
import elbolab.vae.Likelihood;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MultiVaeTest {
  private static final double[] X = {0.9, 1.4};
  private static final int DRAWS = 20_000;

  private static double[] weights(MultiVae model, int set) {
    try (Tape tape = Tape.inference()) {
      Observed x = LinearModalities.rows(X, DRAWS).subset(set).all();
      return model.logWeight(x, Rng.of(3, "weights")).toDoubles();
    }
  }

  private static Measured bound(MultiVae model, int set) {
    try (Tape tape = Tape.inference()) {
      Observed x = LinearModalities.rows(X, DRAWS).subset(set).all();
      return Measured.mean(model.elbo(x, Rng.of(4, "bound")).bound().toDoubles());
    }
  }

  /**
   * At the exact posterior log p(x, z) − log q(z | x) is the evidence at every draw; with any other
   * encoder the bound lies below, and the mean of p/q is still the evidence.
   */
  @Test
  void everyBoundIsBelowTheExactEvidenceAndMeetsIt() {
    Modality[] two = LinearModalities.modalities();
    for (MultiOptions options :
        List.of(
            MultiOptions.jmvae(1, two), MultiOptions.mvae(1, two), MultiOptions.mixture(1, two))) {
      MultiVae model = LinearModalities.exact(options);
      for (int set = 1; set <= 3; set++) {
        String what = options.combination() + " of set " + set;
        double evidence = LinearModalities.logEvidence(X, set);
        boolean exact = options.combination() != Combination.MIXTURE || set != 3;
        if (exact) {
          double[] all = new double[DRAWS];
          Arrays.fill(all, evidence);
          assertArrayEquals(all, weights(model, set), 2e-5, what);
          Measured bound = bound(model, set);
          assertEquals(evidence, bound.value(), 4 * bound.standardError() + 1e-5, what);
        } else {
          below(model, set, evidence, what);
        }
      }
      move(model);
      for (int set = 1; set <= 3; set++) {
        below(model, set, LinearModalities.logEvidence(X, set), options.combination() + " moved");
      }
    }
  }

  private static void below(MultiVae model, int set, double evidence, String what) {
    Measured bound = bound(model, set);
    assertTrue(bound.value() + 4 * bound.standardError() < evidence, what + ": " + bound);
    Measured weight = Measured.mean(Arrays.stream(weights(model, set)).map(Math::exp).toArray());
    assertEquals(Math.exp(evidence), weight.value(), 4 * weight.standardError(), what);
    assertTrue(weight.standardError() < 0.05 * weight.value(), what + ": too noisy to tell");
  }

  private static void move(MultiVae model) {
    for (String at : new String[] {"modality0.encoder", "modality1.encoder", "joint"}) {
      var all = model.parameters().at(at).tensors();
      if (!all.isEmpty()) {
        Tensor bias = model.parameters().at(at).get("out.bias");
        bias.set(bias.plus(Tensor.of(new float[] {0.4f, 0.3f}, 2)).toArray());
      }
    }
  }

  /** j on one number of each modality and iₘ on the other: then (27)'s q can be exact. */
  @Test
  void sharedAndOwnCodesMeetTheEvidenceToo() {
    double noise = LinearModalities.NOISE;
    double[] own = {0.7, 1.6};
    MultiVae model =
        MultiVae.of(
            MultiOptions.dmvae(
                1,
                1,
                Modality.of("a", 2, Likelihood.gaussian(noise)),
                Modality.of("b", 2, Likelihood.gaussian(noise))));
    for (int m = 0; m < 2; m++) {
      double w = LinearModalities.LOADINGS[m];
      double v = own[m];
      LinearModalities.set(
          model, "modality" + m + ".decoder", new double[][] {{w, 0}, {0, v}}, 0, 0);
      double[] of = LinearModalities.posterior(v);
      LinearModalities.set(
          model,
          "modality" + m + ".encoder",
          new double[][] {{1 / w, 0, 0, 0}, {0, of[0], 0, 0}},
          0,
          0,
          Math.log(noise * noise / w / w),
          Math.log(of[1]));
    }
    double[] x = {0.9, -0.3, 1.4, 0.8};
    double evidence =
        LinearModalities.logEvidence(X, 3) + ofOwn(x[1], own[0]) + ofOwn(x[3], own[1]);
    Observed rows = Observed.complete(Tensor.of(x, 1, 4)).repeat(100);
    double[] all = new double[100];
    Arrays.fill(all, evidence);
    assertArrayEquals(all, model.logWeight(rows, Rng.of(1, "draws")).toDoubles(), 2e-5);
    // With one modality only, the other's own code is its prior and costs nothing.
    double alone = LinearModalities.logEvidence(X, 1) + ofOwn(x[1], own[0]);
    Arrays.fill(all, alone);
    Tensor mask = Tensor.of(new float[] {1, 1, 0, 0}, 1, 4).expand(100, 4);
    assertArrayEquals(all, model.logWeight(rows.hide(mask), Rng.of(1, "draws")).toDoubles(), 2e-5);
  }

  /**
   * A bound whose shared code knows one modality, its own codes all: E log p(x | j, i) − KL in
   * closed form, for numbers on which j and i load apart.
   */
  @Test
  void crossedBoundsInClosedForm() {
    Modality[] two = LinearModalities.modalities();
    MultiVae plain = LinearModalities.exact(MultiOptions.mvae(1, two));
    MultiVae crossed = LinearModalities.exact(MultiOptions.mvae(1, two).crossed(true));
    Observed x = LinearModalities.rows(X, DRAWS).all();
    Rng rng = Rng.of(7, "noise");
    double added;
    try (Tape tape = Tape.inference()) {
      added = crossed.loss(x, rng).total().item() - plain.loss(x, rng).total().item();
    }
    double expected = 0;
    double noise = LinearModalities.NOISE * LinearModalities.NOISE;
    for (int m = 0; m < 2; m++) {
      double[] q = LinearModalities.posterior(LinearModalities.LOADINGS[m]);
      double mean = q[0] * X[m];
      for (int k = 0; k < 2; k++) {
        double w = LinearModalities.LOADINGS[k];
        double square = Math.pow(X[k] - w * mean, 2) + w * w * q[1];
        expected += 0.5 * (square / noise + Math.log(2 * Math.PI * noise));
      }
      expected += 0.5 * (mean * mean + q[1] - Math.log(q[1]) - 1);
    }
    // The largest term is ½w²(z² − E z²)/noise, of a deviation below 3.
    assertEquals(expected, added, 4 * 6 / Math.sqrt(DRAWS));
  }

  private static double ofOwn(double x, double loading) {
    double variance = loading * loading + LinearModalities.NOISE * LinearModalities.NOISE;
    return -0.5 * (x * x / variance + Math.log(2 * Math.PI * variance));
  }

  /**
   * E KL(p(z | x) ‖ qₘ(z | xₘ)) is least where qₘ has the moments of p(z | xₘ): with everything
   * else exact and frozen, (20) makes the single encoders exact.
   */
  @Test
  void thePenaltyTeachesSingleEncoders() {
    MultiVae model = LinearModalities.exact(MultiOptions.jmvae(1, LinearModalities.modalities()));
    int n = 4000;
    Rng rng = Rng.of(5, "data");
    float[] x = new float[2 * n];
    for (int i = 0; i < n; i++) {
      double z = rng.nextGaussian();
      for (int m = 0; m < 2; m++) {
        x[i + m * n] =
            (float)
                (LinearModalities.LOADINGS[m] * z + LinearModalities.NOISE * rng.nextGaussian());
      }
    }
    Modalities data =
        Modalities.of(
            Dataset.of(Arrays.copyOf(x, n), 1), Dataset.of(Arrays.copyOfRange(x, n, 2 * n), 1));
    for (int m = 0; m < 2; m++) {
      LinearModalities.set(model, "modality" + m + ".encoder", new double[][] {{0, 0}}, 0.5, 0.3);
    }
    model.parameters().freeze("joint", "modality0.decoder", "modality1.decoder");
    model.fit(data, Fit.steps(1500).batch(500).rate(2e-2, 1e-4));
    for (int m = 0; m < 2; m++) {
      double[] exact = LinearModalities.posterior(LinearModalities.LOADINGS[m]);
      var found = model.parameters().at("modality" + m + ".encoder");
      double slope = found.get("out.weight").toArray()[0];
      float[] bias = found.get("out.bias").toArray();
      // The standard error of a regression's slope, and of the logarithm of a variance.
      double variance = LinearModalities.LOADINGS[m] * LinearModalities.LOADINGS[m] + 0.36;
      double error = Math.sqrt(exact[1] / variance / n);
      assertEquals(exact[0], slope, 4 * error);
      assertEquals(0, bias[0], 4 * Math.sqrt(exact[1] / n));
      assertEquals(Math.log(exact[1]), bias[1], 4 * Math.sqrt(2.0 / n));
    }
  }

  private static MultiVae four() {
    Likelihood noise = Likelihood.gaussian(1);
    return MultiVae.of(
        MultiOptions.mvae(
            3,
            Modality.of("a", 2, noise, 5),
            Modality.pixels("b", 3, 5).own(2),
            Modality.label("c", 4, 5),
            Modality.of("d", 1, noise, 5).weight(2.5)));
  }

  private static Modalities fourOf(int rows) {
    Rng rng = Rng.of(2, "values");
    return Modalities.of(
        Dataset.of(Tensor.gaussian(rng, rows, 2).toArray(), 2),
        Dataset.of(Tensor.uniform(rng, rows, 3).toArray(), 3),
        Modalities.oneHot(IntStream.range(0, rows).map(i -> i % 4).toArray(), 4),
        Dataset.of(Tensor.gaussian(rng, rows, 1).toArray(), 1));
  }

  /** Over all 10 subsets of four, the mean of the sub-sampled loss is the loss with all of them. */
  @Test
  void theSubSampledBoundIsUnbiased() {
    MultiVae model = four();
    Observed x = fourOf(7).all();
    Rng rng = Rng.of(6, "noise");
    int[] between = Subsets.between(4);
    assertEquals(10, between.length);
    double mean =
        IntStream.of(between)
            .mapToDouble(set -> model.loss(x, rng, set).total().item())
            .average()
            .orElseThrow();
    double full = model.loss(x, rng, between).total().item();
    assertEquals(full, mean, 1e-5 * Math.abs(full));
    // And that is minus the sum of the 15 bounds, each of examples with the rest hidden.
    MultiVae plain =
        MultiVae.of(
            new MultiOptions(
                model.options().modalities().stream().map(m -> m.weight(1)).toList(),
                Combination.PRODUCT,
                3,
                true,
                false,
                1,
                0,
                1));
    double sum =
        IntStream.of(Subsets.seen(4))
            .mapToDouble(
                set ->
                    -plain
                        .elbo(fourOf(7).subset(set).all(), rng.stream("subset", set))
                        .bound()
                        .mean()
                        .item())
            .sum();
    assertEquals(sum, plain.loss(x, rng, between).total().item(), 1e-5 * Math.abs(sum));
    int[] counts = new int[16];
    int n = 20_000;
    IntStream.of(Subsets.draw(4, n, Rng.of(1, "sets"))).forEach(set -> counts[set]++);
    double chiSquare = 0;
    for (int set : between) {
      chiSquare += Math.pow(counts[set] - n / 10.0, 2) / (n / 10.0);
    }
    assertTrue(chiSquare < 27.9, "χ² of 9 degrees at 0.1 %: " + chiSquare);
  }

  /** The lecture's example: with the first and third there, joint (1, 3) and marginals 1 and 3. */
  @Test
  void whatIsMissingLeavesTheBoundsOfWhatIsThere() {
    Modality[] modalities = {
      Modality.of("a", 2, Likelihood.gaussian(1), 5),
      Modality.pixels("b", 3, 5),
      Modality.label("c", 4, 5)
    };
    MultiVae model = MultiVae.of(MultiOptions.mvae(3, modalities).subsets(0));
    Modalities data = new Modalities(fourOf(5).each().subList(0, 3), null);
    Rng rng = Rng.of(6, "noise");
    double loss = model.loss(data.subset(0b101).all(), rng).total().item();
    double expected =
        bound(model, data, 0b101, rng.stream("subset", 0b111))
            + bound(model, data, 0b001, rng.stream("subset", 0b001))
            + bound(model, data, 0b100, rng.stream("subset", 0b100));
    assertEquals(-expected, loss, 1e-5 * Math.abs(loss));
  }

  private static double bound(MultiVae model, Modalities data, int set, Rng rng) {
    return model.elbo(data.subset(set).all(), rng).bound().mean().item();
  }

  /**
   * With the exact encoder of one modality its evidence is exact at every draw, the rest nearly.
   */
  @Test
  void likelihoodsOfWhatIsShownAndOfTheRest() {
    MultiVae model = LinearModalities.exact(MultiOptions.mvae(1, LinearModalities.modalities()));
    Modalities data = LinearModalities.rows(X, 400);
    double[] found = new Crossing(model, data.only(0), 1).logLikelihoods(data, 200);
    double first = LinearModalities.logEvidence(X, 1);
    assertEquals(first, found[0], 2e-5);
    double rest = LinearModalities.logEvidence(X, 3) - first;
    // log of a mean: biased by −variance/2 of p(x₂ | z)/p(x₂ | x₁) over the draws.
    double[] q = LinearModalities.posterior(LinearModalities.LOADINGS[0]);
    double relative = relativeVariance(q[0] * X[0], q[1]) / 200;
    assertEquals(rest - relative / 2, found[1], 4 * Math.sqrt(relative / 400));
    assertEquals(
        LinearModalities.logEvidence(X, 3),
        new Crossing(model, data, 1).logLikelihoods(data, 5)[0],
        2e-5);
  }

  /** Var p(x₂ | z) / (E p(x₂ | z))² for z ~ N(mean, variance), by a sum. */
  private static double relativeVariance(double mean, double variance) {
    double w = LinearModalities.LOADINGS[1];
    double sum = 0;
    double square = 0;
    double all = 0;
    for (int i = -4000; i <= 4000; i++) {
      double t = i / 500.0;
      double residual = (X[1] - w * (mean + Math.sqrt(variance) * t)) / LinearModalities.NOISE;
      double weight = Math.exp(-0.5 * t * t);
      double p = Math.exp(-0.5 * residual * residual);
      all += weight;
      sum += weight * p;
      square += weight * p * p;
    }
    return square / all / Math.pow(sum / all, 2) - 1;
  }

  /**
   * What a decoder puts out for a label are logits, and absent classes cost nothing of their own.
   */
  @Test
  void labelsAreCategorical() {
    double[] logits = {0.3, -1, 2};
    double total = Arrays.stream(logits).map(Math::exp).sum();
    Tensor of = Tensor.of(logits, 1, 3);
    double[] each =
        Likelihood.categorical().of(of).logProb(Tensor.oneHot(new int[] {2}, 3)).toDoubles();
    assertArrayEquals(new double[] {0, 0, 2 - Math.log(total)}, each, 1e-6);
    assertEquals(Math.exp(0.3) / total, Likelihood.categorical().mean(of).toDoubles()[0], 1e-6);
  }

  @Test
  void nothingAtAllIsAnErrorThatSaysWhatToDo() {
    Modality[] two = LinearModalities.modalities();
    for (MultiOptions options :
        List.of(
            MultiOptions.jmvae(1, two), MultiOptions.mvae(1, two), MultiOptions.mixture(1, two))) {
      MultiVae model = MultiVae.of(options);
      Modalities none = new Modalities(LinearModalities.rows(X, 3).each(), new int[] {3, 0, 1});
      String message =
          assertThrows(IllegalArgumentException.class, () -> model.encode(none.all())).getMessage();
      assertTrue(message.startsWith("row 1 has none of [first, second]"), message);
      assertTrue(message.contains("draw(rows, rng)"), message);
    }
    Modality[] three = {two[0], two[1], Modality.of("third", 1, Likelihood.gaussian(1))};
    MultiVae joint = MultiVae.of(MultiOptions.jmvae(1, three));
    Tensor mask = Tensor.of(new float[] {1, 1, 0}, 1, 3);
    Observed twoOfThree = Observed.complete(Tensor.ones(1, 3)).hide(mask);
    String message =
        assertThrows(IllegalArgumentException.class, () -> joint.encode(twoOfThree)).getMessage();
    assertTrue(message.contains("2 of 3") && message.contains("product of experts"), message);
  }

  @Test
  void sharesOfCompleteExamples() {
    Modalities data = fourOf(1000).complete(0.1, 4);
    int[] counts = new int[16];
    IntStream.of(data.sets()).forEach(set -> counts[set]++);
    assertEquals(100, counts[15]);
    for (int m = 0; m < 4; m++) {
      assertEquals(225, counts[1 << m], 4 * Math.sqrt(900 * 0.25 * 0.75));
    }
    int[] labels = {0, 1, 2, 1};
    int[] others = {2, 2, 1, 0, 1};
    int[] partners = Modalities.sameClass(labels, others, Rng.of(1, "partners"));
    for (int i = 0; i < labels.length; i++) {
      assertEquals(labels[i], others[partners[i]]);
    }
  }
}
