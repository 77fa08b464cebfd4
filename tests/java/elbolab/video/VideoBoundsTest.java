package elbolab.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.prob.Normal;
import elbolab.show.Measured;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.vae.Elbo;
import elbolab.vae.Fit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bounds on linear Gaussian films, whose likelihood a Kalman filter knows. */
class VideoBoundsTest {
  private static final int DRAWS = 20_000;
  private static final double STANDARD_ERRORS = 4;

  private static VideoOptions linear(LatentStructure structure, int frames, int width) {
    return linear(structure, frames, width, false);
  }

  private static VideoOptions linear(
      LatentStructure structure, int frames, int width, boolean given) {
    VideoOptions options =
        VideoOptions.of(structure, frames, 1, width)
            .networks(FrameNetworks.linear(), 2)
            .cores(2, 1, 3)
            .latent(1)
            .deviation(0.5);
    return given ? options : options.fromNothing();
  }

  private static Observed repeated(double[][] film, int times) {
    float[] all = new float[times * film.length * film[0].length];
    for (int i = 0; i < all.length; i++) {
      int in = i % (film.length * film[0].length);
      all[i] = (float) film[in / film[0].length][in % film[0].length];
    }
    return Observed.complete(Tensor.of(all, times, film.length, film[0].length));
  }

  /**
   * With any parameters: the mean of exp(log p(x, z) − log q(z | x)) is the exact likelihood, which
   * holds only if likelihood, prior and posterior are those of (28), (30), (32) and (34), and the
   * bounds (29), (31), (33), (35) lie below it.
   */
  @ParameterizedTest
  @EnumSource(LatentStructure.class)
  void everyBoundIsBelowTheKalmanFilter(LatentStructure structure) {
    double[][] film = {{0.4, -0.2}, {0.9, 0.1}, {0.3, 0.5}};
    for (boolean given : new boolean[] {false, true}) {
      VideoOptions options = linear(structure, 3, 2, given).deviation(1);
      VideoModel model = VideoModel.of(options);
      double exact = new KalmanFilter(model).logLikelihood(film);
      double[] weights;
      double[] bounds;
      try (Tape tape = Tape.inference()) {
        Observed x = repeated(film, DRAWS);
        weights = model.logWeight(x, Rng.of(1, "weights")).toDoubles();
        bounds = model.elbo(x, Rng.of(2, "bounds")).bound().toDoubles();
      }
      Measured bound = Measured.mean(bounds);
      if (!structure.isStochastic()) {
        assertEquals(exact, bound.value(), 1e-4, "there is nothing to integrate over");
        continue;
      }
      Measured likelihood =
          Measured.mean(Arrays.stream(weights).map(w -> Math.exp(w - exact)).toArray());
      assertTrue(likelihood.standardError() < 0.05, "too noisy to tell: " + likelihood);
      assertEquals(1, likelihood.value(), STANDARD_ERRORS * likelihood.standardError());
      assertTrue(
          bound.value() + STANDARD_ERRORS * bound.standardError() < exact,
          bound + " is not below " + exact);
    }
  }

