package elbolab.device;

import com.google.gson.GsonBuilder;
import elbolab.deepdive.TrainedDeepDive;
import elbolab.hhvaem.GeneratedTable;
import elbolab.hhvaem.HhVaem;
import elbolab.hhvaem.HhVaemOptions;
import elbolab.hhvaem.TrainingLengths;
import elbolab.math.Rng;
import elbolab.tensor.Backend;
import elbolab.tensor.Backends;
import elbolab.tensor.ProductSizes;
import elbolab.tensor.Storage;
import elbolab.vae.TrainedVae;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Tests the kernels on a device, trains models there and on the processor, compares the hashes of
 * their parameters and the times; {@code environment/gpu-check} runs it.
 */
final class GpuCheck {
  /** Rows of the matrices that are multiplied: on a card, and where the device is a processor. */
  private static final int LARGE = 2048;

  private static final int SMALL = 512;

  /** A training here and there. */
  record Training(
      String model,
      int steps,
      String hash,
      String deviceHash,
      double stepMilliseconds,
      double deviceStepMilliseconds,
      double launches,
      double reads) {
    boolean sameBits() {
      return hash.equals(deviceHash);
    }
  }

  /** How many tests of the kernels passed, and which failed. */
  record Tests(long passed, List<String> failed) {}

  record Result(
      String backend,
      String device,
      Tests tests,
      List<Training> trainings,
      int productRows,
      double productGigaflops,
      double deviceProductGigaflops) {
    boolean isWell() {
      return tests.failed().isEmpty()
          && tests.passed() > 0
          && trainings.stream().allMatch(Training::sameBits);
    }
  }

  private GpuCheck() {}

  /** Where the results go and, if it is not the first card, the backend: cuda, opencl:1. */
  public static void main(String[] arguments) throws IOException {
    String name = arguments.length > 1 ? arguments[1] : first();
    System.setProperty("elbolab.device", name);
    DeviceBackend device = open(name);
    System.err.println("Testing every kernel on " + device.device().name() + " ...");
    Tests tests = tests();
    tests.failed().forEach(failure -> System.err.println("failed: " + failure));
    System.err.println("Training here and there ...");
    List<Training> trainings = new ArrayList<>();
    trainings.add(training(device, "VAE 784-128-10", 200, () -> TrainedVae.hash(10, 128)));
    trainings.add(training(device, "DeepDIVE, interleaved", 60, TrainedDeepDive::hash));
    trainings.add(training(device, "HH-VAEM, all three stages", 60, GpuCheck::hhvaem));
    int rows = isProcessor(name) ? SMALL : LARGE;
    double here = gigaflops(Backends.of("cpu"), rows);
    double there = gigaflops(device, rows);
    Result result = new Result(name, device.device().name(), tests, trainings, rows, here, there);
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    String json = new GsonBuilder().setPrettyPrinting().create().toJson(result);
    Files.writeString(folder.resolve("result.json"), json + "\n");
    Files.writeString(folder.resolve("result.md"), markdown(result));
    System.out.println(markdown(result));
    System.exit(result.isWell() ? 0 : 1);
  }

  /** NVIDIA's driver is asked first, whose kernels need no compiler. */
  private static String first() {
    return CudaDevice.all().isEmpty() ? "opencl" : "cuda";
  }

  private static DeviceBackend open(String name) {
    try {
      return (DeviceBackend) Backends.of(name);
    } catch (DeviceException | IllegalArgumentException refused) {
      System.err.println("gpu-check: " + refused.getMessage());
      System.exit(2);
      throw refused;
    }
  }

  private static boolean isProcessor(String name) {
    return name.equals("opencl") && OpenClDevice.all().get(0).kind() == OpenClDevice.Kind.PROCESSOR;
  }

