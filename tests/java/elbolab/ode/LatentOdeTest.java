package elbolab.ode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Observed;
import elbolab.data.Spirals;
import elbolab.hmc.Chains;
import elbolab.hmc.Nuts;
import elbolab.hmc.Sampling;
import elbolab.hmc.TapeDensity;
import elbolab.math.Rng;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.vae.Elbo;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The latent ODE against its formulas, and against quadrature where z₀ is one number. */
class LatentOdeTest {
  private static final double[] TIMES = {0, 0.3, 0.5, 1.2, 2};

  private static LatentOde small(int latent) {
    LatentOde model =
        LatentOde.of(LatentOdeOptions.of(2).sizes(latent, 6, 5).noise(0.5).step(0.1), TIMES);
    Rng rng = Rng.of(3, "weights");
    model
        .parameters()
        .tensors()
        .forEach(
            (name, tensor) ->
                tensor.set(
                    Tensor.gaussian(rng.stream(name, 0), tensor.shape().toArray()).times(0.5)));
    return model;
  }

  /** Two series of five times, of which the second was not seen at two of these. */
  private static Observed series() {
    Tensor values = Tensor.gaussian(Rng.of(4, "series"), 2, 5, 2);
    float[] mask = new float[20];
    Arrays.fill(mask, 1);
    Arrays.fill(mask, 12, 14, 0);
    Arrays.fill(mask, 16, 18, 0);
    return Observed.complete(values).hide(Tensor.of(mask, 2, 5, 2));
  }

  /** (30): coarse steps and their polynomials against tight steps to each time by itself. */
  @Test
  void aPathIsTheSolutionOfItsField() {
    LatentOde model = small(3);
    Tensor z0 = Tensor.gaussian(Rng.of(5, "z"), 4, 3);
    float[] path = model.path(z0).toArray();
    Solver tight = Solver.adaptive(1e-6, 1e-6);
    LatentOdeOptions options = model.options().solver(tight);
    for (int k = 1; k < TIMES.length; k++) {
      LatentOde exact = LatentOde.of(options, 0, TIMES[k]);
      exact.parameters().load(model.parameters().toSafetensors(), "the other model");
      float[] end = exact.path(z0).toArray();
      assertArrayEquals(
          Arrays.copyOfRange(end, 12, 24), Arrays.copyOfRange(path, 12 * k, 12 * k + 12), 1e-4f);
    }
  }

  /** The report's bound of section 6.2 with σ₂ the variance, number by number. */
  @Test
  void theBoundIsTheReports() {
    LatentOde model = small(3);
    Observed x = series();
    Elbo elbo = model.elbo(x, Rng.of(6, "epsilon"));
    Normal q = model.encode(x);
    float[] mu = q.mean().toArray();
    float[] sigma = q.sigma().toArray();
    float[] seen = x.mask().toArray();
    float[] values = x.values().toArray();
    float[] decoded = model.decodeMean(q.sample(Rng.of(6, "epsilon"))).toArray();
    for (int i = 0; i < 2; i++) {
      double divergence = 0;
      double fit = 0;
      for (int j = 3 * i; j < 3 * i + 3; j++) {
        double variance = sigma[j] * sigma[j];
        divergence -= 0.5 * (1 + Math.log(variance) - mu[j] * mu[j] - variance);
      }
      for (int k = 10 * i; k < 10 * i + 10; k++) {
        double off = values[k] - decoded[k];
        fit -= seen[k] * (off * off / (2 * 0.25) + Math.log(0.5 * Math.sqrt(2 * Math.PI)));
      }
      assertEquals(divergence, elbo.divergence().toArray()[i], 1e-5);
      assertEquals(fit, elbo.reconstruction().toArray()[i], 2e-4);
    }
  }

  /** log p(x) = log ∫ p(x | z₀) p(z₀) dz₀: the mean of importance weights finds the same. */
  @Test
  void evidenceByQuadrature() {
    LatentOde model = small(1);
    Observed x = new Observed(series().values().slice(0, 1, 2), series().mask().slice(0, 1, 2));
    double exact = Math.log(quadrature(model, x)[0]);
    int draws = 20_000;
    Observed many = new Observed(x.values().expand(draws, 5, 2), x.mask().expand(draws, 5, 2));
    double sum = 0;
    double squares = 0;
    try (Tape tape = Tape.inference()) {
      for (double log : model.logWeight(many, Rng.of(7, "draws")).toDoubles()) {
        double weight = Math.exp(log - exact);
        sum += weight / draws;
        squares += weight * weight / draws;
      }
    }
    double error = Math.sqrt((squares - sum * sum) / draws);
    assertTrue(error < 0.05, "standard error " + error);
    assertEquals(1, sum, 4 * error);
  }