  /**
   * Trained on films of the state-space model, with its noise: no bound exceeds the exact
   * likelihood under the model, nor on average that of the filter which knows the truth. A learned
   * prior contains the fixed one, and every model with z the one without, so that theory orders
   * these, up to what a training leaves (0.05 nats). SVG's z can be the filter's innovation, whose
   * posterior given the frames so far is exact, so that it comes near the filter; SV2P's cannot.
   * And one z is above independent draws from one posterior, see {@link
   * #oneZCostsOneDivergenceAndIndependentDrawsCostOneEach}.
   */
  @Test
  void theStructuresOrderAsTheorySays() {
    int frames = 5;
    LinearFilms train = LinearFilms.draw(20_000, frames, 1);
    LinearFilms test = LinearFilms.draw(4000, frames, 2);
    double[] truth = Arrays.stream(test.x()).mapToDouble(LinearFilms::logLikelihood).toArray();
    Map<LatentStructure, Measured> below = new EnumMap<>(LatentStructure.class);
    for (LatentStructure structure : LatentStructure.values()) {
      VideoModel model = VideoModel.of(linear(structure, frames, 1).deviation(LinearFilms.NOISE));
      model.fit(train.data(), Fit.steps(700).batch(50).rate(0.02, 0.0005));
      double[] bounds = bounds(model, test);
      KalmanFilter filter = new KalmanFilter(model);
      double[] slack = new double[bounds.length];
      double[] gap = new double[bounds.length];
      for (int i = 0; i < gap.length; i++) {
        double[][] film =
            Arrays.stream(test.x()[i]).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
        slack[i] = filter.logLikelihood(film) - bounds[i];
        gap[i] = truth[i] - bounds[i];
      }
      Measured above = Measured.mean(slack);
      if (structure.isStochastic()) {
        assertTrue(
            above.value() + STANDARD_ERRORS * above.standardError() > 0,
            structure + " exceeds its own likelihood by " + above);
      } else {
        assertArrayEquals(new double[slack.length], slack, 1e-4);
      }
      below.put(structure, Measured.mean(gap));
    }
    below.forEach(
        (structure, gap) ->
            assertTrue(
                gap.value() > -STANDARD_ERRORS * gap.standardError(), structure + " " + gap));
    double left = 0.05;
    double learned = below.get(LatentStructure.SVG_LP).value();
    double fixed = below.get(LatentStructure.SVG_FP).value();
    double one = below.get(LatentStructure.SV2P_ONE).value();
    double step = below.get(LatentStructure.SV2P_STEP).value();
    double each = below.get(LatentStructure.SV2P_EACH).value();
    double none = below.get(LatentStructure.DETERMINISTIC).value();
    assertTrue(learned < fixed + left, below.toString());
    assertTrue(fixed < 0.1, below.toString());
    assertTrue(fixed < one && one < step + left && step < none + left, below.toString());
    assertTrue(each < step + left, below.toString());
  }

  private static double[] bounds(VideoModel model, LinearFilms films) {
    try (Tape tape = Tape.inference()) {
      return model.elbo(films.data().all(), Rng.of(3, "bound")).bound().toDoubles();
    }
  }

  /**
   * (31) with the lecture's independent draws from one posterior, beside (29) with the same
   * networks: each frame sees a z of the same distribution, so that the likelihoods agree on
   * average, and only the divergence is paid once for each frame. One z is never worse.
   */
  @Test
  void oneZCostsOneDivergenceAndIndependentDrawsCostOneEach() {
    int frames = 4;
    double[][] film = {{0.4, -0.2}, {0.9, 0.1}, {0.3, 0.5}, {-0.4, 0.2}};
    VideoModel one = VideoModel.of(linear(LatentStructure.SV2P_ONE, frames, 2));
    VideoModel step = VideoModel.of(linear(LatentStructure.SV2P_STEP, frames, 2));
    step.parameters().load(one.parameters().toSafetensors(), "the model with one z");
    try (Tape tape = Tape.inference()) {
      Observed x = repeated(film, DRAWS);
      Elbo ofOne = one.elbo(x, Rng.of(1, "one"));
      Elbo ofStep = step.elbo(x, Rng.of(2, "step"));
      assertEquals(
          frames * ofOne.divergence().mean().item(), ofStep.divergence().mean().item(), 1e-4);
      Measured a = Measured.mean(ofOne.reconstruction().toDoubles());
      Measured b = Measured.mean(ofStep.reconstruction().toDoubles());
      assertEquals(
          a.value(), b.value(), STANDARD_ERRORS * Math.hypot(a.standardError(), b.standardError()));
    }
  }

