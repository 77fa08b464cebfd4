package elbolab.peers;

import com.sun.management.OperatingSystemMXBean;
import elbolab.hmc.Chains;
import elbolab.hmc.DiagonalMass;
import elbolab.hmc.Hmc;
import elbolab.hmc.HmcOptions;
import elbolab.hmc.HmcState;
import elbolab.hmc.LogDensity;
import elbolab.hmc.Nuts;
import elbolab.hmc.Sampling;
import elbolab.hmc.StepSizes;
import elbolab.hmc.TapeDensity;
import elbolab.hmc.diagnostics.EffectiveSamples;
import elbolab.hmc.toy.EightSchools;
import elbolab.hmc.toy.Gaussian;
import elbolab.hmc.toy.Parameterization;
import elbolab.hmc.toy.Regression;
import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.math.Workers;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * NUTS beside Stan's, on one thread: the least bulk effective sample size per second of warm-up and
 * sampling, by our estimator for both. Four chains of 1000 + 1000 on the same densities and data.
 * Seconds are processor seconds of the process, as Stan reports them, and of all threads of ours.
 * Prints JSON lines, then a table. The first argument is a folder for data, draws and Stan's
 * compiled models (compiling takes minutes, once).
 */
public final class HmcBench {
  private static final Sampling SAMPLING = Sampling.standard();
  private static final String STAN = "Stan (rstan)";
  private static final int REPEATS = 5;
  private static final int COMPILING = 10; // runs that let the virtual machine compile

  /** One problem: the density, its data for Stan, and whether those are already in R's form. */
  private record Problem(String name, LogDensity density, String data) {}

  /** One run: the least effective sample size, seconds, and gradients in both phases. */
  private record Outcome(double effective, double seconds, double gradients) {
    double rate() {
      return effective / seconds;
    }
  }

