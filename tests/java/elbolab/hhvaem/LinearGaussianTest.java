package elbolab.hhvaem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.DoubleMath;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Parameters;
import elbolab.prob.MultivariateNormal;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.vae.ImportanceEstimate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The same code with weights that make every network linear, by pairs relu(x) − relu(−x) = x: z =
 * Aε + c + noise, x_d = a z_d + noise, y = b·ε + g·x̂ + noise, so that all posteriors are normal
 * and known.
 */
class LinearGaussianTest {
  private static final int D = 4;
  private static final double V = 0.1;
  private static final double[][] A = {{1, 0.5}, {-0.7, 0.8}, {0.3, -1.1}, {0.6, 0.2}};
  private static final double[] C = {0.2, -0.1, 0, 0.3};
  private static final double[] SCALE = {0.9, 0.8, 1, 0.7};
  private static final double[] B = {0.4, -0.3};
  private static final double[] G = {0.5, 0, -0.4, 0.2};

  private static final Features FEATURES =
      new Features(
          IntStream.range(0, D).mapToObj(d -> normal("x" + d)).toList(), List.of(normal("y")));

  private static Feature normal(String name) {
    return new Feature(name, FeatureKind.GAUSSIAN, List.of(), 0, 1, -1, 1);
  }

  /** W₁ = [I, −I], W₂ = [M; −M] for a map of {@code in} numbers, W₂ row by row. */
  private static void linear(Parameters branch, int in, int hidden, double[][] map, double[] bias) {
    int out = bias.length;
    float[] first = new float[in * hidden];
    float[] second = new float[hidden * out];
    float[] shift = new float[out];
    for (int i = 0; i < in; i++) {
      first[i * hidden + i] = 1;
      first[i * hidden + in + i] = -1;
      for (int o = 0; o < out; o++) {
        second[i * out + o] = (float) map[o][i];
        second[(in + i) * out + o] = (float) -map[o][i];
        shift[o] = (float) bias[o];
      }
    }
    branch.get("hidden0.weight").set(first);
    branch.get("hidden0.bias").set(new float[hidden]);
    branch.get("out.weight").set(second);
    branch.get("out.bias").set(shift);
  }

  private static void marginals(Parameters marginal) {
    float[] encoderIn = new float[D * 2 * 32];
    float[] encoderOut = new float[D * 32 * 2];
    float[] logVariance = new float[D * 2];
    float[] decoderIn = new float[D * 32];
    float[] decoderOut = new float[D * 32];
    for (int d = 0; d < D; d++) {
      double a = SCALE[d];
      encoderIn[d * 64] = 1;
      encoderIn[d * 64 + 1] = -1;
      encoderOut[d * 64] = (float) (a / (a * a + V));
      encoderOut[d * 64 + 2] = (float) (-a / (a * a + V));
      logVariance[2 * d + 1] = (float) DoubleMath.log(V / (a * a + V));
      decoderIn[d * 32] = 1;
      decoderIn[d * 32 + 1] = -1;
      decoderOut[d * 32] = (float) a;
      decoderOut[d * 32 + 1] = (float) -a;
    }
    Parameters encoder = marginal.at("single").at("encoder");
    encoder.get("hidden.weight").set(encoderIn);
    encoder.get("hidden.bias").set(new float[D * 32]);
    encoder.get("out.weight").set(encoderOut);
    encoder.get("out.bias").set(logVariance);
    Parameters decoder = marginal.at("single").at("decoder");
    decoder.get("hidden.weight").set(decoderIn);
    decoder.get("hidden.bias").set(new float[D * 32]);
    decoder.get("out.weight").set(decoderOut);
    decoder.get("out.bias").set(new float[D]);
  }

  private static HhVaem model() {
    HhVaemOptions options =
        HhVaemOptions.hmcVaem(2)
            .hidden(24)
            .chain(new HhVaemOptions.Chain(40, 5, 0.1, 0.1, 0, 1))
            .seed(3);
    HhVaem model = HhVaem.of(FEATURES, options);
    marginals(model.parameters().at(HhVaem.MARGINAL));
    Parameters dependency = model.parameters().at(HhVaem.DEPENDENCY);
    linear(dependency.at("decoder"), 2, 24, A, C);
    double[] ofPredictor = new double[2 + 2 * D];
    System.arraycopy(B, 0, ofPredictor, 0, 2);
    System.arraycopy(G, 0, ofPredictor, 2, D);
    linear(dependency.at("predictor"), 2 + 2 * D, 24, new double[][] {ofPredictor}, new double[1]);
    return model;
  }

