package elbolab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.nn.Sgd;
import elbolab.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  @TempDir Path folder;

  /** y = x·(2, −3) + 1 without noise: least squares must find it. */
  private static final class Regression implements Objective {
    final Parameters parameters = Parameters.seeded(1);
    final Linear line = Linear.of(parameters.at("line"), 2, 1);
    final Tensor x = Tensor.gaussian(Rng.of(2, "x"), 95, 2);
    final Adam adam = new Adam(parameters, 0.05);
    final Tensor y = x.matmul(Tensor.of(new float[] {2, -3}, 2, 1)).plus(1);

    @Override
    public Loss loss(Batch batch, Rng rng) {
      Tensor error = line.apply(x.gather(0, batch.rows())).minus(y.gather(0, batch.rows()));
      return Loss.of("square", error.square().mean());
    }

    Trainer trainer(long steps) {
      return new Trainer(parameters, new Plan(95, 10, steps, 4));
    }
  }

  @Test
  void aRegressionFindsItsLine() {
    Regression model = new Regression();
    TrainingResult result = model.trainer(1000).run(model.adam, model);
    assertArrayEquals(new float[] {2, -3}, model.line.weight().toArray(), 1e-3f);
    assertEquals(1, model.line.bias().item(), 1e-3);
    assertEquals(1000, result.steps());
    assertEquals(0, result.last().orElseThrow().get("square"), 1e-5);
  }

  @Test
  void listenersHearEveryStepInOrder() {
    Regression model = new Regression();
    List<String> heard = new ArrayList<>();
    var listener =
        new TrainingListener() {
          @Override
          public void begun(Plan plan, long firstStep) {
            heard.add("begun " + firstStep);
          }

          @Override
          public void stepped(Progress p) {
            heard.add(p.done() + " of " + p.steps() + ", epoch " + p.epoch());
            assertEquals((p.steps() - p.done()) / p.stepsPerSecond(), p.secondsLeft());
            assertTrue(p.stepsPerSecond() > 0 && p.seconds() > 0);
          }

          @Override
          public void validated(Progress p, double loss, boolean best) {
            heard.add("validated " + loss + " " + best);
          }

          @Override
          public void ended() {
            heard.add("ended");
          }
        };
    double[] held = {3, 1, 2};
    int[] asked = {0};
    TrainingResult result =
        new Trainer(model.parameters, new Plan(20, 10, 5, 1))
            .listen(listener)
            .validate(2, () -> held[asked[0]++])
            .run(new Sgd(model.parameters, 0.1), model);
    assertEquals(
        List.of(
            "begun 0",
            "1 of 5, epoch 0",
            "2 of 5, epoch 0",
            "validated 3.0 true",
            "3 of 5, epoch 1",
            "4 of 5, epoch 1",
            "validated 1.0 true",
            "5 of 5, epoch 2",
            "validated 2.0 false",
            "ended"),
        heard);
    Best best = result.best().orElseThrow();
    assertEquals(4, best.step());
    String last = model.parameters.hash();
    best.restore(model.parameters);
    assertNotEquals(last, model.parameters.hash());
  }

  @Test
  void passesFreezeWhatTheySay() {
    Parameters p = Parameters.seeded(1);
    Tensor a = p.add("a", 1, 1);
    Tensor b = p.add("b", 1, 1);
    List<String> seen = new ArrayList<>();
    Objective both =
        (batch, rng) -> {
          seen.add(a.item() + " " + b.item() + " " + a.requiresGradient());
          return Loss.of("sum" + a.requiresGradient(), a.plus(b).sum());
        };
    TrainingResult result =
        new Trainer(p, new Plan(1, 1, 1, 1))
            .run(
                Pass.of("first", new Sgd(p, 0.5), both, "b"),
                Pass.of("second", new Sgd(p, 0.5), both, "a"));
    assertEquals(List.of("1.0 1.0 true", "0.5 1.0 false"), seen);
    assertEquals(0.5, a.item());
    assertEquals(0.5, b.item());
    assertTrue(a.requiresGradient() && b.requiresGradient());
    LossValues values = result.last().orElseThrow();
    assertEquals(List.of("sumtrue", "sumfalse"), values.names());
    assertEquals(3.5, values.total());
  }

  /** A loss that falls to 7 and stays: in blocks of 2 passes 19, 15, 14, 14, and then no more. */
  @Test
  void aPassIsRepeatedUntilItGainsNothingMore() {
    assertEquals(8, passesOf(new Pass.Repetition(100, 2)));
    assertEquals(5, passesOf(new Pass.Repetition(5, 2)));
    assertEquals(1, passesOf(new Pass.Repetition(1, 1)));
  }

  private static int passesOf(Pass.Repetition repetition) {
    Parameters p = Parameters.seeded(1);
    Tensor w = p.add("w", 0, 1);
    List<Batch> seen = new ArrayList<>();
    Objective falling =
        (batch, rng) -> {
          seen.add(batch);
          double value = Math.max(7, 11 - seen.size());
          return Loss.of("falling", w.sum().plus(value).minus(w.stopGradient().sum()));
        };
    new Trainer(p, new Plan(40, 4, 1, 1))
        .run(Pass.of("again", new Sgd(p, 0.1), falling).repeated(repetition));
    assertTrue(seen.stream().allMatch(batch -> batch.step() == 0 && batch.rows().length == 4));
    long different = seen.stream().map(batch -> batch.rows()[0]).distinct().count();
    assertTrue(seen.size() < 3 || different > 1, "always the same batch");
    assertEquals(-0.1 * seen.size(), w.item(), 1e-6);
    return seen.size();
  }

  @Test
  void aPassThatIsNotActiveIsLeftOut() {
    Parameters p = Parameters.seeded(1);
    Tensor w = p.add("w", 0, 1);
    boolean[] first = {true};
    Objective up = (batch, rng) -> Loss.of("up", w.sum().negate());
    Objective down = (batch, rng) -> Loss.of("down", w.sum());
    new Trainer(p, new Plan(1, 1, 5, 1))
        .listen(progress -> first[0] = progress.done() < 3)
        .run(
            Pass.of("first", new Sgd(p, 1), up).when(() -> first[0]),
            Pass.of("second", new Sgd(p, 10), down).when(() -> !first[0]));
    assertEquals(3 - 20, w.item());
  }

  @Test
  void aLossThatBreaksNamesStepTermAndParameter() {
    Parameters p = Parameters.seeded(1);
    Tensor fine = p.add("fine", 1, 2);
    Tensor ends = p.add("ends", 0.25, 1);
    Objective objective =
        (batch, rng) -> Loss.of("square", fine.square().sum()).plus("root", 0.1, ends.sqrt().sum());
    NotFiniteException broken =
        assertThrows(
            NotFiniteException.class,
            () -> new Trainer(p, new Plan(1, 1, 9, 1)).run(new Sgd(p, 1), objective));
    // 0.25 − 0.1·½/√0.25 = 0.15, then 0.15 − 0.05/√0.15 = 0.02, then below 0.
    assertEquals(3, broken.step());
    assertEquals("root", broken.term());
    assertEquals("ends", broken.parameter());
    assertTrue(broken.getMessage().startsWith("step 3: loss term \"root\" is NaN; on the way"));
    assertTrue(Float.isFinite(ends.item()), "the broken step was not made");
  }

  @Test
  void aFiniteLossWithABrokenGradientIsFound() {
    Parameters p = Parameters.seeded(1);
    Tensor first = p.add("first", 1, 1);
    Tensor second = p.add("second", 0, 1);
    Objective objective =
        (batch, rng) ->
            Loss.of("fine", first.square().sum()).plus("root", first.times(second.sqrt()).sum());
    NotFiniteException broken =
        assertThrows(
            NotFiniteException.class,
            () -> new Trainer(p, new Plan(1, 1, 9, 1)).run(new Sgd(p, 1), objective));
    assertEquals("root", broken.term());
    assertEquals("second", broken.parameter());
    assertTrue(broken.getMessage().contains("\"root\" is 0.0"), broken.getMessage());
  }

  @Test
  void aHugeButFiniteGradientIsNoError() {
    Parameters p = Parameters.seeded(1);
    Tensor w = p.add("w", 0, 1);
    new Trainer(p, new Plan(1, 1, 3, 1))
        .run(new Sgd(p, 1e-30), (batch, rng) -> Loss.of("steep", w.times(1e30).sum()));
    assertEquals(-3, w.item(), 1e-6);
  }

  @Test
  void anInterruptStopsBetweenStepsAndAnotherRunGoesOn() throws Exception {
    Regression undisturbed = new Regression();
    undisturbed.trainer(300).run(undisturbed.adam, undisturbed);
    Regression model = new Regression();
    Path path = folder.resolve("run.checkpoint");
    var stopper =
        new TrainingListener() {
          @Override
          public void stepped(Progress progress) {
            if (progress.done() == 123) {
              Thread.currentThread().interrupt();
            }
          }
        };
    TrainingInterruptedException stopped =
        assertThrows(
            TrainingInterruptedException.class,
            () ->
                model
                    .trainer(300)
                    .checkpoint(path, 1000, "")
                    .listen(stopper)
                    .run(model.adam, model));
    assertEquals(123, stopped.step());
    assertTrue(stopped.getMessage().contains("run again to go on from " + path));
    assertFalse(Thread.currentThread().isInterrupted(), "the exception carries it now");
    assertEquals(123, Checkpoint.read(path).step());
    Regression again = new Regression();
    again.trainer(300).checkpoint(path, 1000, "").run(again.adam, again);
    assertEquals(undisturbed.parameters.hash(), again.parameters.hash());
    Regression finished = new Regression();
    TrainingResult result =
        finished.trainer(300).checkpoint(path, 1000, "").run(finished.adam, finished);
    assertTrue(result.last().isEmpty());
    assertEquals(undisturbed.parameters.hash(), finished.parameters.hash());
  }

  @Test
  void aCheckpointOfAnotherRunIsRefused() {
    Regression model = new Regression();
    Path path = folder.resolve("run.checkpoint");
    model.trainer(10).checkpoint(path, 5, "width 2").run(model.adam, model);
    Regression other = new Regression();
    CheckpointException refused =
        assertThrows(
            CheckpointException.class,
            () -> other.trainer(10).checkpoint(path, 5, "width 3").run(other.adam, other));
    assertTrue(refused.getMessage().contains("seed 4; width 2\", this run's"));
    Regression longer = new Regression();
    assertEquals(
        20, longer.trainer(20).checkpoint(path, 5, "width 2").run(longer.adam, longer).steps());
  }

  @Test
  void aHalfWrittenTemporaryFileDisturbsNothing() throws Exception {
    Regression model = new Regression();
    Path path = folder.resolve("run.checkpoint");
    Files.write(folder.resolve("run.checkpoint.writing"), new byte[] {1, 2, 3});
    model.trainer(10).checkpoint(path, 5, "").run(model.adam, model);
    assertEquals(10, Checkpoint.read(path).step());
  }

  @Test
  void progressSaysHowFarARunHasCome() {
    Regression model = new Regression();
    List<String> lines = new ArrayList<>();
    model.trainer(30).listen(progress -> lines.add(progress.toString())).run(model.adam, model);
    assertEquals(30, lines.size());
    String shown = lines.get(29);
    assertTrue(shown.contains("step 30 of 30 (100 %), "), shown);
    assertTrue(shown.contains(" left, loss "), shown);
  }
}
