package elbolab.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.deepdive.TrainedDeepDive;
import elbolab.tensor.Storage;
import elbolab.tensor.Tensor;
import elbolab.train.TrainingInterruptedException;
import elbolab.vae.TrainedVae;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What CUDA's driver is asked for, by a stand-in for it: order, replay, memory, threads. */
class CudaTest {
  private static final long MEBIBYTE = 1 << 20;

  // What is not there

  @Test
  void withoutTheDriverTheRemedyIsSaid() throws Exception {
    String said = TrainingProcess.on("cuda", Map.of(), "-Delbolab.cuda=no-such-library").error();
    assertTrue(said.contains("NVIDIA's driver is not installed (Unable to load library"), said);
    assertFalse(said.contains(".jar"), said);
    assertTrue(said.contains("environment/gpu.md"), said);
  }

  @Test
  void aNumberThatNoCardHas() {
    StandIn.card();
    var refused = assertThrows(DeviceException.class, () -> Cuda.open(7));
    assertEquals(
        "no CUDA card 7; there are [stand-in (CUDA 12.4), an old card (CUDA 12.4)]",
        refused.getMessage());
  }

  @Test
  void aCardWithoutTheInstructionsIsRefused() {
    StandIn.card();
    var refused = assertThrows(DeviceException.class, () -> Cuda.open(1));
    assertEquals(
        "an old card has compute capability 6.0; the kernels need 7.5", refused.getMessage());
  }

  // Trainings

  @Test
  void twoHundredStepsOfAVae() {
    assertSame("VAE", 200, () -> TrainedVae.hash(4, 24));
  }

  @Test
  void interleavedStepsOfDeepDive() {
    assertSame("DeepDIVE", 60, TrainedDeepDive::hash);
  }

  @Test
  void convolutionalVae() {
    assertSame("convolutional VAE", 40, SmallTrainings::convolutional);
  }

  /** Equal bits; and nearly all lists of launches have the shape of an earlier one. */
  private static void assertSame(String model, int steps, Supplier<String> training) {
    Cuda card = StandIn.card();
    CudaGraphs.Counts before = card.graphCounts();
    Device.Counts counted = card.counts();
    assertEquals(training.get(), StandIn.there(training));
    CudaGraphs.Counts after = card.graphCounts();
    long built = after.built() - before.built();
    long replayed = after.replayed() - before.replayed();
    Device.Counts counts = card.counts().minus(counted);
    System.out.printf(
        "%s by CUDA: %.1f launches, %.2f reads a step; %d graphs built, %d replayed, %d launches"
            + " patched, %d alone%n",
        model,
        counts.launches() / (double) steps,
        counts.reads() / (double) steps,
        built,
        replayed,
        after.patched() - before.patched(),
        after.alone() - before.alone());
    assertTrue(replayed >= steps - 10 && built <= 16, after + " after " + before);
  }

  // Graphs

  /**
   * The same launches on other numbers, then others: the second list is patched, the third built.
   */
  @Test
  void whatChangedIsPatchedIntoAGraph() {
    Cuda card = StandIn.card();
    Tensor x = Tensor.of(new float[] {1, 2, 3}, 3).to(StandIn.backend());
    sum(x, 1, 5);
    CudaGraphs.Counts before = card.graphCounts();
    assertArrayEquals(new float[] {26, 27, 28}, sum(x, 5, 5));
    CudaGraphs.Counts patched = card.graphCounts();
    assertEquals(before.built(), patched.built());
    assertEquals(before.replayed() + 1, patched.replayed());
    assertTrue(patched.patched() >= before.patched() + 5);
    assertArrayEquals(new float[] {31, 32, 33}, sum(x, 5, 6));
    assertEquals(patched.built() + 1, card.graphCounts().built());
    assertEquals(patched.replayed(), card.graphCounts().replayed());
  }

  private static float[] sum(Tensor x, double each, int times) {
    for (int i = 0; i < times; i++) x = x.plus(each);
    return x.toArray();
  }

  /** A list may grow longer than one graph holds. */
  @Test
  void longListsAreCut() {
    Tensor x = Tensor.zeros(7).to(StandIn.backend());
    assertEquals(2500, sum(x, 1, 2500)[3]);
  }

  // Memory

  @Test
  void aFullCardSaysHowMuchWasAskedAndIsFree() {
    Cuda card = StandIn.card();
    DeviceBackend device = new DeviceBackend("full", card);
    Storage held = device.allocate((int) (100 * MEBIBYTE / Float.BYTES));
    var full =
        assertThrows(
            DeviceMemoryException.class,
            () -> device.allocate((int) (200 * MEBIBYTE / Float.BYTES)));
    assertEquals(200 * MEBIBYTE, full.asked());
    assertTrue(full.free() <= StandIn.MEMORY - 100 * MEBIBYTE && full.free() > 0);
    assertTrue(full.getMessage().contains("of its 256.0 MiB are free"), full.getMessage());
    device.release(held);
    device.release(device.allocate((int) (200 * MEBIBYTE / Float.BYTES)));
  }

  /** Launches that wait still need what nobody holds any more. */
  @Test
  void whatNobodyHoldsIsFreedWhenRoomIsNeeded() {
    Tensor x = Tensor.zeros((int) (20 * MEBIBYTE / Float.BYTES)).to(StandIn.backend());
    for (int i = 0; i < 40; i++) x = x.plus(1);
    assertEquals(40, x.toArray()[7]);
  }

  // Together with others

  @Test
  void twoThreadsOnOneCard() {
    String wanted = SmallTrainings.recurrent();
    List<String> hashes =
        StandIn.there(
            () -> {
              var other = CompletableFuture.supplyAsync(SmallTrainings::recurrent);
              return List.of(SmallTrainings.recurrent(), other.join());
            });
    assertEquals(List.of(wanted, wanted), hashes);
  }

  @Test
  void twoProcessesOnOneCard() throws Exception {
    StandIn.card();
    String wanted = SmallTrainings.recurrent();
    String library = "-Delbolab.cuda=" + System.getProperty("elbolab.cuda");
    TrainingProcess first = TrainingProcess.on("cuda", Map.of(), library);
    TrainingProcess second = TrainingProcess.on("cuda:0", Map.of(), library);
    assertEquals(wanted, first.output());
    assertEquals(wanted, second.output());
  }

  @Test
  void anInterruptStopsBetweenTwoStepsAndTheCardGoesOn() {
    StandIn.there(
        () ->
            assertThrows(
                TrainingInterruptedException.class,
                () ->
                    SmallTrainings.steps(
                        1000,
                        step -> {
                          if (step == 7) Thread.currentThread().interrupt();
                        })));
    assertFalse(Thread.interrupted());
    assertEquals(SmallTrainings.recurrent(), StandIn.there(SmallTrainings::recurrent));
  }
}
