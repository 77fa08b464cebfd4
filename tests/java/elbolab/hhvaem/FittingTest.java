package elbolab.hhvaem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.math.Rng;
import elbolab.math.Workers;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.train.Progress;
import elbolab.train.TrainingInterruptedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FittingTest {
  private static final Table TABLE = GeneratedTable.of(80, "real", 1);
  private static final Features FEATURES = Features.of(TABLE);
  private static final TrainingLengths SHORT =
      new TrainingLengths(32, 40, 60, 0.2, 20, 1e-3, 1e-2, 0.99, 5);

  private static HhVaemOptions hierarchy() {
    return HhVaemOptions.hhVaem(3, 2)
        .hidden(16)
        .chain(new HhVaemOptions.Chain(3, 2, 0.05, 0.2, 4, 10));
  }

  private static HhVaem model(HhVaemOptions options) {
    return HhVaem.of(FEATURES, options);
  }

  /** γ_l = L d_l KL_l/Σ d_i KL_i by hand; the published form sums to 1. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void balancedDivergences(boolean asPublished) {
    HhVaem model = model(asPublished ? hierarchy().with(Defect.BALANCE_NOT_DETACHED) : hierarchy());
    Dataset data = FEATURES.encode(TABLE);
    Observed x = data.rows(0, 1, 2, 3);
    Given given = model.given(x, Rng.of(1, "given"));
    Fitting fitting = model.fitting(data, SHORT);
    Normal q = model.dependency().encode(given);
    List<Tensor> kl = model.dependency().divergences(q);
    double first = kl.get(0).item();
    double second = kl.get(1).item();
    double sum = 3 * first + 2 * second;
    double levels = asPublished ? 1 : 2;
    double expected = levels * (3 * first * first + 2 * second * second) / sum;
    var loss = fitting.elbo(given, 0.5, true, Rng.of(2, "latent"));
    assertEquals(expected, loss.terms().get(1).value().item(), 1e-5 * expected);
    var plain = fitting.elbo(given, 0.5, false, Rng.of(2, "latent"));
    assertEquals(first + second, plain.terms().get(1).value().item(), 1e-5);
  }

  /** The generator's loss is minus the objective that the chain reports at its ends. */
  @Test
  void ascentOnTheJointDensity() {
    HhVaem model = model(hierarchy());
    Fitting fitting = model.fitting(FEATURES.encode(TABLE), SHORT);
    Progress[] last = new Progress[1];
    fitting.listen(progress -> last[0] = progress);
    String before = model.dependency().parameters().at("prior").hash();
    fitting.run();
    double objective = fitting.round().objective();
    assertEquals(-objective, last[0].losses().get("hmc"), 1e-3 * Math.abs(objective));
    assertTrue(!before.equals(model.dependency().parameters().at("prior").hash()));
    assertEquals(model.stepSizes().mean(), fitting.round().meanStep(), 1e-6);
    assertTrue(model.inflation()[0] != 1 && model.inflation()[1] != 1);
  }

  /**
   * At the start, with small steps, both chains are accepted nearly always; and both objectives are
   * the log joint, up to the Jacobian.
   */
  @Test
  void chainsInBothCoordinates() {
    HhVaemOptions small = hierarchy().chain(new HhVaemOptions.Chain(2, 2, 0.001, 0.001, 0, 10));
    HhVaem model = model(small);
    Observed x = FEATURES.encode(TABLE).rows(0, 1, 2, 3);
    for (Coordinates coordinates : Coordinates.values()) {
      var log = coordinates.train(model, x, 3, Rng.of(1, "chains"));
      assertEquals(3, log.size());
      assertTrue(log.get(0).acceptance() > 0.99, coordinates + ": " + log.get(0).acceptance());
    }
  }

  /** The same seed gives the same bits, on one thread and on three, for each of the five models. */
  @Test
  void sameBits() {
    List<HhVaemOptions> five =
        List.of(
            HhVaemOptions.vaem(3).hidden(16),
            HhVaemOptions.miwaem(3).hidden(16),
            HhVaemOptions.hVaem(3, 2).hidden(16),
            HhVaemOptions.hmcVaem(3).hidden(16).chain(hierarchy().chain().get()),
            hierarchy());
    int threads = Workers.threads();
    try {
      for (HhVaemOptions options : five) {
        Workers.useThreads(1);
        String once = hash(options);
        Workers.useThreads(3);
        assertEquals(once, hash(options), options.toString());
      }
    } finally {
      Workers.useThreads(threads);
    }
  }

  /** A run that is stopped in any of its stages and goes on in another model ends with its bits. */
  @Test
  void resumedInEachStage(@TempDir Path folder) {
    String whole = hash(hierarchy());
    for (long stop : new long[] {25, 40 + 31, 40 + 48 + 7}) {
      Path own = folder.resolve("stopped after " + stop);
      long[] done = new long[1];
      Fitting stopped =
          model(hierarchy())
              .fitting(FEATURES.encode(TABLE), SHORT)
              .checkpoint(own, 10)
              .listen(
                  progress -> {
                    if (++done[0] == stop) {
                      Thread.currentThread().interrupt();
                    }
                  });
      assertThrows(TrainingInterruptedException.class, stopped::run);
      HhVaem again = model(hierarchy());
      again.fitting(FEATURES.encode(TABLE), SHORT).checkpoint(own, 10).run();
      assertEquals(whole, again.parameters().hash());
    }
  }

  /** What lives after a collection does not grow with the steps, in the stage with HMC least. */
  @Test
  void memoryIsFlat() {
    TrainingLengths longer = new TrainingLengths(32, 40, 800, 0.75, 20, 1e-3, 1e-2, 0.99, 5);
    List<Long> used = new ArrayList<>();
    HhVaem model = model(hierarchy());
    Fitting fitting = model.fitting(FEATURES.encode(TABLE), longer);
    fitting.listen(
        progress -> {
          if (fitting.round() != null && progress.done() % 150 == 0) {
            used.add(liveBytes());
          }
        });
    fitting.run();
    assertEquals(4, used.size());
    long growth = used.get(3) - used.get(0);
    assertTrue(growth < 1_000_000, "450 steps with HMC added " + growth + " bytes: " + used);
  }

  private static long liveBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static String hash(HhVaemOptions options) {
    HhVaem model = model(options);
    model.fitting(FEATURES.encode(TABLE), SHORT).run();
    return model.parameters().hash();
  }
}
