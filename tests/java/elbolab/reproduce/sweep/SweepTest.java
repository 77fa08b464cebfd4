package elbolab.reproduce.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.DataFolder;
import elbolab.math.Rng;
import elbolab.reproduce.Computed;
import elbolab.reproduce.Experiments;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.reproduce.UnitResult;
import elbolab.reproduce.UsageError;
import elbolab.reproduce.experiments.HmcPosteriors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps over a bowl whose lowest point is known, and over models whose bits must not change. */
class SweepTest {
  private static final DataFolder NO_DATA = new DataFolder(List.of(), Path.of("nowhere"));

  @TempDir Path folder;

  enum Shape {
    ROUND,
    FLAT
  }

  record Inner(double y) {}

  record Bowl(double x, Inner inner, Shape shape, int effort, List<Integer> widths) {
    Bowl {
      if (x < -10) {
        throw new IllegalArgumentException("x = " + x + ": at least -10");
      }
    }

    /** (x − 1)² + (y + 2)², and noise of the seed that effort makes smaller. */
    Map<String, Double> depth(long seed) {
      double y = shape == Shape.FLAT ? -2 : inner.y;
      double noise = Rng.of(seed, "bowl").nextGaussian() / effort;
      return Map.of("depth", (x - 1) * (x - 1) + (y + 2) * (y + 2) + noise, "x", x);
    }
  }

  private static Subject bowl() {
    Bowl start = new Bowl(0, new Inner(0), Shape.ROUND, 1000, List.of(1));
    return Subject.of("bowl", start, Bowl::depth);
  }

  @Test
  void aGridIsEveryCombinationAndTheLowestOfThemIsFound() {
    Sweep sweep =
        Sweep.over(bowl())
            .grid("x", -1, 0, 1, 2)
            .grid("inner.y", -3, -2, 0.5)
            .seeds(3)
            .best("lowest depth");
    assertEquals(36, sweep.units(sweep.settings()).size());
    Outcomes outcomes = sweep.run(NO_DATA, 2);
    assertTrue(outcomes.sentence().contains("that of x=1, inner.y=-2."), outcomes.sentence());
    double[] depths = outcomes.values("depth");
    double noise = 0;
    for (long seed = 1; seed <= 3; seed++) {
      noise += Rng.of(seed, "bowl").nextGaussian() / 3000;
    }
    assertEquals(4 + 1 + noise, depths[0], 1e-12); // x = −1, y = −3
    assertEquals(1 + 6.25 + noise, depths[11], 1e-12); // x = 2, y = 0.5
  }

  @Test
  void optionsTakeWordsListsAndRecordsWithinRecords() {
    Sweep sweep =
        Sweep.over(bowl())
            .fix("widths", List.of(3.0, 4.0))
            .fix("x", 1)
            .grid("shape", "flat", "ROUND")
            .grid("inner.y", 1);
    assertEquals("shape=flat, inner.y=1", sweep.settings().get(0).toString());
    double[] depths = sweep.run(NO_DATA, 1).values("depth");
    assertEquals(9, depths[1] - depths[0], 1e-12);
    assertEquals(List.of(3, 4), ((Bowl) sweep.base()).widths);
  }

