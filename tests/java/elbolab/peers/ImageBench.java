package elbolab.peers;

import elbolab.data.GeneratedDigits;
import elbolab.data.Observed;
import elbolab.hhvaem.DependencyVae;
import elbolab.hhvaem.HhVaem;
import elbolab.hhvaem.HhVaemOptions;
import elbolab.hhvaem.ImageNetworks;
import elbolab.hhvaem.LabelledImages;
import elbolab.hmc.DiagonalMass;
import elbolab.hmc.HmcChain;
import elbolab.hmc.HmcOptions;
import elbolab.hmc.LogDensity;
import elbolab.hmc.StepSizes;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Safetensors;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * HH-VAE on 100 images of 28 × 28 with the thesis's networks, beside PyTorch: a step on the bound,
 * and a chain of HMC with 10 proposals of 5 leapfrog steps for each image. First both compute the
 * same log density, slope and losses from the same parameters.
 */
public final class ImageBench {
  private static final Path SCRIPT = Path.of("tests/peers/image_bench.py");
  private static final int ROWS = 100;
  private static final int PIXELS = 784;

  /** Of a loss or a sum over the batch in single precision on both sides. */
  private static final double TOLERANCE = 5e-4;

  /**
   * Thousands of steps on one batch at an ordinary rate would drive it to probabilities of 0 and 1,
   * where gradients lie below the least normal number: slow arithmetic that no training has.
   */
  private static final double RATE = 1e-6;

  private final HhVaem model;
  private final DependencyVae networks;
  private final Observed images;
  private final Observed given;
  private final Tensor noise;
  private final Adam adam;

  private ImageBench() {
    LabelledImages digits = new LabelledImages(GeneratedDigits.draw(ROWS, 1).images());
    model =
        HhVaem.of(
            digits.asFeatures(),
            HhVaemOptions.hhVaem(20, 10).hidden(512),
            ImageNetworks.of(28, 28));
    networks = model.dependency();
    adam = new Adam(networks.parameters(), RATE);
    Rng rng = Rng.of(1, "hidden");
    noise = Tensor.gaussian(Rng.of(1, "noise"), ROWS, 30).keep();
    Observed all = digits.all();
    float[] mask = new float[ROWS * (PIXELS + 1)];
    for (int k = 0; k < mask.length; k++) {
      mask[k] = k % (PIXELS + 1) == PIXELS || rng.nextDouble() < 0.5 ? 1 : 0;
    }
    images = all.hide(Tensor.of(mask, ROWS, PIXELS + 1));
    Tensor x = images.values().slice(1, 0, PIXELS);
    Tensor seen = images.mask().slice(1, 0, PIXELS);
    Tensor y = images.values().slice(1, PIXELS, PIXELS + 1);
    Tensor one = Tensor.ones(ROWS, 1);
    Tensor all1 = Tensor.ones(ROWS, PIXELS);
    given =
        new Observed(
            Tensor.concat(1, x, x, Tensor.zeros(ROWS, PIXELS), y).keep(),
            Tensor.concat(1, seen, seen, all1, one).keep());
  }

  private Safetensors file() {
    Safetensors file = new Safetensors();
    file.putAll("w/", networks.parameters().toSafetensors());
    float[] y = images.values().slice(1, PIXELS, PIXELS + 1).toArray();
    var feature = model.features().targets().get(0);
    float[] label = new float[2 * ROWS];
    for (int i = 0; i < ROWS; i++) {
      label[2 * i] = (float) feature.standardised(y[i]);
      label[2 * i + 1] = 1;
    }
    file.put("x", new int[] {ROWS, PIXELS}, images.values().slice(1, 0, PIXELS).toArray());
    file.put("seen", new int[] {ROWS, PIXELS}, images.mask().slice(1, 0, PIXELS).toArray());
    file.put("y", new int[] {ROWS}, y);
    file.put("label", new int[] {ROWS, 2}, label);
    file.put("noise", new int[] {ROWS, 30}, noise.toArray());
    return file;
  }

  /** Forwards, backwards and Adam on the bound; the loss before it. */
  private float step() {
    try (Tape tape = Tape.scope()) {
      Normal q = (Normal) networks.encode(given);
      Tensor epsilon = q.mean().plus(q.sigma().times(noise));
      Tensor likelihood = networks.logLikelihood(given, epsilon);
      Tensor loss = q.klToStandard().sum(1).minus(likelihood).mean();
      loss.backward();
      adam.step();
      return loss.item();
    }
  }

  private double[] start() {
    float[] narrow = noise.toArray();
    double[] wide = new double[narrow.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = narrow[i];
    }
    return wide;
  }

  private void chain() {
    LogDensity density = model.density(images, Rng.of(1, "density"));
    new HmcChain(
            density, StepSizes.constant(10, 30, 0.05), DiagonalMass.unit(30), HmcOptions.steps(5))
        .run(Rng.of(1, "chain"), start());
  }

  private double[] check() {
    double[] value = new double[ROWS];
    double[] slope = new double[ROWS * 30];
    model.density(images, Rng.of(1, "density")).evaluate(start(), ROWS, value, slope);
    double mean = 0;
    double sum = 0;
    for (double v : value) {
      mean += v / ROWS;
    }
    for (double v : slope) {
      sum += v;
    }
    return new double[] {mean, sum, step(), step(), step()};
  }

  public static void main(String[] arguments) throws IOException {
    System.out.println("Java " + Runtime.version());
    Path file = Files.createTempFile("images", ".safetensors");
    ImageBench bench = new ImageBench();
    bench.file().write(file);
    double[] ours = bench.check();
    List<Comparison> lines = new ArrayList<>();
    try (Race race = new Race(SCRIPT)) {
      double greatest = 0;
      for (PythonPeer peer : race.all()) {
        String[] theirs = peer.ask("check " + file).split(" ");
        for (int i = 0; i < ours.length; i++) {
          double their = Double.parseDouble(theirs[i]);
          greatest = Math.max(greatest, Math.abs(ours[i] - their) / Math.max(1, Math.abs(their)));
        }
      }
      if (!(greatest <= TOLERANCE)) {
        throw new AssertionError(
            "ours and PyTorch's numbers differ by %s; at most %s is rounding"
                .formatted(greatest, TOLERANCE));
      }
      System.out.printf(Locale.ROOT, "density, slope, losses: differ by at most %.1e%n", greatest);
      measure("vi", "VI step", race, bench::step, lines);
      measure("hmc", "HMC chain", race, bench::chain, lines);
    } finally {
      Files.delete(file);
    }
    System.out.println(Comparison.table(lines));
  }

  private static void measure(
      String name, String title, Race race, Runnable ours, List<Comparison> lines)
      throws IOException {
    Race.Times times = race.run(name, ours);
    Map.Entry<String, Double> peer = times.best("");
    for (int threads = 1; threads <= 2; threads++) {
      Comparison line =
          Comparison.ofTimes(title, times.ours(threads), peer.getValue(), peer.getKey(), threads);
      lines.add(line);
      System.out.println(line.json());
    }
  }
}
