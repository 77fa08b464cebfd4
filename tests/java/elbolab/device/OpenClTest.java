package elbolab.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.math.Unary;
import elbolab.nn.Adam;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.tensor.Backend;
import elbolab.tensor.Backends;
import elbolab.tensor.ProductSizes;
import elbolab.tensor.Storage;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.NotFiniteException;
import elbolab.train.Plan;
import elbolab.train.Trainer;
import elbolab.train.TrainingInterruptedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices that are missing, full, shared, or interrupted; and kernels that round otherwise. */
class OpenClTest {
  private static final long MEBIBYTE = 1 << 20;

  // What is not there

  @Test
  void withoutTheLibraryTheRemedyIsSaid() throws Exception {
    String said =
        TrainingProcess.on("opencl", Map.of(), "-Delbolab.opencl=no-such-library").error();
    assertTrue(said.contains("OpenCL is not installed (Unable to load library"), said);
    assertFalse(said.contains(".jar"), said);
    assertTrue(said.contains("apt-get install pocl-opencl-icd"), said);
  }

  @Test
  void withoutADeviceTheRemedyIsSaid() throws Exception {
    TestDevice.found();
    String said = TrainingProcess.on("opencl", Map.of("OCL_ICD_VENDORS", "/nonexistent")).error();
    assertTrue(said.contains("OpenCL knows no device"), said);
    assertTrue(said.contains("apt-get install pocl-opencl-icd"), said);
  }

  @Test
  void aNumberThatNoDeviceHas() {
    TestDevice.found();
    var refused = assertThrows(DeviceException.class, () -> Backends.of("opencl:99"));
    assertTrue(refused.getMessage().contains("no OpenCL device 99; there are 0: "));
    assertThrows(IllegalArgumentException.class, () -> Backends.of("opencl:first"));
  }

  @Test
  void aDeviceThatRoundsOtherwiseIsRefused() {
    OpenClDevice one = TestDevice.found();
    long floats = one.floats() & ~OpenClDevice.EXACT_DIVISION;
    OpenClDevice worse =
        new OpenClDevice(
            one.platform(),
            one.handle(),
            one.platformName(),
            one.name(),
            one.kind(),
            one.memory(),
            floats,
            one.hasDoubles());
    var refused = assertThrows(DeviceException.class, () -> OpenCl.open(worse));
    assertTrue(refused.getMessage().contains("no correctly rounded divisions"));
  }

  @Test
  void withoutDoublesPowersAreRefusedByName() {
    OpenClDevice one = TestDevice.found();
    OpenClDevice single =
        new OpenClDevice(
            one.platform(),
            one.handle(),
            one.platformName(),
            one.name(),
            one.kind(),
            one.memory(),
            one.floats(),
            false);
    try (OpenCl driver = OpenCl.open(single)) {
      DeviceBackend device = new DeviceBackend("single", driver);
      Tensor x = Tensor.of(new float[] {1, 2, 3}, 3).to(device);
      assertArrayEquals(Tensor.of(new float[] {1, 2, 3}, 3).exp().toArray(), x.exp().toArray());
      var refused = assertThrows(DeviceException.class, () -> x.pow(2.5));
      assertTrue(refused.getMessage().startsWith("power is computed in double precision"));
    }
  }

  // Memory

  @Test
  void aFullDeviceSaysHowMuchWasAskedAndIsFree() {
    try (OpenCl driver = small()) {
      DeviceBackend device = new DeviceBackend("small", driver);
      Storage held = device.allocate((int) (3 * MEBIBYTE / Float.BYTES));
      var full =
          assertThrows(
              DeviceMemoryException.class,
              () -> device.allocate((int) (10 * MEBIBYTE / Float.BYTES)));
      assertEquals(10 * MEBIBYTE, full.asked());
      assertEquals(5 * MEBIBYTE, full.free());
      assertTrue(full.getMessage().contains("no room for 10.0 MiB: 5.0 of its 8.0 MiB are free"));
      assertTrue(full.getMessage().contains("at most 50 % of"));
      device.release(held);
      assertEquals(0, driver.memory().used());
    }
  }

  /** Forty tensors that nobody holds do not fit at a time, one after the other they do. */
  @Test
  void whatNobodyHoldsIsFreedWhenRoomIsNeeded() {
    try (OpenCl driver = small()) {
      DeviceBackend device = new DeviceBackend("small", driver);
      Tensor x = Tensor.zeros((int) (MEBIBYTE / Float.BYTES)).to(device);
      for (int i = 0; i < 40; i++) x = x.plus(1);
      assertEquals(40, x.toArray()[7]);
    }
  }

  private static OpenCl small() {
    return new OpenCl(TestDevice.found(), KernelSource.text(), 8 * MEBIBYTE);
  }

  // Together with others