  /** The evidence and the posterior's mean and variance by the trapezoid rule over z₀. */
  private static double[] quadrature(LatentOde model, Observed x) {
    int points = 4001;
    float[] z = new float[points];
    for (int i = 0; i < points; i++) {
      z[i] = -8 + 16f * i / (points - 1);
    }
    try (Tape tape = Tape.inference()) {
      Observed many = new Observed(x.values().expand(points, 5, 2), x.mask().expand(points, 5, 2));
      double[] log = model.logJoint(many, Tensor.of(z, points, 1)).toDoubles();
      double mass = 0;
      double mean = 0;
      double square = 0;
      for (int i = 0; i < points; i++) {
        double weight = Math.exp(log[i]) * 16 / (points - 1);
        mass += weight;
        mean += weight * z[i];
        square += weight * z[i] * z[i];
      }
      mean /= mass;
      return new double[] {mass, mean, square / mass - mean * mean};
    }
  }

  /** A sampler over z₀ in place of the encoder: its mean is that of the exact posterior. */
  @Test
  void aSamplerOverTheStartHasTheExactMean() {
    LatentOde model = small(1);
    Observed x = new Observed(series().values().slice(0, 1, 2), series().mask().slice(0, 1, 2));
    double[] exact = quadrature(model, x);
    TapeDensity density =
        TapeDensity.of(
            1,
            z -> {
              int rows = z.size(0);
              return model.logJoint(
                  new Observed(x.values().expand(rows, 5, 2), x.mask().expand(rows, 5, 2)), z);
            });
    Chains chains = Nuts.sample(density, Sampling.seed(8).withDraws(300, 1000));
    var row = chains.summary().rows().get(0);
    assertEquals(exact[1], row.mean(), 4 * row.mcseMean());
    assertEquals(Math.sqrt(exact[2]), row.sd(), 0.1 * Math.sqrt(exact[2]));
  }

  /** One Euler step of the public code's field and its decoder, number by number. */
  @Test
  void thePublicCodesNetworks() {
    double h = 0.25;
    LatentOdeOptions options =
        LatentOdeOptions.of(2)
            .networks(LatentOdeOptions.Networks.PUBLIC_CODE)
            .solver(new Solver(Tableau.EULER, Steps.count(1)))
            .seed(11);
    LatentOde model = LatentOde.of(options, 0, h);
    Rng rng = Rng.of(12, "biases");
    model
        .parameters()
        .tensors()
        .forEach(
            (name, x) -> {
              Tensor drawn = Tensor.gaussian(rng.stream(name, 0), x.shape().toArray());
              x.set(x.plus(drawn.times(0.3)));
            });
    float[] start = {0.7f, -1.2f, 0.4f, 2};
    double[] z = {start[0], start[1], start[2], start[3]};
    DoubleUnaryOperator elu = x -> x < 0 ? Math.expm1(x) : x;
    double[] first = Arrays.stream(layer(model, "field.hidden0", z)).map(elu).toArray();
    double[] second = Arrays.stream(layer(model, "field.hidden1", first)).map(elu).toArray();
    double[] slope = layer(model, "field.out", second);
    for (int i = 0; i < 4; i++) {
      z[i] += h * slope[i];
    }
    double[] hidden =
        Arrays.stream(layer(model, "decoder.hidden0", z)).map(x -> Math.max(0, x)).toArray();
    double[] expected = layer(model, "decoder.out", hidden);
    float[] found = model.decodeMean(Tensor.of(start, 1, 4)).toArray();
    assertEquals(expected[0], found[2], 1e-5);
    assertEquals(expected[1], found[3], 1e-5);
  }

  private static double[] layer(LatentOde model, String name, double[] x) {
    float[] w = model.parameters().tensors().get(name + ".weight").toArray();
    float[] b = model.parameters().tensors().get(name + ".bias").toArray();
    double[] y = new double[b.length];
    for (int j = 0; j < y.length; j++) {
      y[j] = b[j];
      for (int i = 0; i < x.length; i++) {
        y[j] += x[i] * w[i * b.length + j];
      }
    }
    return y;
  }

  /** What is predicted at an observation knows nothing of it and of later ones. */
  @Test
  void theBaselineLooksBackOnly() {
    Spirals spirals = Spirals.draw(3, 0.1, 10);
    RecurrentBaseline baseline = new RecurrentBaseline(5, 1);
    RecurrentBaseline.Sequences all = RecurrentBaseline.Sequences.of(spirals, 30);
    float[] points = all.points().toArray();
    float[] before = baseline.oneStep(all).toArray();
    for (int i = 20 * 6; i < points.length; i++) {
      points[i] += 1;
    }
    var changed = new RecurrentBaseline.Sequences(Tensor.of(points, 30, 3, 2), all.gaps());
    float[] after = baseline.oneStep(changed).toArray();
    int same = 0;
    while (same < before.length && before[same] == after[same]) {
      same++;
    }
    assertEquals(20 * 6, same, "numbers with the same bits, six a time");
  }
}
