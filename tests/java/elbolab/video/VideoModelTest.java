package elbolab.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.nn.Schedule;
import elbolab.tensor.Backend;
import elbolab.tensor.Backends;
import elbolab.tensor.DoubleBackend;
import elbolab.tensor.Gradients;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.vae.Elbo;
import elbolab.vae.Fit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VideoModelTest {
  private static final int SIDE = 8;
  private static final int FRAMES = 5;

  private static VideoOptions small(LatentStructure structure) {
    return VideoOptions.of(structure, FRAMES, SIDE, SIDE)
        .networks(FrameNetworks.convolutions(3, 4), 6)
        .cores(5, 2, 4)
        .latent(2)
        .past(2);
  }

  private static Tensor films(int count) {
    return Tensor.uniform(Rng.of(1, "films"), count, FRAMES, SIDE, SIDE);
  }

  /**
   * The gradient of the loss along a random direction of each parameter, in double precision,
   * against central differences. The step's error is of order h² = 10⁻¹⁰ of the third derivative;
   * 10⁻⁶ of the gradient's size leaves room for that.
   */
  @ParameterizedTest
  @EnumSource(LatentStructure.class)
  void gradientsAgainstDifferences(LatentStructure structure) {
    Backend before = Backends.standard();
    Backends.use(DoubleBackend.INSTANCE);
    try {
      for (FrameNetworks networks :
          new FrameNetworks[] {FrameNetworks.convolutions(2, 3), FrameNetworks.dense(5, 4)}) {
        VideoModel model = VideoModel.of(small(structure).networks(networks, 4));
        for (double forcing : new double[] {1, 0.5}) {
          model
              .parameters()
              .tensors()
              .forEach((name, tensor) -> compare(model, forcing, name, tensor));
        }
      }
    } finally {
      Backends.use(before);
    }
  }

  private static Tensor loss(VideoModel model, double forcing) {
    return model.elbo(Observed.complete(films(2)), forcing, Rng.of(2, "noise")).loss(1).total();
  }

  private static void compare(VideoModel model, double forcing, String name, Tensor tensor) {
    double[] x = DoubleBackend.doubles(tensor.storage());
    double[] way = new double[x.length];
    Rng.of(3, name).fillGaussian(way, 0, way.length);
    double slope = 0;
    try (Tape tape = Tape.scope()) {
      Gradients gradients = tape.gradients(loss(model, forcing), tensor);
      double[] g = DoubleBackend.doubles(gradients.of(tensor).storage());
      for (int i = 0; i < way.length; i++) {
        slope += g[i] * way[i];
      }
    }
    double h = 1e-5;
    double difference = (at(model, forcing, x, way, h) - at(model, forcing, x, way, -h)) / (2 * h);
    assertEquals(difference, slope, 1e-6 * Math.max(1, Math.abs(slope)), name + ", " + forcing);
  }

  private static double at(VideoModel model, double forcing, double[] x, double[] way, double h) {
    double[] kept = x.clone();
    for (int i = 0; i < x.length; i++) {
      x[i] += h * way[i];
    }
    try (Tape tape = Tape.inference()) {
      return DoubleBackend.doubles(loss(model, forcing).storage())[0];
    } finally {
      System.arraycopy(kept, 0, x, 0, x.length);
    }
  }

  /** Frame after frame with true frames before gives what all at once gives. */
  @ParameterizedTest
  @EnumSource(LatentStructure.class)
  void stepByStepIsAllAtOnce(LatentStructure structure) {
    VideoModel model = VideoModel.of(small(structure));
    try (Tape tape = Tape.inference()) {
      Observed x = Observed.complete(films(3));
      Elbo once = model.elbo(x, 1, Rng.of(4, "z"));
      Elbo steps = model.elbo(x, Math.nextDown(1.0), Rng.of(4, "z"));
      // Sums of 256 squares of order 10⁴ in float.
      assertArrayEquals(
          once.reconstruction().toDoubles(), steps.reconstruction().toDoubles(), 0.01);
      assertArrayEquals(once.divergence().toArray(), steps.divergence().toArray());
    }
  }

  /**
   * A deterministic predictor without any true frame behind the past is its own continuation; to a
   * millionth, as sums of floats near −40,000 allow.
   */
  @Test
  void withoutForcingTheLikelihoodIsThatOfTheContinuation() {
    VideoModel model = VideoModel.of(small(LatentStructure.DETERMINISTIC));
    try (Tape tape = Tape.inference()) {
      Tensor all = films(3);
      Tensor flat = all.reshape(3, FRAMES, SIDE * SIDE);
      Tensor own = model.forecast(flat.slice(1, 0, 2), FRAMES - 2, Rng.of(1, "none"));
      Tensor first = model.reconstruct(all).slice(1, 0, 1);
      Tensor off = Tensor.concat(1, first, own).minus(flat.slice(1, 1, FRAMES));
      double deviation = model.options().deviation();
      int numbers = (FRAMES - 1) * SIDE * SIDE;
      double[] expected =
          off.square().sum(-1).sum(-1).times(-0.5 / deviation / deviation).toDoubles();
      for (int i = 0; i < 3; i++) {
        expected[i] -= numbers * (Math.log(deviation) + 0.5 * Math.log(2 * Math.PI));
      }
      assertArrayEquals(
          expected,
          model.elbo(Observed.complete(all), 0, Rng.of(1, "none")).reconstruction().toDoubles(),
          0.05);
    }
  }

  /**
   * What a film's last frame says cannot reach the first through cores that are cut after each
   * step.
   */
  @Test
  void aTruncatedGradientEndsWhereItIsCut() {
    VideoOptions options =
        small(LatentStructure.SVG_FP).networks(FrameNetworks.linear(), 4).past(FRAMES);
    double whole = reaching(options);
    assertTrue(whole > 1e-4, "of all steps: " + whole);
    assertEquals(0, reaching(options.truncate(1)));
    assertEquals(0, reaching(options.truncate(2)));
    assertEquals(whole, reaching(options.truncate(FRAMES)));
  }

  /** The greatest derivative of the last frame's likelihood by the first frame's pixels. */
  private static double reaching(VideoOptions options) {
    VideoModel model = VideoModel.of(options);
    float[] mask = new float[FRAMES * SIDE * SIDE];
    java.util.Arrays.fill(mask, (FRAMES - 1) * SIDE * SIDE, mask.length, 1);
    try (Tape tape = Tape.scope()) {
      Tensor x = films(1).copy().requireGradient(true);
      Tensor seen = Tensor.of(mask, 1, FRAMES, SIDE, SIDE);
      Tensor likelihood = model.elbo(new Observed(x, seen), Rng.of(1, "z")).reconstruction();
      float[] g = tape.gradient(likelihood, x).toArray();
      double greatest = 0;
      for (int i = 0; i < SIDE * SIDE; i++) {
        greatest = Math.max(greatest, Math.abs(g[i]));
      }
      return greatest;
    }
  }

  /** The decoder sees the last seen frame up to the past and stays with it. */
  @Test
  void skipsStayWithTheLastFrameOfThePast() {
    for (int past : new int[] {2, 3}) {
      VideoModel model = VideoModel.of(small(LatentStructure.DETERMINISTIC).past(past));
      // Without a code, what is drawn comes from the skips alone.
      Tensor head = model.parameters().get("generator.head.weight");
      head.set(new float[head.size()]);
      float[] drawn;
      try (Tape tape = Tape.inference()) {
        drawn = model.reconstruct(films(1)).toArray();
      }
      int n = SIDE * SIDE;
      for (int t = 1; t < FRAMES - 1; t++) {
        boolean same = true;
        for (int i = 0; i < n; i++) {
          same &= drawn[t * n + i] == drawn[(t - 1) * n + i];
        }
        assertEquals(t >= past, same, "frame " + t + " with a past of " + past);
      }
    }
  }

  /** The bound at the seam of all latent models is the one that is trained on. */
  @ParameterizedTest
  @EnumSource(names = "DETERMINISTIC", mode = EnumSource.Mode.EXCLUDE)
  void theSeamSaysTheSame(LatentStructure structure) {
    VideoModel model = VideoModel.of(small(structure));
    try (Tape tape = Tape.inference()) {
      Observed x = Observed.complete(films(3));
      Elbo elbo = model.elbo(x, Rng.of(4, "z"));
      Tensor z = model.encode(x).sample(Rng.of(4, "z"));
      assertEquals(model.latent(), z.size(1));
      assertArrayEquals(elbo.reconstruction().toArray(), model.logLikelihood(x, z).toArray());
      Tensor ratio = model.prior(x).logProb(z).minus(model.encode(x).logProb(z).sum(-1));
      assertArrayEquals(
          model.logLikelihood(x, z).plus(ratio).toDoubles(),
          model.logWeight(x, Rng.of(4, "z")).toDoubles(),
          0.01);
    }
  }

  @Test
  void aModelFromNothingDrawsFilmsFromItsPrior() {
    VideoModel model = VideoModel.of(small(LatentStructure.SVG_FP).fromNothing());
    try (Tape tape = Tape.inference()) {
      Tensor z = model.prior().sample(Rng.of(1, "z"), 2);
      Tensor films = model.decodeMean(z);
      assertArrayEquals(new int[] {2, FRAMES, SIDE * SIDE}, films.shape().toArray());
      // Its first frame is the likelihood's of a film of one frame, which sees the same z.
      Tensor frame = films.slice(1, 0, 1);
      double expected = model.decode(z).logProb(films).slice(1, 0, 1).sum().item();
      double found = model.logLikelihood(Observed.complete(frame), z.slice(1, 0, 2)).sum().item();
      assertEquals(expected, found, 1e-3);
    }
    VideoModel given = VideoModel.of(small(LatentStructure.SVG_FP));
    assertThrows(
        UnsupportedOperationException.class,
        () -> given.decodeMean(Tensor.zeros(1, given.latent())));
  }

  @Test
  void forcingByItsScheduleIsTrainedOn() {
    VideoOptions options = small(LatentStructure.DETERMINISTIC);
    Map<String, Schedule> schedules =
        Map.of("true", Schedule.constant(1), "own", Schedule.linear(1, 0, 2));
    float[][] ends = new float[2][];
    for (String name : schedules.keySet()) {
      VideoModel model = VideoModel.of(options.forcing(schedules.get(name)));
      float[] values = films(4).toArray();
      model.fit(
          elbolab.data.Dataset.of(values, FRAMES, SIDE, SIDE), Fit.steps(6).batch(2).rate(0.01));
      ends[name.equals("own") ? 1 : 0] = model.parameters().get("frames.in.weight").toArray();
    }
    double off = 0;
    for (int i = 0; i < ends[0].length; i++) {
      off = Math.max(off, Math.abs(ends[0][i] - ends[1][i]));
    }
    assertTrue(off > 1e-4, "the schedule changes nothing: " + off);
  }

  @Test
  void memoryGrowsWithTheFilms() {
    VideoModel model = VideoModel.of(small(LatentStructure.SVG_LP));
    assertEquals(2.0, (double) model.memory(8) / model.memory(4), 0.05);
    // Each frame's pixels are kept as float once at least.
    assertTrue(model.memory(4) > 4L * FRAMES * SIDE * SIDE * Float.BYTES);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    String frames =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    VideoModel.of(small(LatentStructure.SVG_FP))
                        .encode(Observed.complete(Tensor.zeros(1, 3, 9))))
            .getMessage();
    assertTrue(frames.contains("8 × 8 pixels"), frames);
    assertThrows(IllegalArgumentException.class, () -> small(LatentStructure.SVG_FP).deviation(0));
    String halves =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    VideoModel.of(
                        VideoOptions.of(LatentStructure.SVG_FP, 3, 28, 20)
                            .networks(FrameNetworks.convolutions(2, 2, 2, 2, 2), 4)))
            .getMessage();
    assertTrue(halves.contains("halved"), halves);
  }
}