  /** Rows of the model with cells hidden: [x, y] and marks. */
  private static Observed rows(int rows, double seen, boolean withTarget) {
    Rng rng = Rng.of(9, "rows");
    float[] values = new float[rows * (D + 1)];
    float[] marks = new float[values.length];
    for (int r = 0; r < rows; r++) {
      double e0 = rng.nextGaussian();
      double e1 = rng.nextGaussian();
      double y = B[0] * e0 + B[1] * e1 + Math.sqrt(V) * rng.nextGaussian();
      for (int d = 0; d < D; d++) {
        double z = A[d][0] * e0 + A[d][1] * e1 + C[d] + Math.sqrt(V) * rng.nextGaussian();
        double x = SCALE[d] * z + Math.sqrt(V) * rng.nextGaussian();
        values[r * (D + 1) + d] = (float) x;
        marks[r * (D + 1) + d] = rng.nextDouble() < seen ? 1 : 0;
        y += G[d] * x;
      }
      values[r * (D + 1) + D] = (float) y;
      marks[r * (D + 1) + D] = withTarget && r % 2 == 0 ? 1 : 0;
    }
    Observed complete = Observed.complete(Tensor.of(values, rows, D + 1));
    return complete.hide(Tensor.of(marks, rows, D + 1));
  }

  /** A normal in two dimensions by precision and shift. */
  private record Exact(double[] mean, double[][] covariance) {
    static Exact of(Given given, int row) {
      double[][] precision = {{1, 0}, {0, 1}};
      double[] shift = new double[2];
      float[] z = given.z().toArray();
      float[] seen = given.seen().toArray();
      double[] predictor = B.clone();
      double offset = 0;
      for (int d = 0; d < D; d++) {
        int k = row * D + d;
        if (seen[k] > 0) {
          add(precision, shift, A[d], z[k] - C[d]);
          offset += G[d] * given.x().toArray()[k];
        } else {
          predictor[0] += G[d] * SCALE[d] * A[d][0];
          predictor[1] += G[d] * SCALE[d] * A[d][1];
          offset += G[d] * SCALE[d] * (C[d] + Math.sqrt(V) * given.noise().toArray()[k]);
        }
      }
      if (given.ySeen().toArray()[row] > 0) {
        add(precision, shift, predictor, given.y().toArray()[row] - offset);
      }
      double determinant = precision[0][0] * precision[1][1] - precision[0][1] * precision[1][0];
      double[][] covariance = {
        {precision[1][1] / determinant, -precision[0][1] / determinant},
        {-precision[0][1] / determinant, precision[0][0] / determinant}
      };
      double[] mean = {
        covariance[0][0] * shift[0] + covariance[0][1] * shift[1],
        covariance[1][0] * shift[0] + covariance[1][1] * shift[1]
      };
      return new Exact(mean, covariance);
    }

    private static void add(double[][] precision, double[] shift, double[] row, double value) {
      for (int i = 0; i < 2; i++) {
        shift[i] += row[i] * value / V;
        for (int j = 0; j < 2; j++) {
          precision[i][j] += row[i] * row[j] / V;
        }
      }
    }

    double mean(double[] row) {
      return row[0] * mean[0] + row[1] * mean[1];
    }