  @Test
  void twoProcessesOnOneDevice() throws Exception {
    TestDevice.found();
    String wanted = SmallTrainings.recurrent();
    TrainingProcess first = TrainingProcess.on("opencl", Map.of());
    TrainingProcess second = TrainingProcess.on("opencl", Map.of());
    assertEquals(wanted, first.output());
    assertEquals(wanted, second.output());
  }

  @Test
  void twoThreadsOnOneDevice() {
    String wanted = SmallTrainings.recurrent();
    List<String> hashes =
        TestDevice.there(
            () -> {
              var other = CompletableFuture.supplyAsync(SmallTrainings::recurrent);
              return List.of(SmallTrainings.recurrent(), other.join());
            });
    assertEquals(List.of(wanted, wanted), hashes);
  }

  // Training

  @Test
  void anInterruptStopsBetweenTwoStepsAndTheDeviceGoesOn() {
    TestDevice.there(
        () -> {
          var stopped =
              assertThrows(
                  TrainingInterruptedException.class,
                  () -> SmallTrainings.steps(1000, step -> interruptAt(step, 7)));
          assertEquals(8, stopped.step());
          return null;
        });
    assertFalse(Thread.interrupted());
    assertEquals(SmallTrainings.recurrent(), TestDevice.there(SmallTrainings::recurrent));
  }

  private static void interruptAt(long step, long wanted) {
    if (step == wanted) Thread.currentThread().interrupt();
  }

  /** The numbers of a step that are looked at, and what is not finite, come in one read. */
  @Test
  void aStepReadsOnce() {
    TestDevice.there(
        () -> {
          SmallTrainings.steps(2, step -> {});
          Device.Counts before = TestDevice.backend().device().counts();
          SmallTrainings.steps(20, step -> {});
          Device.Counts counts = TestDevice.backend().device().counts().minus(before);
          assertEquals(20, counts.reads());
          return null;
        });
  }

  @Test
  void whatIsNotFiniteIsFoundAndNamed() {
    Parameters parameters = Parameters.seeded(1);
    TestDevice.there(
        () -> {
          Mlp network = Mlp.of(parameters, Activation.RELU, 3, 4, 1);
          var found =
              assertThrows(
                  NotFiniteException.class,
                  () ->
                      new Trainer(parameters, new Plan(8, 8, 5, 1))
                          .run(
                              new Adam(parameters, 0.1),
                              (batch, rng) -> {
                                Tensor x = Tensor.gaussian(rng, 8, 3);
                                Tensor y = network.apply(x).square().sum();
                                double by = batch.step() == 3 ? 0 : 1;
                                return Loss.of("ratio", y.over(Tensor.scalar(by)));
                              }));
          assertEquals(3, found.step());
          assertEquals("ratio", found.term());
          return null;
        });
  }

  // The check can fail

  /**
   * Where a compiler may fuse a product with a sum, or a product's chain is not fused, bits differ.
   */
  @ParameterizedTest
  @CsvSource({
    "'#pragma OPENCL FP_CONTRACT OFF', '#pragma OPENCL FP_CONTRACT ON'",
    "'s[u][v] = FMA(as[p][ty + 16 * u], bs[p][tx + 16 * v], s[u][v])',"
        + " 's[u][v] = s[u][v] + as[p][ty + 16 * u] * bs[p][tx + 16 * v]'"
  })
  void otherArithmeticHasOtherBits(String written, String instead) {
    String source = KernelSource.text();
    assertTrue(source.contains(written));
    assertTrue(differs(source.replace(written, instead)));
    assertFalse(differs(source));
  }

  /** Whether a derivative that rounds twice, or a product, differs from the processor's. */
  private static boolean differs(String source) {
    try (OpenCl driver = new OpenCl(TestDevice.found(), source, 64 * MEBIBYTE)) {
      Backend device = new DeviceBackend("other", driver);
      return !Arrays.equals(numbers(Backends.of("cpu")), numbers(device));
    }
  }

  private static float[] numbers(Backend backend) {
    int n = 64;
    Storage a = backend.allocate(n * n);
    Storage b = backend.allocate(n * n);
    Storage c = backend.allocate(n * n);
    backend.gaussian(a, n * n, Rng.of(1, "a"));
    backend.gaussian(b, n * n, Rng.of(1, "b"));
    backend.matmul(ProductSizes.nn(1, n, n, n), a, b, c);
    float[] numbers = new float[2 * n * n];
    float[] part = new float[n * n];
    backend.read(c, part, n * n);
    System.arraycopy(part, 0, numbers, 0, n * n);
    backend.softmax(true, a, c, n, n, 1);
    backend.softmaxGradient(true, c, b, c, n, n, 1);
    backend.map(Unary.EXP, 0, 0, c, c, n * n);
    backend.read(c, part, n * n);
    System.arraycopy(part, 0, numbers, n * n, n * n);
    return numbers;
  }
}