  @Test
  void whatDoesNotFitIsSaidWithItsRemedy() {
    Sweep sweep = Sweep.over(bowl());
    assertRefused(sweep.grid("effrt", 1), "no option 'effrt'; nearest: effort");
    assertRefused(sweep.grid("inner.z", 1), "no option 'z'; nearest: y");
    assertRefused(sweep.grid("inner", 1), "inner holds options of its own: inner.y");
    assertRefused(sweep.grid("effort", 1.5), "effort: 1.5 is not a whole number");
    assertRefused(sweep.grid("effort", 3e9), "is not a whole number");
    assertRefused(sweep.grid("shape", "rond"), "shape: no 'rond'; nearest: round");
    assertRefused(sweep.grid("widths", "wide"), "widths: wide is not a whole number");
    assertRefused(sweep.grid("x", -11), "x=-11: x = -11.0: at least -10");
    assertRefused(sweep.grid("x", 1, true), "x: true is not a number");
    assertRefused(sweep, "an empty grid: name at least one option");
    assertRefused(sweep.grid("x"), "an empty grid: x has no values");
    assertRefused(sweep.grid("x", 1).on("bowll"), "no data set 'bowll'; nearest: bowl");
    assertRefused(sweep.grid("x", 1).halving("effort", 1, 9, 3), "which settings are best");
    assertRefused(
        sweep.grid("effort", 1).best("lowest depth").halving("effort", 1, 9, 3),
        "effort is the budget of the halving and cannot be varied too");
    Object[] many = new Object[1000];
    Arrays.setAll(many, i -> i);
    assertRefused(
        sweep.grid("x", many).grid("effort", many),
        "a grid of 1,000,000 settings (1,000 of x × 1,000 of effort), more than 10,000");
    String metric =
        assertThrows(UsageError.class, () -> sweep.grid("x", 1).best("lowest dept").run(NO_DATA, 1))
            .getMessage();
    assertEquals("no metric 'dept'; nearest: depth. All of them: depth, x", metric);
  }

  private static void assertRefused(Sweep sweep, String why) {
    String message =
        assertThrows(UsageError.class, () -> sweep.units(sweep.settings())).getMessage();
    assertTrue(message.contains(why), message);
  }

  /** Means and ranges of 4,000 draws; a longer search begins with the shorter one. */
  @Test
  void randomSearchesDrawFromTheirRanges() {
    Map<String, Range> ranges = new LinkedHashMap<>();
    ranges.put("x", new Range.Uniform(-1, 3));
    ranges.put("inner.y", new Range.LogUniform(0.01, 100));
    ranges.put("effort", new Range.Uniform(1, 6));
    ranges.put("shape", new Range.Listed(List.of("flat", "round", "round")));
    Sweep sweep = Sweep.over(bowl()).random(4000, 7, ranges);
    List<Setting> settings = sweep.settings();
    assertEquals(sweep.random(10, 7, ranges).settings(), settings.subList(0, 10));
    assertMean(1, 4 / Math.sqrt(12), settings, s -> (double) s.values().get("x"));
    // log y is uniform on ±log 100.
    assertMean(
        0,
        2 * Math.log(100) / Math.sqrt(12),
        settings,
        s -> Math.log((double) s.values().get("inner.y")));
    assertMean(3.5, Math.sqrt(35 / 12.0), settings, s -> (int) s.values().get("effort"));
    assertMean(
        1 / 3.0, Math.sqrt(2) / 3, settings, s -> s.values().get("shape") == Shape.FLAT ? 1 : 0);
    assertThrows(UsageError.class, () -> new Range.LogUniform(0, 1));
    assertThrows(UsageError.class, () -> new Range.Uniform(2, 2));
  }

  private static void assertMean(
      double truth, double deviation, List<Setting> settings, ToDoubleFunction<Setting> value) {
    double mean = settings.stream().mapToDouble(value).average().orElseThrow();
    assertEquals(truth, mean, 4 * deviation / Math.sqrt(settings.size()));
  }

  /** 9 settings with effort 10, the best 3 with 30, the best of these with 90. */
  @Test
  void halvingSpendsTheMostOnTheBest() {
    Sweep sweep =
        Sweep.over(bowl())
            .grid("x", -3, -2, -1, 0, 1, 2, 3, 4, 5)
            .fix("inner.y", -2)
            .best("lowest depth")
            .halving("effort", 10, 90, 3);
    SweepExperiment experiment = sweep.experiment();
    Result soFar = Result.of(experiment);
    Set<String> run = new HashSet<>();
    for (List<Unit> open = sweep.open(soFar, Set.of());
        !open.isEmpty();
        open = sweep.open(soFar, Set.of())) {
      // The last unit first: the order must not matter.
      Unit unit = open.get(open.size() - 1);
      run.add(unit.model());
      soFar = Computed.of(experiment, unit, NO_DATA).addedTo(soFar);
    }
    assertEquals(13, run.size());
    assertTrue(
        run.containsAll(List.of("effort=30, x=0", "effort=30, x=1", "effort=30, x=2")),
        run::toString);
    assertTrue(run.contains("effort=90, x=1"), run::toString);
  }