  private HmcBench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "build/peers"));
    StringBuilder table = new StringBuilder();
    for (Problem problem : problems()) {
      Outcome first = once(problem, 0);
      for (int k = 1; k < COMPILING; k++) {
        once(problem, k);
      }
      Outcome[] runs = new Outcome[REPEATS];
      Arrays.setAll(runs, k -> once(problem, COMPILING + k));
      Outcome ours = median(runs);
      Outcome stan = stan(problem, folder);
      report(problem.name + " effective samples", "1/s", ours.rate(), stan.rate(), STAN, 1, table);
      double gradients = ours.gradients / ours.seconds;
      double theirs = stan.gradients / stan.seconds;
      report(problem.name + " gradients", "1/s", gradients, theirs, STAN, 1, table);
      table.append(
          String.format(
              Locale.ROOT,
              "  ours: ESS %.0f in %.3f s (first run %.3f s); Stan: ESS %.0f in %.3f s%n",
              ours.effective,
              ours.seconds,
              first.seconds,
              stan.effective,
              stan.seconds));
    }
    int threads = Workers.threads();
    for (int rows : new int[] {100, 3000, 20_000}) {
      for (int count = 1; count <= Math.min(2, threads); count++) {
        Workers.useThreads(count);
        insideHmc(rows, table);
      }
    }
    Workers.useThreads(threads);
    System.out.print(table);
  }

  /**
   * Gradients of the two-MLP density (calls of all rows) per second of wall clock, inside HMC and
   * alone; the engine's benchmark has the same gradient beside PyTorch.
   */
  private static void insideHmc(int rows, StringBuilder table) {
    TapeDensity density = twoMlp(rows);
    int d = density.dimension();
    Hmc hmc =
        new Hmc(density, StepSizes.constant(1, d, 0.02), DiagonalMass.unit(d), HmcOptions.steps(5));
    Rng rng = Rng.of(41, "two mlp");
    double[] start = new double[rows * d];
    rng.fillGaussian(start, 0, start.length);
    HmcState[] state = {hmc.init(start)};
    Runnable transition = () -> state[0] = hmc.step(rng, state[0]).state();
    double[] slope = new double[rows * d];
    double alone = perSecond(() -> density.evaluate(start, rows, new double[rows], slope));
    double inside = 5 * perSecond(transition);
    String name = "two-MLP gradients, %d rows, %d threads".formatted(rows, Workers.threads());
    report(name, "1/s", inside, alone, "the gradient alone", Workers.threads(), table);
  }

  /**
   * log p(z) = −5‖x − dec(z)‖² − 5 pred([z, dec(z)])² − ½‖z‖² for a datum x of each row: points of
   * double precision in, gradients of single precision out.
   */
  static TapeDensity twoMlp(int rows) {
    Parameters parameters = Parameters.seeded(1);
    Mlp decoder = Mlp.of(parameters.at("decoder"), Activation.RELU, 10, 256, 13);
    Mlp predictor = Mlp.of(parameters.at("predictor"), Activation.RELU, 23, 256, 1);
    Tensor data = Tensor.gaussian(Rng.of(1, "two mlp"), rows, 13);
    return TapeDensity.of(
        10,
        (z, block) -> {
          Tensor decoded = decoder.apply(z);
          Tensor target = predictor.apply(Tensor.concat(1, z, decoded));
          Tensor off = block.of(data).minus(decoded).square().sum(1);
          return off.plus(target.square().sum(1)).times(-5).plus(z.square().sum(1).times(-0.5));
        });
  }

  private static double perSecond(Runnable task) {
    double best = 0;
    for (int round = 0; round < 7; round++) {
      long begin = System.nanoTime();
      int count = 0;
      while (System.nanoTime() - begin < 500_000_000L) {
        task.run();
        count++;
      }
      best = Math.max(best, count * 1e9 / (System.nanoTime() - begin));
    }
    return best;
  }

  private static List<Problem> problems() {
    Gaussian gaussian = Gaussian.chain(100, 0.9, 10);
    Regression regression = Regression.generated(Rng.of(40, "regression"), 500, 8);
    return List.of(
        new Problem(
            "eight_schools",
            new EightSchools(Parameterization.NON_CENTRED),
            values("J", 8)
                + values("y", 28, 8, -3, 7, -1, 1, 18, 12)
                + values("sigma", EightSchools.errors())),
        new Problem(
            "gaussian", gaussian, values("d", 100) + values("precision", gaussian.precision())),
        new Problem(
            "regression",
            regression,
            values("n", 500)
                + values("k", 8)
                + values("x", regression.predictors())
                + values("y", regression.responses())));
  }

  private static String values(String name, double... values) {
    StringBuilder out = new StringBuilder();
    for (double value : values) {
      out.append(name).append(',').append(value).append('\n');
    }
    return out.toString();
  }

  private static Outcome once(Problem problem, int seed) {
    long begin = processorNanos();
    Chains chains = Nuts.sample(problem.density, SAMPLING, Rng.of(seed, "bench"));
    double seconds = (processorNanos() - begin) / 1e9;
    double gradients = chains.statistics().gradients() + chains.statistics().warmUpGradients();
    return new Outcome(leastEffective(chains.draws()), seconds, gradients);
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static double leastEffective(double[][][] quantities) {
    return Arrays.stream(quantities).mapToDouble(EffectiveSamples::bulk).min().orElseThrow();
  }

  private static Outcome median(Outcome[] runs) {
    Arrays.sort(runs, (a, b) -> Double.compare(a.rate(), b.rate()));
    return runs[runs.length / 2];
  }

  private static Outcome stan(Problem problem, Path folder)
      throws IOException, InterruptedException {
    Path data = folder.resolve(problem.name + "_data.csv");
    Files.writeString(data, "name,value\n" + problem.data);
    Outcome[] runs = new Outcome[REPEATS];
    for (int k = 0; k < REPEATS; k++) {
      Path draws = folder.resolve(problem.name + "_stan.csv");
      String[] counts = runStan(problem.name, data, draws, k + 1).split(" ");
      double seconds = Double.parseDouble(counts[0]) + Double.parseDouble(counts[1]);
      runs[k] = new Outcome(leastEffective(read(draws)), seconds, Double.parseDouble(counts[2]));
    }
    return median(runs);
  }

  private static String runStan(String name, Path data, Path draws, int seed)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "Rscript",
            "tests/peers/hmc_stan.R",
            name,
            data.toString(),
            draws.toString(),
            String.valueOf(SAMPLING.chains()),
            String.valueOf(SAMPLING.warmUp()),
            String.valueOf(SAMPLING.draws()),
            String.valueOf(seed));
    Path log = draws.resolveSibling(name + "_stan.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IOException("Stan failed; see " + log + ". It needs r-cran-rstan and r-cran-bh");
    }
    List<String> lines = Files.readAllLines(log);
    return lines.get(lines.size() - 1).trim();
  }

  /** Stan's draws as [quantity][chain][draw]: rows run over chains, then draws. */
  private static double[][][] read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    double[][] rows = new double[lines.size() - 1][];
    for (int k = 0; k < rows.length; k++) {
      rows[k] =
          Arrays.stream(lines.get(k + 1).split(",")).mapToDouble(Double::parseDouble).toArray();
    }
    int n = SAMPLING.draws();
    double[][][] out = new double[rows[0].length][SAMPLING.chains()][];
    for (int q = 0; q < out.length; q++) {
      int column = q;
      double[] all = Arrays.stream(rows).flatMapToDouble(r -> DoubleStream.of(r[column])).toArray();
      for (int c = 0; c < SAMPLING.chains(); c++) {
        out[q][c] = Arrays.copyOfRange(all, c * n, (c + 1) * n);
      }
    }
    return out;
  }

  private static void report(
      String name,
      String unit,
      double ours,
      double peer,
      String peerName,
      int threads,
      StringBuilder table) {
    System.out.printf(
        Locale.ROOT,
        "{\"name\": \"%s\", \"unit\": \"%s\", \"ours\": %.1f, \"peer\": %.1f, \"peerName\":"
            + " \"%s\", \"ratio\": %.3f, \"threads\": %d}%n",
        name,
        unit,
        ours,
        peer,
        peerName,
        ours / peer,
        threads);
    table.append(
        String.format(Locale.ROOT, "%-34s %12.0f %12.0f %8.2f%n", name, ours, peer, ours / peer));
  }
}
