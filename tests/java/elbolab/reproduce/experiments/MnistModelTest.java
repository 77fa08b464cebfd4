package elbolab.reproduce.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.GeneratedDigits;
import elbolab.data.Mnist;
import elbolab.math.DoubleMath;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.Claims;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.reproduce.experiments.MnistLikelihood.Settings;
import elbolab.train.TrainingInterruptedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The recipes on few digits: that they run, learn, go on and are told apart. */
class MnistModelTest {
  private static final Settings FEW = new Settings(200, 2, 200, 50, 30, 2, 1, 40, 3, 3);
  private static final Mnist DIGITS =
      new Mnist(GeneratedDigits.draw(300, 1).images(), GeneratedDigits.draw(40, 2).images());

  @TempDir Path folder;

  /** A training of seconds beats fair coins for all pixels, and a finished one is not run again. */
  @ParameterizedTest
  @EnumSource(MnistModel.class)
  void learnsAndIsTheSameFromItsCheckpoint(MnistModel model) {
    Map<String, Double> first = model.run(FEW, DIGITS, 1, folder);
    double coins = 784 * DoubleMath.log(2);
    assertTrue(first.get("nll") < 0.99 * coins, first.toString());
    assertEquals(first, model.run(FEW, DIGITS, 1, folder));
  }

  @Test
  void aStoppedTrainingGoesOnWithTheSameBits() throws InterruptedException {
    Settings longer = new Settings(200, 2, 200, 50, 60, 2, 1, 40, 3, 3);
    Map<String, Double> whole =
        MnistModel.VAE_FIXED.run(longer, DIGITS, 1, folder.resolve("whole"));
    Path parts = folder.resolve("parts");
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread run =
        new Thread(
            () ->
                end.set(
                    assertThrows(
                        TrainingInterruptedException.class,
                        () -> MnistModel.VAE_FIXED.run(longer, DIGITS, 1, parts))));
    run.start();
    Path file = parts.resolve("mnist-fixed-VAE-1").resolve("training.checkpoint");
    while (run.isAlive() && !file.toFile().exists()) {
      Thread.sleep(1);
    }
    run.interrupt();
    run.join();
    long steps = ((TrainingInterruptedException) end.get()).step();
    assertTrue(steps > 0 && steps < 120, "stopped after " + steps + " of 120 steps");
    assertEquals(whole, MnistModel.VAE_FIXED.run(longer, DIGITS, 1, parts));
  }

  @Test
  void eachUnitHasItsModelAndEachAnswerItsClaim() {
    MnistLikelihood experiment = MnistLikelihood.at(Scale.PAPER);
    for (String pixels : new String[] {MnistLikelihood.REDRAWN, MnistLikelihood.FIXED}) {
      for (Unit unit : experiment.units(pixels, 1)) {
        assertEquals(unit.model(), MnistModel.of(unit).title());
      }
    }
    for (ClaimMetric answer : experiment.answers()) {
      boolean fixed = answer.claim().contains("pythae");
      assertEquals(fixed ? MnistLikelihood.FIXED : MnistLikelihood.REDRAWN, answer.dataSet());
      assertTrue(Claims.of(answer.claim()).printedValue() > 80);
    }
    assertEquals(8, experiment.answers().size());
  }
}