  @Test
  void aSettingThatFailsDropsOutOfTheHalving() {
    Subject fragile =
        Subject.of(
            "fragile",
            new Bowl(0, new Inner(-2), Shape.ROUND, 1, List.of(1)),
            (bowl, seed) -> {
              if (bowl.x == 1) {
                throw new ArithmeticException("broke");
              }
              return bowl.depth(seed);
            });
    Outcomes outcomes =
        Sweep.over(fragile)
            .grid("x", 1, 2, 5)
            .best("lowest depth")
            .halving("effort", 100, 300, 3)
            .run(NO_DATA, 2);
    assertEquals(3, outcomes.values("x").length);
    assertTrue(outcomes.sentence().contains("effort=300, x=2"), outcomes.sentence());
  }

  /**
   * A training that goes on from a shorter one has the bits of one that was long from the start.
   */
  @Test
  void whatWasTrainedIsTakenUpBitForBit() {
    Sweep plain =
        Sweep.over(VaeTrial.standard())
            .fix("images", 200)
            .fix("hidden", 8)
            .grid("beta", 0.5, 2)
            .grid("latent", 2, 3)
            .best("highest bound")
            .halving("epochs", 1, 4, 2);
    Sweep kept = plain.keeping(folder);
    assertEquals(plain.run(NO_DATA, 1).toString(), kept.run(NO_DATA, 2).toString());
    assertEquals(4, folder.toFile().listFiles().length);
    // Trainings that are further than what is asked for are not used.
    assertEquals(plain.run(NO_DATA, 1).toString(), kept.run(NO_DATA, 1).toString());
  }

  /** What a sweep says of an experiment is what the experiment says. */
  @Test
  void anExperimentIsSweptByItsSettings() {
    Outcomes outcomes =
        Sweep.over(Experiments.find("hmc-posteriors", Scale.QUICK).orElseThrow())
            .on("normal-inverse-gamma")
            .models("NUTS")
            .fix("draws", 100)
            .grid("chains", 2, 3)
            .run(NO_DATA, 2);
    var three = new HmcPosteriors(Scale.QUICK, new HmcPosteriors.Settings(3, 1000, 100));
    UnitResult direct =
        UnitResult.of(
            Unit.of("normal-inverse-gamma", "NUTS", 1),
            three.run(Unit.of("normal-inverse-gamma", "NUTS", 1), NO_DATA));
    assertEquals(direct.metrics().get("mean of m"), outcomes.values("mean of m")[1]);
  }

  @Test
  @Timeout(20)
  void anInterruptStopsEveryThread() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(2);
    AtomicInteger stopped = new AtomicInteger();
    Subject slow =
        Subject.of(
            "slow",
            new Inner(0),
            (options, seed) -> {
              begun.countDown();
              try {
                Thread.sleep(60_000);
                return Map.of("y", options.y);
              } catch (InterruptedException interrupted) {
                stopped.incrementAndGet();
                throw new CancellationException("stopped");
              }
            });
    Thread cell =
        new Thread(
            () ->
                assertThrows(
                    CancellationException.class,
                    () -> Sweep.over(slow).grid("y", 1, 2, 3, 4, 5).run(NO_DATA, 2)));
    cell.start();
    begun.await();
    cell.interrupt();
    cell.join();
    assertEquals(2, stopped.get());
  }
}