  /**
   * (36). What a loss of (35) bounds is Σ KL(p(x₁…x_t) ‖ p_θ(x_t | x before) p(x before)), up to
   * the entropy of the films, which no parameter changes. The lecture prints the two distributions
   * the other way round: that sum can be larger than the loss, shown by a model with too much noise
   * whose bound is tight.
   */
  @Test
  void theLossBoundsTheDivergencesInOneOrderOnly() {
    int frames = 4;
    LinearFilms train = LinearFilms.draw(20_000, frames, 4);
    LinearFilms test = LinearFilms.draw(4000, frames, 5);
    VideoOptions options = linear(LatentStructure.SVG_LP, frames, 1).deviation(LinearFilms.NOISE);
    VideoModel trained = VideoModel.of(options);
    trained.fit(train.data(), Fit.steps(300).batch(50).rate(0.02, 0.0005));
    constantWidth(trained);
    Sums close = sums(trained, test);
    assertTrue(close.loss.minus(close.forward).value() > 0, "a bound: " + close);
    // The chain rule: the sum over frames is the divergence of whole films.
    assertEquals(
        close.whole.value(),
        close.forward.value(),
        STANDARD_ERRORS * Math.hypot(close.whole.standardError(), close.forward.standardError()));
    VideoModel noisy = VideoModel.of(options.deviation(3));
    // z is not listened to and its posterior is its prior: the bound is the likelihood.
    for (String at : new String[] {"prior.head", "posterior.head", "generator.input"}) {
      zero(noisy, at + ".weight");
    }
    Sums far = sums(noisy, test);
    assertEquals(far.loss.value(), far.whole.value(), 1e-4);
    assertTrue(far.printed.value() > 2 * far.loss.value(), "no bound as printed: " + far);
  }

  private static void zero(VideoModel model, String name) {
    Tensor t = model.parameters().get(name);
    t.set(new float[t.size()]);
  }

  /** The learned prior keeps its mean, its deviation no longer depends on the frames. */
  private static void constantWidth(VideoModel model) {
    Tensor weight = model.parameters().get("prior.head.weight");
    float[] w = weight.toArray();
    for (int i = 1; i < w.length; i += 2) {
      w[i] = 0;
    }
    weight.set(w);
  }

  /**
   * @param loss minus the bound, without the films' entropy
   * @param forward Σ KL(p ‖ p_θ) of each frame given those before
   * @param whole log p(film) − log p_θ(film)
   * @param printed Σ KL(p_θ ‖ p)
   */
  private record Sums(Measured loss, Measured forward, Measured whole, Measured printed) {}

  private static Sums sums(VideoModel model, LinearFilms films) {
    KalmanFilter filter = new KalmanFilter(model);
    double[] bounds = bounds(model, films);
    double[][] all = new double[4][bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      double[] film = films.x()[i];
      double[][] pixels =
          Arrays.stream(film).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
      double truth = LinearFilms.logLikelihood(film);
      all[0][i] = truth - bounds[i];
      all[2][i] = truth - filter.logLikelihood(pixels);
      double[][] p = LinearFilms.predicted(film);
      KalmanFilter.Predicted[] q = filter.predict(pixels);
      for (int t = 0; t < film.length; t++) {
        double mean = q[t].mean().getEntry(0, 0);
        double variance = q[t].covariance().getEntry(0, 0);
        all[1][i] += LinearFilms.divergence(p[t][0], p[t][1], mean, variance);
        all[3][i] += LinearFilms.divergence(mean, variance, p[t][0], p[t][1]);
      }
    }
    return new Sums(
        Measured.mean(all[0]), Measured.mean(all[1]), Measured.mean(all[2]), Measured.mean(all[3]));
  }