    double covariance(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          sum += a[i] * covariance[i][j] * b[j];
        }
      }
      return sum;
    }
  }

  /** Means and variances of HMC's draws, with targets and without, within 4 standard errors. */
  @Test
  void drawsOfHmcFollowThePosterior() {
    HhVaem model = model();
    int chains = 2000;
    Observed x = rows(4, 0.6, true);
    Given given = model.given(x, Rng.of(5, "posterior").stream("given", 0));
    float[] epsilon = model.posterior(x, Inference.HMC, chains, Rng.of(5, "posterior")).epsilon();
    for (int row = 0; row < 4; row++) {
      Exact exact = Exact.of(given, row);
      for (int i = 0; i < 2; i++) {
        Moments moments = new Moments();
        for (int c = 0; c < chains; c++) {
          moments.add(epsilon[(row * chains + c) * 2 + i]);
        }
        double variance = exact.covariance[i][i];
        String place = "row " + row + ", coordinate " + i;
        assertEquals(exact.mean[i], moments.mean(), 4 * Math.sqrt(variance / chains), place);
        assertEquals(variance, moments.variance(), 4 * variance * Math.sqrt(2.0 / chains), place);
      }
    }
  }

  /** The scores of one row against log densities of the exact conditionals, divided outside. */
  @Test
  void scoresAgainstConditionals() {
    assertScores(true);
  }

  /** At the means of z its variance V is left out, of the features and of x̂. */
  @Test
  void scoresAtMeansAgainstConditionalsWithoutTheNoiseOfZ() {
    assertScores(false);
  }

  private static void assertScores(boolean noisy) {
    double ofZ = noisy ? V : 0;
    HhVaem model = model();
    Observed truth = rows(1, 1, true);
    Observed x = truth.hide(Tensor.of(new float[] {1, 0, 1, 0, 0}, 1, D + 1));
    PosteriorDraws posterior = model.posterior(x, Inference.HMC, 20_000, Rng.of(5, "posterior"));
    Given given = model.given(x, Rng.of(5, "posterior").stream("given", 0));
    PosteriorDraws draws = noisy ? posterior : posterior.atMeans();
    Scores scores = draws.scores(truth, x, Rng.of(6, "scores"));
    Exact exact = Exact.of(given, 0);
    float[] values = truth.values().toArray();
    int[] hidden = {1, 3};
    double[] mean = new double[2];
    double[] actual = new double[2];
    double[][] covariance = new double[2][2];
    double squares = 0;
    for (int i = 0; i < 2; i++) {
      int d = hidden[i];
      mean[i] = SCALE[d] * (exact.mean(A[d]) + C[d]);
      actual[i] = values[d];
      squares += Math.abs(mean[i] - actual[i]);
      for (int j = 0; j < 2; j++) {
        double noise = i == j ? V + ofZ * SCALE[d] * SCALE[d] : 0;
        covariance[i][j] =
            i > j
                ? covariance[j][i]
                : SCALE[d] * SCALE[hidden[j]] * exact.covariance(A[d], A[hidden[j]]) + noise;
      }
    }
    double logDensity = MultivariateNormal.of(mean, covariance).logDensity(actual);
    assertEquals(logDensity / 2, scores.llMissing(), 0.02);
    assertEquals(squares / 2, scores.errorMissing(), 0.01);
    assertTrue(scores.llMissingCode() < scores.llMissing());
    assertTarget(exact, values, scores, ofZ);
  }

  /** y = b·ε + g·x̂ with x̂ = a(Aε + c + noise) where x is missing. */
  private static void assertTarget(Exact exact, float[] values, Scores scores, double ofZ) {
    double[] row = B.clone();
    double offset = G[0] * values[0] + G[2] * values[2];
    double variance = V;
    for (int d = 1; d < D; d += 2) {
      row[0] += G[d] * SCALE[d] * A[d][0];
      row[1] += G[d] * SCALE[d] * A[d][1];
      offset += G[d] * SCALE[d] * C[d];
      variance += G[d] * G[d] * SCALE[d] * SCALE[d] * ofZ;
    }
    variance += exact.covariance(row, row);
    double miss = values[D] - exact.mean(row) - offset;
    double logDensity = -0.5 * (miss * miss / variance + DoubleMath.log(2 * Math.PI * variance));
    assertEquals(logDensity, scores.llTarget(), 0.02);
    assertEquals(Math.abs(miss), scores.rmseTarget(), 0.01);
  }

  /** The encoder, trained alone, comes to the best diagonal normal: σ_i² = 1/Λ_ii. */
  @Test
  void encoderOptimumAndImportanceSampling() {
    HhVaem model = model();
    Parameters encoder = model.dependency().parameters().at("encoder");
    Fitting fitting =
        model.fitting(
            Dataset.of(new float[D + 1], D + 1), TrainingLengths.steps(1).marginalSteps(1));
    Adam adam = new Adam(encoder, 3e-3);
    model.dependency().parameters().freeze("decoder", "predictor");
    for (int step = 0; step < 1500; step++) {
      try (Tape tape = Tape.scope()) {
        Rng rng = Rng.of(step, "training");
        Tensor epsilon = Tensor.gaussian(rng.stream("epsilon", 0), 100, 2);
        Given given = generated(model, epsilon, rng, 1);
        fitting.elbo(given, 1, false, rng.stream("latent", 0)).total().backward();
        adam.step();
      }
    }
    Rng rng = Rng.of(1, "test");
    Given given = generated(model, Tensor.gaussian(rng.stream("epsilon", 0), 50, 2), rng, 1);
    Normal q = model.dependency().encode(given);
    double gap = 0;
    double best = 0;
    for (int row = 0; row < 50; row++) {
      Exact exact = Exact.of(given, row);
      double[] mean = {q.mean().toArray()[2 * row], q.mean().toArray()[2 * row + 1]};
      double[] sigma = {q.sigma().toArray()[2 * row], q.sigma().toArray()[2 * row + 1]};
      double determinant =
          exact.covariance[0][0] * exact.covariance[1][1]
              - exact.covariance[0][1] * exact.covariance[1][0];
      double[] optimal = {
        Math.sqrt(determinant / exact.covariance[1][1]),
        Math.sqrt(determinant / exact.covariance[0][0])
      };
      gap += divergence(mean, sigma, exact) / 50;
      best += divergence(exact.mean, optimal, exact) / 50;
    }
    assertTrue(gap >= best - 1e-9 && gap < best + 0.05, gap + " nats, at best " + best);
    assertImportance(model, given);
  }

  /** KL(N(mean, diag σ²) ‖ exact). */
  private static double divergence(double[] mean, double[] sigma, Exact exact) {
    MultivariateNormal q =
        MultivariateNormal.of(
            mean, new double[][] {{sigma[0] * sigma[0], 0}, {0, sigma[1] * sigma[1]}});
    return q.divergenceFrom(MultivariateNormal.of(exact.mean, exact.covariance));
  }

  /** z of the model at these ε, of which the first features are seen, without a target. */
  private static Given generated(HhVaem model, Tensor epsilon, Rng rng, double seen) {
    int rows = epsilon.size(0);
    Tensor z = model.dependency().decode(epsilon).sample(rng.stream("z", 0));
    float[] marks = new float[rows * D];
    for (int k = 0; k < marks.length; k++) {
      marks[k] = k % D < Math.round(seen * D) ? 1 : 0;
    }
    Tensor none = Tensor.zeros(rows, 1);
    return Given.of(
        z, z, Tensor.zeros(rows, D), Tensor.of(marks, rows, D), none, Tensor.zeros(rows, 1));
  }

  /** log p(z_U | z_O) = log p(z) − log p(z_O) from importance sampling, against the exact one. */
  private static void assertImportance(HhVaem model, Given given) {
    Given half = given.withSeen(firstTwo(given.rows()));
    double[] all = estimate(model, given);
    double[] part = estimate(model, half);
    float[] z = given.z().toArray();
    double error = 0;
    for (int row = 0; row < 10; row++) {
      double[] own = new double[D];
      for (int d = 0; d < D; d++) {
        own[d] = z[row * D + d];
      }
      double exact = marginal(own, D) - marginal(own, 2);
      error += Math.abs(all[row] - part[row] - exact) / 10;
    }
    assertTrue(error < 0.06, "mean error of log p(z_U | z_O): " + error);
  }

  private static Tensor firstTwo(int rows) {
    float[] marks = new float[rows * D];
    for (int k = 0; k < marks.length; k++) {
      marks[k] = k % D < 2 ? 1 : 0;
    }
    return Tensor.of(marks, rows, D);
  }

  private static double[] estimate(HhVaem model, Given given) {
    Observed all = given.observed();
    Dataset data = Dataset.of(all.values().toArray(), seen(all), all.values().size(1));
    Dataset ten = data.select(IntStream.range(0, 10).toArray());
    return ImportanceEstimate.of(model.dependency(), ten, 4000, 10, Rng.of(2, "importance"))
        .logLikelihood();
  }

  private static boolean[] seen(Observed all) {
    float[] marks = all.maskOrOnes().toArray();
    boolean[] seen = new boolean[marks.length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = marks[i] > 0;
    }
    return seen;
  }

  /** log N(z; c, AAᵀ + vI) of the first features. */
  private static double marginal(double[] z, int features) {
    double[] mean = new double[features];
    double[] own = new double[features];
    double[][] covariance = new double[features][features];
    for (int i = 0; i < features; i++) {
      mean[i] = C[i];
      own[i] = z[i];
      for (int j = 0; j < features; j++) {
        covariance[i][j] = A[i][0] * A[j][0] + A[i][1] * A[j][1] + (i == j ? V : 0);
      }
    }
    return MultivariateNormal.of(mean, covariance).logDensity(own);
  }
}