  private static Tests tests() {
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(
                DiscoverySelectors.selectMethod(
                    "elbolab.tensor.DeviceBackendTest#sameBits(elbolab.tensor.OperationCase)"),
                DiscoverySelectors.selectClass(FunctionBitsTest.class),
                DiscoverySelectors.selectClass(DeviceTrainingTest.class))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    List<String> failed =
        summary.getFailures().stream()
            .map(f -> f.getTestIdentifier().getDisplayName() + ": " + f.getException())
            .toList();
    return new Tests(summary.getTestsSucceededCount(), failed);
  }

  private static String hhvaem() {
    HhVaemOptions options =
        HhVaemOptions.hhVaem(3, 2)
            .hidden(16)
            .chain(new HhVaemOptions.Chain(3, 2, 0.05, 0.2, 4, 10));
    TrainingLengths lengths = new TrainingLengths(32, 40, 60, 0.2, 20, 1e-3, 1e-2, 0.99, 5);
    return HhVaem.fit(GeneratedTable.of(80, "real", 1), options, lengths).parameters().hash();
  }

  private static Training training(
      DeviceBackend device, String model, int steps, Supplier<String> train) {
    Timed here = Timed.of(train, steps);
    Backends.use(device);
    try {
      Device.Counts before = device.device().counts();
      Timed there = Timed.of(train, steps);
      Device.Counts counts = device.device().counts().minus(before);
      double launches = counts.launches() / (2.0 * steps);
      double reads = counts.reads() / (2.0 * steps);
      return new Training(
          model,
          steps,
          here.hash(),
          there.hash(),
          here.milliseconds(),
          there.milliseconds(),
          launches,
          reads);
    } finally {
      Backends.use("cpu");
    }
  }

  /** The hash after a training, and the shorter step of two: the first run waits for compilers. */
  private record Timed(String hash, double milliseconds) {
    static Timed of(Supplier<String> train, int steps) {
      Timed first = once(train, steps);
      Timed second = once(train, steps);
      boolean same = first.hash.equals(second.hash);
      String hash = same ? first.hash : first.hash + ", again " + second.hash;
      return new Timed(hash, Math.min(first.milliseconds, second.milliseconds));
    }

    private static Timed once(Supplier<String> train, int steps) {
      long start = System.nanoTime();
      String hash = train.get();
      return new Timed(hash, (System.nanoTime() - start) / 1e6 / steps);
    }
  }

  /** Of a float32 product of two square matrices, the best of three. */
  private static double gigaflops(Backend backend, int rows) {
    int count = rows * rows;
    Storage a = backend.allocate(count);
    Storage b = backend.allocate(count);
    Storage c = backend.allocate(count);
    backend.gaussian(a, count, Rng.of(1, "a"));
    backend.gaussian(b, count, Rng.of(1, "b"));
    double best = 0;
    for (int i = 0; i < 3; i++) {
      backend.read(c, new float[1], 1);
      long start = System.nanoTime();
      backend.matmul(ProductSizes.nn(1, rows, rows, rows), a, b, c);
      backend.read(c, new float[1], 1);
      best = Math.max(best, 2.0 * rows * count / (System.nanoTime() - start));
    }
    return best;
  }

  private static String markdown(Result result) {
    StringBuilder text =
        new StringBuilder(
            "# %s (%s)%n%nTests of the kernels: %d passed, %d failed"
                .formatted(
                    result.device(),
                    result.backend(),
                    result.tests().passed(),
                    result.tests().failed().size()));
    text.append(
        "\n\n| training | bits | step, cpu / ms | step, device / ms | launches | reads |\n"
            + "|---|---|--:|--:|--:|--:|\n");
    for (Training t : result.trainings()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.2f | %.2f | %.0f | %.1f |%n",
              t.model(),
              t.sameBits() ? "the same" : "**DIFFER**",
              t.stepMilliseconds(),
              t.deviceStepMilliseconds(),
              t.launches(),
              t.reads()));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%nA float32 product of matrices of %d by %d: %.0f GFLOP/s on the processor, %.0f on the device.%n",
            result.productRows(),
            result.productRows(),
            result.productGigaflops(),
            result.deviceProductGigaflops()));
    return text.toString();
  }
}
