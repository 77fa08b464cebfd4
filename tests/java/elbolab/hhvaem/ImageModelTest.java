package elbolab.hhvaem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.ColumnKind;
import elbolab.data.DataFolder;
import elbolab.data.GeneratedDigits;
import elbolab.data.ImageSet;
import elbolab.data.Mnist;
import elbolab.data.NumberColumn;
import elbolab.data.Observed;
import elbolab.data.Pictures;
import elbolab.data.Table;
import elbolab.hhvaem.ImageNetworks.MaskInput;
import elbolab.hhvaem.ImageNetworks.PixelGuess;
import elbolab.hmc.LogDensity;
import elbolab.math.DoubleMath;
import elbolab.math.LogSum;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Layer;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.prob.ContinuousBernoulli;
import elbolab.tensor.Backend;
import elbolab.tensor.Backends;
import elbolab.tensor.DoubleBackend;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The models of images against finite differences, sums on a grid and a plain classifier. */
class ImageModelTest {
  private final Backend standard = Backends.standard();

  @AfterEach
  void back() {
    Backends.use(standard);
  }

  private static LabelledImages digits(int count, long seed) {
    return new LabelledImages(GeneratedDigits.draw(count, seed).images().smaller(14));
  }

  private static ImageNetworks small(MaskInput mask) {
    return new ImageNetworks(
        1, 14, 14, List.of(4, 6), 5, 2, 2, mask, PixelGuess.PROBABILITY, PixelLikelihood.INK);
  }

  /** ∂ log p(x_O, y_O, ε)/∂ε through two transposed convolutions and x̂, in double precision. */
  @ParameterizedTest
  @EnumSource(MaskInput.class)
  void gradientOfTheDensityAgainstFiniteDifferences(MaskInput mask) {
    Backends.use(DoubleBackend.INSTANCE);
    LabelledImages images = digits(3, 1);
    HhVaem model =
        HhVaem.of(images.asFeatures(), HhVaemOptions.hhVaem(4, 3).hidden(12), small(mask));
    Rng rng = Rng.of(2, "differences");
    Observed x = hidden(images.all(), rng);
    LogDensity density = model.density(x, rng);
    double[] at = new double[3 * 7];
    rng.fillGaussian(at, 0, at.length);
    double[] value = new double[3];
    double[] slope = new double[at.length];
    density.evaluate(at, 3, value, slope);
    double h = 1e-5;
    for (int k = 0; k < at.length; k++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[k] += h;
      down[k] -= h;
      double[] above = new double[3];
      double[] below = new double[3];
      density.evaluate(up, 3, above, new double[at.length]);
      density.evaluate(down, 3, below, new double[at.length]);
      double difference = (above[k / 7] - below[k / 7]) / (2 * h);
      assertEquals(difference, slope[k], 1e-6 * Math.max(1, Math.abs(difference)), "ε " + k);
    }
  }

  private static Photographs photographs(int count, int side, long seed) {
    Rng rng = Rng.of(seed, "photographs");
    List<byte[]> bytes =
        IntStream.range(0, count)
            .mapToObj(
                i -> {
                  byte[] one = new byte[3 * side * side];
                  for (int k = 0; k < one.length; k++) {
                    one[k] = (byte) rng.nextInt(256);
                  }
                  return one;
                })
            .toList();
    Table about =
        new Table(
            "none", List.of(new NumberColumn("n", ColumnKind.REAL, new double[count])), List.of());
    return new Photographs(new Pictures("noise", 3, side, side, bytes, about));
  }

  private static ImageNetworks colour(int side, PixelLikelihood likelihood) {
    return new ImageNetworks(
        3,
        side,
        side,
        List.of(4, 6),
        4,
        2,
        1,
        MaskInput.CHANNEL,
        PixelGuess.PROBABILITY,
        likelihood);
  }

