package elbolab.global;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.vae.Fit;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GlobalVaeTest {
  private static final double NOISE = 0.6;

  private static final GlobalOptions TOY =
      GlobalOptions.ugVae(Body.perceptrons(2, 4), 1, 1, 2).noise(NOISE).seed(7).divergenceAtDraw();

  /** Two classes, one number of each kind of latent variable, examples of two pixels. */
  private static GlobalVae toy() {
    GlobalVae model = GlobalVae.of(TOY);
    // What counts must matter, but q knows z and β apart: components that β moves little.
    model.parameters().at("decoder").tensors().values().forEach(t -> t.set(t.times(3)));
    for (String branch : new String[] {"component0", "component1"}) {
      Tensor weight = model.parameters().at(branch).get("out.weight");
      weight.set(weight.times(0.3));
    }
    model.parameters().at("component0").get("out.bias").set(new float[] {1, -0.5f});
    model.parameters().freeze("decoder", "component0", "component1");
    model.fit(Dataset.of(PAIR.toArray(), 2), Fit.steps(2000).batch(2).rate(1e-2, 1e-4));
    return model;
  }

  private static final Tensor PAIR = Tensor.of(new float[] {0.2f, 0.7f, 0.9f, 0.4f}, 2, 2).keep();

  /** log ∫ p(β) Πᵢ Σ_d ½ ∫ p(z | d, β) p(xᵢ | z, β) dz dβ by trapezoids. */
  private static double logEvidence(GlobalVae model, Tensor group) {
    int betas = 241;
    int points = 241;
    double reach = 6;
    double sum = 0;
    float[] t = new float[points];
    for (int i = 0; i < points; i++) {
      t[i] = (float) (reach * (2.0 * i / (points - 1) - 1));
    }
    double step = 2 * reach / (points - 1);
    for (int b = 0; b < betas; b++) {
      double beta = reach * (2.0 * b / (betas - 1) - 1);
      try (Tape tape = Tape.inference()) {
        Tensor shared = Tensor.of(new double[] {beta}, 1, 1);
        double product = density(beta) * 2 * reach / (betas - 1);
        for (int i = 0; i < group.size(0); i++) {
          double ofExample = 0;
          for (int d = 0; d < 2; d++) {
            Normal prior = model.local(d, shared);
            Tensor z = Tensor.of(t, points, 1).times(prior.sigma()).plus(prior.mean());
            double[] log =
                Normal.of(model.decode(z, shared.expand(points, 1)), NOISE)
                    .logProb(group.slice(0, i, i + 1))
                    .sum(-1)
                    .toDoubles();
            for (int k = 0; k < points; k++) {
              ofExample += 0.5 * density(t[k]) * Math.exp(log[k]) * step;
            }
          }
          product *= ofExample;
        }
        sum += product;
      }
    }
    return Math.log(sum);
  }

  private static double density(double x) {
    return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }

  /**
   * 100,000 draws of (Z, d, β) from q: the mean of log p − log q, d drawn and not summed, is the
   * bound; the mean of p/q is the evidence. So every density of the model and of q is used.
   */
  @Test
  void theBoundIsBelowTheExactEvidence() {
    GlobalVae model = toy();
    int groups = 100;
    double[] sums = new double[6];
    int parts = 1000;
    for (int part = 0; part < parts; part++) {
      try (Tape tape = Tape.inference()) {
        Observed x = Observed.complete(PAIR).repeat(groups);
        Groups pairs = Groups.each(2 * groups, 2);
        Rng rng = Rng.of(11, "part").stream("draws", part);
        double[] bound = perGroup(model.bound(x, pairs, false, rng), groups);
        double[] weight = logWeights(model, x, pairs, rng.stream("again", 0));
        for (int k = 0; k < groups; k++) {
          add(sums, 0, bound[k]);
          add(sums, 2, weight[k]);
          add(sums, 4, Math.exp(weight[k]));
        }
      }
    }
    double n = (double) parts * groups;
    double[] mean = {sums[0] / n, sums[2] / n, sums[4] / n};
    double[] error = new double[3];
    for (int k = 0; k < 3; k++) {
      error[k] = Math.sqrt((sums[2 * k + 1] / n - mean[k] * mean[k]) / n);
    }
    double exact = logEvidence(model, PAIR);
    assertEquals(mean[1], mean[0], 4 * Math.hypot(error[0], error[1]), "bound, d summed and drawn");
    assertEquals(Math.exp(exact), mean[2], 4 * error[2], "evidence by importance");
    // A forgotten ½ of p(d) or √2π would be a factor of 2 or more.
    assertTrue(error[2] < 0.05 * mean[2], "an error that hides no factor: " + error[2]);
    assertTrue(mean[0] + 4 * error[0] < exact, mean[0] + " is not below " + exact);
  }

  /** (4.11) averages over z twice: with the same parameters its mean is another number. */
  @Test
  void thePrintedDivergenceIsNotThatOfTheBound() {
    GlobalVae exact = GlobalVae.of(TOY);
    // Classes far apart, and a q(d | z) that knows it.
    for (String branch : new String[] {"component0", "component1", "classes"}) {
      exact.parameters().at(branch).tensors().values().forEach(t -> t.set(t.times(4)));
    }
    GlobalVae printed =
        GlobalVae.of(GlobalOptions.ugVae(Body.perceptrons(2, 4), 1, 1, 2).noise(NOISE));
    printed.parameters().load(exact.parameters().toSafetensors(), "the toy");
    int groups = 2000;
    Observed x = Observed.complete(PAIR).repeat(groups);
    Groups pairs = Groups.each(2 * groups, 2);
    double[] right = exact.bound(x, pairs, false, Rng.of(1, "draws")).local().toDoubles();
    double[] other = printed.bound(x, pairs, false, Rng.of(1, "draws")).local().toDoubles();
    double[] gap = IntStream.range(0, 2 * groups).mapToDouble(i -> other[i] - right[i]).toArray();
    double error = deviation(gap, mean(gap)) / Math.sqrt(2.0 * groups);
    assertTrue(Math.abs(mean(gap)) > 5 * error, mean(gap) + " with an error of " + error);
  }

  private static void add(double[] sums, int at, double value) {
    sums[at] += value;
    sums[at + 1] += value * value;
  }

  private static double[] perGroup(GroupBound bound, int groups) {
    double[] rows = bound.reconstruction().minus(bound.local()).minus(bound.classes()).toDoubles();
    double[] shared = bound.global().toDoubles();
    return IntStream.range(0, groups)
        .mapToDouble(g -> rows[2 * g] + rows[2 * g + 1] - shared[g])
        .toArray();
  }

  /** log p(X, Z, d, β) − log q(Z, d, β | X) at a draw of all three. */
  private static double[] logWeights(GlobalVae model, Observed x, Groups pairs, Rng rng) {
    GlobalVae.Posterior q = model.posterior(x, pairs, false, of -> of.sample(rng.stream("z", 0)));
    Tensor beta = q.global().sample(rng.stream("β", 0));
    Tensor ofRow = beta.gather(0, pairs.of());
    double[] likelihood =
        Normal.of(model.decode(q.z(), ofRow), NOISE).logProb(x.values()).sum(-1).toDoubles();
    double[] own = q.local().logProb(q.z()).toDoubles();
    double[] classes = q.logClasses().toDoubles();
    double[][] prior = new double[2][];
    for (int d = 0; d < 2; d++) {
      prior[d] = model.local(d, ofRow).logProb(q.z()).toDoubles();
    }
    double[] shared = Normal.standard(1).logProb(beta).minus(q.global().logProb(beta)).toDoubles();
    double[] weights = shared.clone();
    Rng draw = rng.stream("d", 0);
    for (int row = 0; row < own.length; row++) {
      int d = draw.nextDouble() < Math.exp(classes[2 * row]) ? 0 : 1;
      weights[row / 2] +=
          likelihood[row] + prior[d][row] + Math.log(0.5) - own[row] - classes[2 * row + d];
    }
    return weights;
  }

  @Test
  void theOrderOfAGroupIsOfNoMatter() {
    GlobalVae model = GlobalVae.of(GlobalOptions.ugVae(Body.perceptrons(64, 32), 3, 4, 5));
    float[] pixels = new float[20 * 64];
    Rng rng = Rng.of(1, "pixels");
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) rng.nextDouble();
    }
    Dataset data = Dataset.of(pixels, 64);
    int[] order = Rng.of(2, "order").permutation(20);
    Normal one = model.encode(data.all(), Groups.one(20)).global();
    Normal other = model.encode(data.rows(order), Groups.one(20)).global();
    assertArrayEquals(one.mean().toArray(), other.mean().toArray(), 2e-6f);
    assertArrayEquals(one.logSigma().toArray(), other.logSigma().toArray(), 2e-6f);
    // Two groups in one batch are what each is alone.
    int[] labels = IntStream.range(0, 20).map(i -> i % 3 == 0 ? 7 : 4).toArray();
    Normal both = model.encode(data.all(), Groups.byLabel(labels)).global();
    int[] sevens = IntStream.range(0, 20).filter(i -> labels[i] == 7).toArray();
    Normal alone = model.encode(data.rows(sevens), Groups.one(sevens.length)).global();
    assertArrayEquals(
        alone.mean().toArray(), Arrays.copyOfRange(both.mean().toArray(), 4, 8), 2e-6f);
  }

  /** The loss of ML-VAE written out, with groups that are given and without: the same bits. */
  @Test
  void mlVaeIsUgVaeWithOneClass() {
    Body body = Body.perceptrons(64, 32);
    GlobalVae model = GlobalVae.of(GlobalOptions.ugVae(body, 3, 4, 1));
    Observed x = Observed.complete(Tensor.uniform(Rng.of(1, "pixels"), 12, 64));
    for (Groups groups :
        new Groups[] {Groups.one(12), Groups.byLabel(0, 1, 2, 0, 1, 2, 2, 1, 1, 0, 0, 0)}) {
      Rng rng = Rng.of(3, "draws");
      float loss = model.bound(x, groups, true, rng).loss(1).total().item();
      var p = model.parameters();
      Tensor h = x.values().linear(p.get("encoder.weight"), p.get("encoder.bias"), Activation.RELU);
      Normal style = Normal.ofHalves(h.linear(p.get("local.weight"), p.get("local.bias")));
      Normal experts =
          Normal.ofHalves(
              Tensor.concat(-1, h, Tensor.ones(12, 1))
                  .linear(p.get("global.weight"), p.get("global.bias")));
      Normal content = experts.product(groups.members());
      Tensor z = style.sample(rng.stream("z", 0));
      Tensor c = content.sample(rng.stream("β", 0));
      Tensor prior =
          c.linear(
                  p.get("component0.hidden0.weight"),
                  p.get("component0.hidden0.bias"),
                  Activation.RELU)
              .linear(p.get("component0.out.weight"), p.get("component0.out.bias"));
      Normal local = Normal.ofLogVariance(prior.slice(-1, 0, 3), prior.slice(-1, 3, 6).tanh());
      int[] of = groups.of();
      Tensor pixels =
          Tensor.concat(-1, z, c.gather(0, of))
              .linear(
                  p.get("decoder.hidden0.weight"), p.get("decoder.hidden0.bias"), Activation.RELU)
              .linear(p.get("decoder.out.weight"), p.get("decoder.out.bias"))
              .sigmoid();
      Tensor written =
          Normal.of(pixels, 0.2)
              .logProb(x.values())
              .sum(-1)
              .mean()
              .negate()
              .plus(
                  style
                      .kl(new Normal(local.mean().gather(0, of), local.logSigma().gather(0, of)))
                      .sum(-1)
                      .mean())
              .plus(content.klToStandard().sum(-1).sum().over(12));
      assertEquals(written.item(), loss);
    }
  }

  @Test
  void betaVaeHasItsWeightAndNoMixture() {
    GlobalVae model = GlobalVae.of(GlobalOptions.betaVae(Body.perceptrons(64, 32), 3, 10));
    Observed x = Observed.complete(Tensor.uniform(Rng.of(1, "pixels"), 12, 64));
    GroupBound bound = model.bound(x, Groups.one(12), true, Rng.of(3, "draws"));
    Tensor divergence = model.encode(x, Groups.one(12)).local().klToStandard().sum(-1);
    assertArrayEquals(divergence.toArray(), bound.local().toArray(), 1e-5f);
    assertEquals(0, bound.global().item());
    assertEquals(
        bound.total().negate().over(12).plus(divergence.mean().times(9)).item(),
        bound.loss(10).total().item(),
        1e-3);
    assertThrows(
        IllegalArgumentException.class,
        () -> new GlobalOptions(Body.perceptrons(4, 4), 2, 2, 3, false, 0.2, 1, false, 1));
  }

  /** β and z of a group are drawn once and per row; the class asked for is the class drawn. */
  @Test
  void drawsFollowTheModel() {
    GlobalVae model = toy();
    int groups = 4000;
    Tensor of1 = model.draw(2 * groups, 2, 1, Rng.of(5, "draws"));
    double[] pixel = of1.slice(1, 0, 1).toDoubles();
    // By numbers: E over β and z of class 1, on a grid of normal quantiles.
    double[] beta = gaussians(40_000, 6);
    double[] z = gaussians(40_000, 7);
    Tensor b = Tensor.of(beta, 40_000, 1);
    Normal prior = model.local(1, b);
    Tensor path = prior.mean().plus(prior.sigma().times(Tensor.of(z, 40_000, 1)));
    double[] expected = model.decode(path, b).slice(1, 0, 1).toDoubles();
    double mean = mean(expected);
    double deviation = deviation(expected, mean);
    assertEquals(mean, mean(pixel), 4 * deviation * Math.sqrt(1.0 / groups + 1.0 / 40_000));
    double covariance = 0;
    for (int g = 0; g < groups; g++) {
      covariance += (pixel[2 * g] - mean) * (pixel[2 * g + 1] - mean) / groups;
    }
    double error = deviation * deviation / Math.sqrt(groups);
    assertTrue(covariance > 4 * error, "rows of a group share β: " + covariance);
    double[] apart = model.draw(groups, 1, 1, Rng.of(8, "draws")).slice(1, 0, 1).toDoubles();
    double none = 0;
    for (int g = 0; g + 1 < groups; g += 2) {
      none += (apart[g] - mean) * (apart[g + 1] - mean) / (groups / 2.0);
    }
    assertEquals(0, none, 4 * error * Math.sqrt(2));
  }

  private static double[] gaussians(int n, long seed) {
    Rng rng = Rng.of(seed, "numbers");
    return IntStream.range(0, n).mapToDouble(i -> rng.nextGaussian()).toArray();
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).average().orElseThrow();
  }

  private static double deviation(double[] x, double mean) {
    return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  @Test
  void gridsAndPathsEndWhereTheyShould() {
    GlobalVae model = toy();
    float[] grid = model.grid(1, 1, 3, 5).toArray();
    Tensor beta = Tensor.of(new float[] {-1}, 1, 1);
    Tensor corner = model.decode(model.local(1, beta).mean().minus(3), beta);
    assertArrayEquals(corner.toArray(), Arrays.copyOf(grid, 2), 1e-6f);
    Tensor none = Tensor.zeros(1, 1);
    assertArrayEquals(
        model.decode(model.local(1, none).mean(), none).toArray(),
        Arrays.copyOfRange(grid, 2 * 7, 2 * 8),
        1e-6f);
    Tensor z1 = Tensor.of(new float[] {0.5f}, 1, 1);
    Tensor z2 = Tensor.of(new float[] {-2}, 1, 1);
    float[] path = model.between(z1, z2, none, beta, 3, 3).toArray();
    assertArrayEquals(model.decode(z1, none).toArray(), Arrays.copyOf(path, 2), 1e-6f);
    assertArrayEquals(
        model.decode(z2, beta).toArray(), Arrays.copyOfRange(path, 2 * 8, 2 * 9), 1e-6f);
  }

  /**
   * A decoder that is a sum of what z and β say, far from the ends of the sigmoid: shares add up.
   */
  @Test
  void sharesOfAWayAreThoseOfItsParts() {
    GlobalVae model = GlobalVae.of(GlobalOptions.mlVae(Body.perceptrons(2, 2), 1, 1));
    Tensor z1 = Tensor.of(new float[] {1, 1}, 2, 1);
    Tensor z2 = Tensor.of(new float[] {2, 2}, 2, 1);
    Tensor one = Tensor.of(new float[] {1}, 1, 1);
    Tensor three = Tensor.of(new float[] {3}, 1, 1);
    // Hidden numbers are z and β, both above 0; the pixels are σ of a hundredth of their sum.
    var decoder = model.parameters().at("decoder");
    decoder.get("hidden0.weight").set(new float[] {1, 0, 0, 1});
    decoder.get("hidden0.bias").set(new float[2]);
    decoder.get("out.weight").set(new float[] {0.01f, 0.01f, 0.01f, 0.01f});
    decoder.get("out.bias").set(new float[2]);
    DomainPath path = new DomainPath(model, z1, z2, one, three);
    // z goes 1 further, β 2: a third and two thirds of the way.
    assertEquals(1 / 3.0, path.byZ(), 1e-3);
    assertEquals(2 / 3.0, path.byBeta(), 1e-3);
    float[] grid = path.grid(3, 2).toArray();
    float[] end = model.decode(z2, three.expand(2, 1)).toArray();
    assertArrayEquals(Arrays.copyOf(end, 2), Arrays.copyOfRange(grid, 10, 12), 1e-6f);
  }

  /** Groups of one brightness, each example with a slope of its own: β finds the brightness. */
  @Test
  void whatAGroupSharesGoesIntoBeta() {
    int groups = 40;
    int size = 10;
    Rng rng = Rng.of(1, "images");
    double[] brightness = gaussians(groups, 2);
    float[] pixels = new float[groups * size * 16];
    int[] labels = new int[groups * size];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i / size;
      double slope = rng.nextGaussian();
      for (int k = 0; k < 16; k++) {
        double tone = brightness[labels[i]] + slope * (k - 7.5) / 7.5;
        pixels[16 * i + k] = (float) (1 / (1 + Math.exp(-tone)));
      }
    }
    Dataset data = Dataset.of(pixels, 16);
    GlobalVae model =
        GlobalVae.of(
            GlobalOptions.mlVae(Body.perceptrons(16, 32), 1, 1).standardPrior().noise(0.1));
    model.fit(data, labels, Fit.steps(400).batch(100).rate(1e-2));
    double[] beta = model.encode(data.all(), Groups.byLabel(labels)).global().mean().toDoubles();
    assertTrue(correlation(beta, brightness) > 0.9, "β and the brightness of its group");
    double[] z = model.encode(data.all(), Groups.byLabel(labels)).z().toDoubles();
    double[] ofRow = IntStream.of(labels).mapToDouble(g -> brightness[g]).toArray();
    assertTrue(correlation(z, ofRow) < 0.4, "z and the brightness of its group");
  }

  private static double correlation(double[] a, double[] b) {
    double ma = mean(a);
    double mb = mean(b);
    double product = IntStream.range(0, a.length).mapToDouble(i -> (a[i] - ma) * (b[i] - mb)).sum();
    return Math.abs(product) / a.length / deviation(a, ma) / deviation(b, mb);
  }
}