  /** A film of one frame from nothing: the bound of a VAE, from the parameters in double. */
  @ParameterizedTest
  @EnumSource(names = "DETERMINISTIC", mode = EnumSource.Mode.EXCLUDE)
  void aFilmOfOneFrameHasTheBoundOfAVae(LatentStructure structure) {
    VideoModel model = VideoModel.of(linear(structure, 2, 2));
    float[] x = {0.7f, -0.4f};
    try (Tape tape = Tape.inference()) {
      Observed film = Observed.complete(Tensor.of(x, 1, 1, 2));
      Elbo elbo = model.elbo(film, Rng.of(5, "draw"));
      double[] q = posterior(model, x);
      // The same draw: mean and deviation from here, the noise from the stream.
      Normal of =
          new Normal(
              Tensor.of(new double[] {q[0]}, 1, 1), Tensor.of(new double[] {q[1] / 2}, 1, 1));
      double z = of.sample(Rng.of(5, "draw")).item();
      double[] mean = decoded(model, z);
      double logLikelihood = 0;
      for (int i = 0; i < 2; i++) {
        logLikelihood += LinearFilms.logDensity(x[i], mean[i], 0.25);
      }
      double divergence = 0.5 * (q[0] * q[0] + Math.exp(q[1]) - 1 - q[1]);
      if (structure == LatentStructure.SVG_LP) {
        double[] p = affine(model, "prior.head", affine(model, "prior.input", 0, 0));
        divergence =
            0.5
                * (p[1]
                    - q[1]
                    - 1
                    + (Math.exp(q[1]) + (q[0] - p[0]) * (q[0] - p[0])) / Math.exp(p[1]));
      }
      assertEquals(divergence, elbo.divergence().item(), 1e-6);
      assertEquals(logLikelihood, elbo.reconstruction().item(), 1e-5);
    }
  }

  private static double[] affine(VideoModel model, String at, double... x) {
    double[] w = model.parameters().get(at + ".weight").toDoubles();
    double[] y = model.parameters().get(at + ".bias").toDoubles();
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        y[j] += x[i] * w[i * y.length + j];
      }
    }
    return y;
  }

  private static double[] posterior(VideoModel model, float... x) {
    double[] h = affine(model, "posterior.input", affine(model, "frames.in", x[0], x[1]));
    if (model.options().structure() == LatentStructure.SV2P_EACH) {
      h = new double[] {h[0], h[1], h[2], h[0], h[1], h[2]};
    }
    return affine(model, "posterior.head", h);
  }

  private static double[] decoded(VideoModel model, double z) {
    boolean remembered = model.options().structure().isRemembered();
    double[] g =
        affine(model, "generator.input", remembered ? new double[] {0, 0, z} : new double[2]);
    double[] code = affine(model, "generator.head", remembered ? g : new double[] {g[0], g[1], z});
    return affine(model, "frames.out", code);
  }

  /** A learned prior that always says N(0, I) is the fixed one, with real networks. */
  @Test
  void aLearnedPriorWithConstantWeightsIsTheFixedOne() {
    VideoOptions options =
        VideoOptions.of(LatentStructure.SVG_FP, 4, 8, 8)
            .networks(FrameNetworks.convolutions(3, 4), 6)
            .cores(5, 2, 4)
            .latent(2);
    VideoModel fixed = VideoModel.of(options);
    VideoModel learned = VideoModel.of(options.structure(LatentStructure.SVG_LP));
    fixed
        .parameters()
        .tensors()
        .forEach((name, tensor) -> learned.parameters().get(name).set(tensor.toArray()));
    zero(learned, "prior.head.weight");
    zero(learned, "prior.head.bias");
    try (Tape tape = Tape.inference()) {
      Observed films = Observed.complete(Tensor.uniform(Rng.of(1, "films"), 3, 4, 8, 8));
      Elbo a = fixed.elbo(films, Rng.of(2, "z"));
      Elbo b = learned.elbo(films, Rng.of(2, "z"));
      assertArrayEquals(a.reconstruction().toArray(), b.reconstruction().toArray());
      assertArrayEquals(a.divergence().toDoubles(), b.divergence().toDoubles(), 1e-6);
      assertTrue(a.divergence().mean().item() > 0.01);
      Tensor past = films.values().reshape(3, 4, 64).slice(1, 0, 2);
      assertArrayEquals(
          fixed.forecast(past, 3, Rng.of(3, "f")).toArray(),
          learned.forecast(past, 3, Rng.of(3, "f")).toArray());
    }
  }
}