  /** Three colours, no class: the density's slope in ε with each likelihood of a level. */
  @ParameterizedTest
  @EnumSource(value = PixelLikelihood.class, names = "INK", mode = EnumSource.Mode.EXCLUDE)
  void gradientOfColourAgainstFiniteDifferences(PixelLikelihood likelihood) {
    Backends.use(DoubleBackend.INSTANCE);
    Photographs images = photographs(2, 8, 1);
    HhVaem model =
        HhVaem.of(
            images.asFeatures(), HhVaemOptions.hhVaem(4, 3).hidden(12), colour(8, likelihood));
    Observed x = images.hide((row, column) -> row > 3 && column < 4, 0, 1);
    LogDensity density = model.density(x, Rng.of(2, "density"));
    double[] at = new double[2 * 7];
    Rng.of(3, "at").fillGaussian(at, 0, at.length);
    double[] value = new double[2];
    double[] slope = new double[at.length];
    density.evaluate(at, 2, value, slope);
    double h = 1e-5;
    for (int k = 0; k < at.length; k++) {
      double[] moved = at.clone();
      double[] above = new double[2];
      double[] below = new double[2];
      moved[k] += h;
      density.evaluate(moved, 2, above, new double[at.length]);
      moved[k] -= 2 * h;
      density.evaluate(moved, 2, below, new double[at.length]);
      double difference = (above[k / 7] - below[k / 7]) / (2 * h);
      assertEquals(difference, slope[k], 1e-6 * Math.max(1, Math.abs(difference)), "ε " + k);
    }
  }

  /** A hole that is filled: the mean over the posterior of two latent numbers, on a grid. */
  @Test
  void aHoleInColourAgainstAGrid() {
    Photographs images = photographs(1, 2, 4);
    HhVaemOptions options =
        HhVaemOptions.hmcVaem(2)
            .hidden(8)
            .chain(new HhVaemOptions.Chain(40, 5, 0.3, 0.3, 0, 1))
            .seed(7);
    ImageNetworks networks =
        new ImageNetworks(
            3,
            2,
            2,
            List.of(4),
            3,
            1,
            1,
            MaskInput.CHANNEL,
            PixelGuess.PROBABILITY,
            PixelLikelihood.CONTINUOUS_BERNOULLI);
    HhVaem model = HhVaem.of(images.asFeatures(), options, networks);
    Parameters decoder = model.parameters().at(HhVaem.DEPENDENCY).at("decoder");
    decoder.tensors().values().forEach(w -> w.set(w.times(4).toArray()));
    Observed x = images.hide((row, column) -> row == 1, 0);
    int side = 121;
    double[] points = new double[2 * side * side];
    for (int i = 0; i < side * side; i++) {
      points[2 * i] = 6 * (2.0 * (i % side) / (side - 1) - 1);
      points[2 * i + 1] = 6 * (2.0 * (i / side) / (side - 1) - 1);
    }
    double[] log = new double[side * side];
    model
        .density(x, Rng.of(1, "grid"))
        .evaluate(points, log.length, log, new double[points.length]);
    double all = LogSum.of(log).value();
    float[] means;
    try (Tape tape = Tape.inference()) {
      Tensor at = Tensor.of(narrow(points), side * side, 2);
      means = new ContinuousBernoulli(model.dependency().decodeMean(at)).mean().toArray();
    }
    int draws = 1500;
    float[] restored =
        model.posterior(x, Inference.HMC, draws, Rng.of(5, "draws"))
            .restored(x, Rng.of(6, "pictures"))[0];
    for (int p = 0; p < 12; p++) {
      if (p / 2 % 2 == 0) {
        assertEquals(x.values().toArray()[p], restored[p], 0, "seen " + p);
        continue;
      }
      double mean = 0;
      double square = 0;
      for (int i = 0; i < log.length; i++) {
        double weight = DoubleMath.exp(log[i] - all);
        mean += weight * means[12 * i + p];
        square += weight * means[12 * i + p] * means[12 * i + p];
      }
      double error = Math.sqrt((square - mean * mean) / draws);
      assertEquals(mean, restored[p], 4 * error + 1e-5, "hidden " + p);
      assertTrue(error > 1e-4, "a mean that varies: " + error);
    }
  }

  /** Half of the pixels hidden, the class of the first image seen. */
  private static Observed hidden(Observed all, Rng rng) {
    int width = all.values().size(1);
    float[] mask = new float[all.rows() * width];
    for (int k = 0; k < mask.length; k++) {
      mask[k] = k % width == width - 1 ? (k < width ? 1 : 0) : rng.nextDouble() < 0.5 ? 1 : 0;
    }
    return all.hide(Tensor.of(mask, all.rows(), width));
  }

  /** What the encoder sees of hidden pixels is nothing: their values change none of its bits. */
  @ParameterizedTest
  @EnumSource(MaskInput.class)
  void hiddenPixelsAreNotSeen(MaskInput mask) {
    LabelledImages images = digits(2, 3);
    HhVaem model =
        HhVaem.of(images.asFeatures(), HhVaemOptions.hVaem(4, 3).hidden(12), small(mask));
    Observed all = images.all();
    Observed x = hidden(all, Rng.of(4, "hidden"));
    Observed other = new Observed(all.values().negate().plus(1), x.mask());
    Tensor flipped =
        x.values().plus(other.values().times(x.mask().negate().plus(1))); // Only hidden ones.
    Observed changed = new Observed(flipped, x.mask());
    float[] before = model.encode(x).mean().toArray();
    float[] after = model.encode(changed).mean().toArray();
    assertTrue(Arrays.equals(before, after), Arrays.toString(before) + Arrays.toString(after));
    Observed shown = new Observed(other.values(), x.mask());
    assertTrue(!Arrays.equals(before, model.encode(shown).mean().toArray()));
  }

  private static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int k = 0; k < narrow.length; k++) {
      narrow[k] = (float) values[k];
    }
    return narrow;
  }

  /** An image of 2 × 2 pixels under two latent numbers, whose posterior a grid knows. */
  private static final class Square {
    private static final int SIDE = 241;
    private static final double REACH = 6;
    private static final float[] TRUTH = {1, 0, 1, 1, 2};
    private static final float[] SEEN = {1, 0, 0, 1, 0};

    final HhVaem model;
    final Observed truth = Observed.complete(Tensor.of(TRUTH, 1, 5));
    final Observed x;
    final double[] points = new double[SIDE * SIDE * 2];
    final double[] weight;
    final double[] ofTarget;
    final float[] perPixel;

    Square() {
      ImageSet one =
          new ImageSet(
              "square", true, 2, 2, new byte[4 * 3], new int[] {0, 1, 2}, List.of("a", "b", "c"));
      ImageNetworks networks =
          new ImageNetworks(
              1,
              2,
              2,
              List.of(4),
              3,
              1,
              1,
              MaskInput.CHANNEL,
              PixelGuess.PROBABILITY,
              PixelLikelihood.INK);
      HhVaemOptions options =
          HhVaemOptions.hmcVaem(2)
              .hidden(8)
              .chain(new HhVaemOptions.Chain(40, 5, 0.3, 0.3, 0, 1))
              .seed(7);
      model = HhVaem.of(new LabelledImages(one).asFeatures(), options, networks);
      // Larger weights than a start's, for a posterior that is no normal.
      Parameters dependency = model.parameters().at(HhVaem.DEPENDENCY);
      for (String branch : List.of("decoder", "predictor")) {
        dependency.at(branch).tensors().values().forEach(w -> w.set(w.times(3).toArray()));
      }
      x = truth.hide(Tensor.of(SEEN, 1, 5));
      for (int i = 0; i < SIDE * SIDE; i++) {
        points[2 * i] = REACH * (2.0 * (i % SIDE) / (SIDE - 1) - 1);
        points[2 * i + 1] = REACH * (2.0 * (i / SIDE) / (SIDE - 1) - 1);
      }
      double[] without = density(x);
      float[] withClass = SEEN.clone();
      withClass[4] = 1;
      double[] with = density(truth.hide(Tensor.of(withClass, 1, 5)));
      double all = LogSum.of(without).value();
      weight = Arrays.stream(without).map(l -> DoubleMath.exp(l - all)).toArray();
      ofTarget = IntStream.range(0, weight.length).mapToDouble(i -> with[i] - without[i]).toArray();
      float[] epsilon = narrow(points);
      try (Tape tape = Tape.inference()) {
        Tensor at = Tensor.of(epsilon, SIDE * SIDE, 2);
        perPixel = model.dependency().decode(at).logProb(truth.values().slice(1, 0, 4)).toArray();
      }
    }

    private double[] density(Observed given) {
      double[] value = new double[SIDE * SIDE];
      model
          .density(given, Rng.of(1, "grid"))
          .evaluate(points, value.length, value, new double[points.length]);
      return value;
    }

    double mean(double[] of) {
      double sum = 0;
      for (int i = 0; i < of.length; i++) {
        sum += weight[i] * of[i];
      }
      return sum;
    }

    double variance(double[] of) {
      double mean = mean(of);
      return mean(Arrays.stream(of).map(v -> (v - mean) * (v - mean)).toArray());
    }

    double[] coordinate(int d) {
      return IntStream.range(0, weight.length).mapToDouble(i -> points[2 * i + d]).toArray();
    }

    /** exp of a share of Σ over the hidden pixels log p(x_p | ε). */
    double[] hiddenPixels(double share) {
      return IntStream.range(0, weight.length)
          .mapToDouble(i -> DoubleMath.exp(share * (perPixel[4 * i + 1] + perPixel[4 * i + 2])))
          .toArray();
    }

    /** Compares log mean_s f(ε_s) with its value on the grid, within 4 standard errors. */
    void compare(String what, double[] f, double found, double factor, int draws) {
      double mean = mean(f);
      double error = Math.sqrt(variance(f) / draws) / mean;
      assertEquals(factor * DoubleMath.log(mean), found, 4 * factor * error + 1e-5, what);
    }
  }

  /** Draws of HMC, and every score of one image, against the grid. */
  @Test
  void drawsAndScoresAgainstAGrid() {
    Square square = new Square();
    int draws = 1500;
    PosteriorDraws posterior =
        square.model.posterior(square.x, Inference.HMC, draws, Rng.of(5, "draws"));
    float[] epsilon = posterior.epsilon();
    for (int d = 0; d < 2; d++) {
      Moments moments = new Moments();
      for (int s = 0; s < draws; s++) {
        moments.add(epsilon[2 * s + d]);
      }
      double[] own = square.coordinate(d);
      double mean = square.mean(own);
      double variance = square.variance(own);
      double[] squares = Arrays.stream(own).map(v -> (v - mean) * (v - mean)).toArray();
      assertEquals(mean, moments.mean(), 4 * Math.sqrt(variance / draws), "mean " + d);
      assertEquals(
          variance,
          moments.variance(),
          4 * Math.sqrt(square.variance(squares) / draws),
          "variance " + d);
      double fourth =
          square.mean(Arrays.stream(squares).map(s -> s * s).toArray()) / (variance * variance);
      assertTrue(Math.abs(mean) > 0.1 || Math.abs(fourth - 3) > 0.05, "too normal to tell");
    }
    Scores scores = posterior.scores(square.truth, square.x, Rng.of(6, "scores"));
    square.compare("unobserved", square.hiddenPixels(1), scores.llMissing(), 0.5, draws);
    square.compare("inside", square.hiddenPixels(0.5), scores.llMissingCode(), 1, draws);
    double[] target = Arrays.stream(square.ofTarget).map(DoubleMath::exp).toArray();
    square.compare("class", target, scores.llTarget(), 1, draws);
    double[] classes = posterior.targetProbabilities(Rng.of(6, "classes"));
    double error = Math.sqrt(square.variance(target) / draws);
    assertEquals(square.mean(target), classes[2], 4 * error + 1e-5);
    assertEquals(1, Arrays.stream(classes).sum(), 1e-5);
  }

  /**
   * Of all five models, on one thread and with the masks of both kinds: training lowers the bound.
   */
  @ParameterizedTest
  @ValueSource(strings = {"VAE", "MIWAE", "H-VAE", "HMC-VAE", "HH-VAE"})
  void eachOfTheFiveLearns(String name) {
    HhVaemOptions options =
        switch (name) {
          case "VAE" -> HhVaemOptions.vaem(4);
          case "MIWAE" -> HhVaemOptions.miwaem(4);
          case "H-VAE" -> HhVaemOptions.hVaem(4, 3);
          case "HMC-VAE" -> HhVaemOptions.hmcVaem(4);
          default -> HhVaemOptions.hhVaem(4, 3);
        };
    if (options.chain().isPresent()) {
      options = options.chain(new HhVaemOptions.Chain(2, 3, 0.05, 0.2, 4, 5));
    }
    LabelledImages images = digits(200, 5);
    LabelledImages test = digits(50, 6);
    HhVaem model = HhVaem.of(images.asFeatures(), options.hidden(32), small(MaskInput.CHANNEL));
    Inference by = options.chain().isPresent() ? Inference.HMC : Inference.ENCODER;
    double before = unobserved(model, test, by);
    TrainingLengths lengths = TrainingLengths.steps(120).batch(25).warmUp(30).rate(4e-3);
    model.fitting(images, lengths).run();
    double after = unobserved(model, test, by);
    // Of a pixel whose share of ink alone is known.
    double share = images.all().values().slice(1, 0, 196).mean().item();
    double entropy = -share * Math.log(share) - (1 - share) * Math.log(1 - share);
    assertTrue(after > before + 0.1 && after > -0.75 * entropy, before + " to " + after);
  }

  private static double unobserved(HhVaem model, LabelledImages test, Inference by) {
    Observed truth = test.all();
    Observed x = model.features().hide(truth, 0.5, Rng.of(1, "hidden"));
    PosteriorDraws draws = model.posterior(x, by, 10, Rng.of(2, "draws"));
    return draws.scores(truth, x, Rng.of(3, "scores")).llMissing();
  }

  /** A classifier with the encoder's convolutions and as wide a hidden layer. */
  private record Classifier(Parameters parameters, Layer network) {
    static Classifier of(ImageNetworks networks, HhVaemOptions options) {
      Parameters parameters = Parameters.seeded(1);
      Layer reader = networks.reader(parameters.at("reader"), 0, options);
      Linear out = Linear.of(parameters.at("out"), options.hidden(), 10);
      return new Classifier(parameters, x -> out.apply(reader.apply(x)));
    }

    private Tensor logits(LabelledImages images, int... rows) {
      Observed all = images.rows(rows);
      int pixels = images.images().pixelsPerImage();
      Tensor values = all.values().slice(1, 0, pixels);
      return network.apply(Tensor.concat(1, values, Tensor.ones(rows.length, pixels)));
    }

    void train(LabelledImages images, int steps, int batch, double rate) {
      Adam adam = new Adam(parameters, rate);
      for (int step = 0; step < steps; step++) {
        int[] rows = new int[batch];
        Rng rng = Rng.of(step, "batch");
        Arrays.setAll(rows, i -> (int) (rng.nextDouble() * images.size()));
        int[] labels = Arrays.stream(rows).map(row -> images.images().labels()[row]).toArray();
        try (Tape tape = Tape.scope()) {
          logits(images, rows).crossEntropy(labels).mean().backward();
          adam.step();
        }
      }
    }

    double accuracy(LabelledImages test) {
      int right = 0;
      for (int row = 0; row < test.size(); row++) {
        try (Tape tape = Tape.inference()) {
          float[] logits = logits(test, row).toArray();
          right += greatest(logits, 0) == test.images().labels()[row] ? 1 : 0;
        }
      }
      return (double) right / test.size();
    }
  }

  private static int greatest(float[] values, int from) {
    int best = 0;
    for (int k = 1; k < 10; k++) {
      best = values[from + k] > values[from + best] ? k : best;
    }
    return best;
  }

  private static double accuracy(HhVaem model, LabelledImages test) {
    int right = 0;
    int pixels = test.images().pixelsPerImage();
    for (int from = 0; from < test.size(); from += 100) {
      int[] rows = IntStream.range(from, Math.min(test.size(), from + 100)).toArray();
      float[] mask = new float[rows.length * (pixels + 1)];
      Arrays.fill(mask, 1);
      for (int i = 0; i < rows.length; i++) {
        mask[i * (pixels + 1) + pixels] = 0;
      }
      Observed x = test.rows(rows).hide(Tensor.of(mask, rows.length, pixels + 1));
      double[] classes =
          model
              .posterior(x, Inference.ENCODER, 10, Rng.of(from, "draws"))
              .targetProbabilities(Rng.of(from, "classes"));
      for (int i = 0; i < rows.length; i++) {
        right += greatest(narrow(classes), 10 * i) == test.images().labels()[rows[i]] ? 1 : 0;
      }
    }
    return (double) right / test.size();
  }

  /** With nothing missing the class is told as a plain classifier tells it. */
  @Test
  void classWithNothingMissing() {
    LabelledImages images = digits(800, 7);
    LabelledImages test = digits(300, 8);
    compareWithClassifier(images, test, HhVaemOptions.vaem(6).hidden(64), 250, 4e-3);
  }

  /** The same on MNIST, with the networks of the thesis. */
  @Test
  @Tag("long")
  void classWithNothingMissingOfRealDigits() {
    DataFolder folder = DataFolder.standard();
    Assumptions.assumeTrue(folder.find("mnist/train-images-idx3-ubyte.gz").isPresent());
    Mnist mnist = Mnist.load(folder);
    compareWithClassifier(
        new LabelledImages(mnist.train()),
        new LabelledImages(mnist.test().first(2000)),
        HhVaemOptions.vaem(20).hidden(512),
        6000,
        1e-3);
  }

  private static void compareWithClassifier(
      LabelledImages images, LabelledImages test, HhVaemOptions options, int steps, double rate) {
    int side = images.images().height();
    ImageNetworks networks = side == 14 ? small(MaskInput.CHANNEL) : ImageNetworks.of(side, side);
    Classifier classifier = Classifier.of(networks, options);
    classifier.train(images, steps, 50, rate);
    HhVaem model = HhVaem.of(images.asFeatures(), options, networks);
    model
        .fitting(images, TrainingLengths.steps(steps).batch(50).warmUp(steps / 10).rate(rate))
        .run();
    double plain = classifier.accuracy(test);
    double own = accuracy(model, test);
    assertTrue(plain > 0.9 && own > plain - 0.01, "classifier " + plain + ", VAE " + own);
  }

  /** A restored picture keeps what is seen, and has the grid's mean elsewhere. */
  @Test
  void restoredPictures() {
    Square square = new Square();
    int draws = 1500;
    PosteriorDraws posterior =
        square.model.posterior(square.x, Inference.HMC, draws, Rng.of(8, "draws"));
    float[] picture = posterior.restored(square.x, Rng.of(9, "picture"))[0];
    for (int p = 0; p < 4; p++) {
      if (Square.SEEN[p] > 0) {
        assertEquals(Square.TRUTH[p], picture[p]);
      } else {
        int pixel = p;
        double[] ink =
            IntStream.range(0, square.weight.length)
                .mapToDouble(i -> DoubleMath.exp(square.perPixel[4 * i + pixel]))
                .map(own -> Square.TRUTH[pixel] > 0 ? own : 1 - own)
                .toArray();
        double error = Math.sqrt(square.variance(ink) / draws);
        assertEquals(square.mean(ink), picture[p], 4 * error + 1e-5);
      }
    }
  }

  @Test
  void oneFileHoldsTheModelWithItsNetworks(@TempDir Path folder) {
    LabelledImages images = digits(2, 3);
    HhVaem model =
        HhVaem.of(images.asFeatures(), HhVaemOptions.hVaem(4, 3).hidden(12), small(MaskInput.FLAT));
    Path file = folder.resolve("images.safetensors");
    model.save(file);
    HhVaem opened = HhVaem.open(file);
    assertEquals(model.networks(), opened.networks());
    Observed x = hidden(images.all(), Rng.of(4, "hidden"));
    assertTrue(Arrays.equals(model.encode(x).mean().toArray(), opened.encode(x).mean().toArray()));
  }

  @Test
  void pixelsAreHiddenByPlace() {
    LabelledImages images = digits(3, 4);
    Observed x = images.hide((row, column) -> row < 7 || column == 13, 2, 0);
    float[][] pictures = LabelledImages.pictures(x);
    float[] whole = images.rows(2).values().toArray();
    for (int p = 0; p < 196; p++) {
      boolean gone = p < 98 || p % 14 == 13;
      assertEquals(gone ? Float.NaN : whole[p], pictures[0][p]);
    }
    assertEquals(0, x.mask().toArray()[196]);
  }

  @Test
  void whatDoesNotFitSaysSo() {
    LabelledImages images = digits(3, 1);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    HhVaem.of(images.asFeatures(), HhVaemOptions.vaem(2), ImageNetworks.of(28, 28)))
            .getMessage();
    assertTrue(message.contains("784") && message.contains("196"), message);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new ImageNetworks(
                1,
                4,
                4,
                List.of(2, 2, 2),
                5,
                2,
                0,
                MaskInput.FLAT,
                PixelGuess.ROUNDED,
                PixelLikelihood.INK));
  }
}
