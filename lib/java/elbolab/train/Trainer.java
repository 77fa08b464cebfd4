package elbolab.train;

import elbolab.math.Rng;
import elbolab.nn.Clip;
import elbolab.nn.Optimizer;
import elbolab.nn.Parameters;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * The training loop. What a step does depends on the plan's seed, the step's number and the
 * parameters alone, so a run that was killed and resumed from its checkpoint ends with the bits of
 * one that was not.
 *
 * <pre>{@code
 * var result = new Trainer(parameters, Plan.epochs(rows, 100, 20, seed))
 *     .listen(LiveTraining.of("Training"))   // of the show room
 *     .checkpoint(Path.of("vae.checkpoint"), 500, options.toString())
 *     .run(new Adam(parameters, 1e-3), (batch, rng) -> model.loss(data.rows(batch.rows()), rng));
 * }</pre>
 */
public final class Trainer {
  private final Parameters parameters;
  private final Plan plan;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private Clip clip = Clip.none();
  private Validation validation;
  private CheckpointFile file;

  public Trainer(Parameters parameters, Plan plan) {
    this.parameters = parameters;
    this.plan = plan;
  }

  public Trainer listen(TrainingListener listener) {
    listeners.add(listener);
    return this;
  }

  public Trainer clip(Clip newClip) {
    clip = newClip;
    return this;
  }

  /**
   * Asks for a loss on held-out data every so many steps; the parameters of the lowest are kept.
   */
  public Trainer validate(long every, DoubleSupplier loss) {
    validation = new Validation(every, loss);
    return this;
  }

  /**
   * Writes a checkpoint every so many steps, and goes on from the one that is there.
   *
   * @param settings the model's and the optimiser's options as text: a checkpoint of others is
   *     refused
   */
  public Trainer checkpoint(Path path, long every, String settings) {
    file = new CheckpointFile(path, every, settings, plan);
    return this;
  }

  public TrainingResult run(Optimizer optimizer, Objective objective) {
    return run(Pass.of("step", optimizer, objective));
  }

  /** Each batch goes through the passes in turn. */
  public TrainingResult run(Pass... passes) {
    List<Pass> inTurn = List.of(passes);
    if (inTurn.isEmpty() || inTurn.stream().map(Pass::name).distinct().count() < inTurn.size()) {
      throw new IllegalArgumentException(
          "passes " + inTurn.stream().map(Pass::name).toList() + ": one at least, no name twice");
    }
    try {
      long first = file == null ? 0 : file.resume(parameters, inTurn, validation);
      return run(first, inTurn);
    } catch (IOException failed) {
      throw new UncheckedIOException("the checkpoint cannot be read or written: " + failed, failed);
    } finally {
      listeners.forEach(TrainingListener::ended);
    }
  }

  private TrainingResult run(long first, List<Pass> passes) throws IOException {
    Batches batches = new Batches(plan);
    Rng streams = Rng.of(plan.seed(), "train");
    listeners.forEach(listener -> listener.begun(plan, first));
    long start = System.nanoTime();
    LossValues losses = null;
    for (long step = first; step < plan.steps(); step++) {
      stopIfInterrupted(step, passes);
      losses = step(passes, batches, step, streams.stream("step", step));
      long done = step + 1;
      Progress progress = Progress.after(done, plan, first, System.nanoTime() - start, losses);
      listeners.forEach(listener -> listener.stepped(progress));
      if (validation != null && validation.isDue(done, plan)) {
        boolean best = validation.run(done, parameters);
        listeners.forEach(listener -> listener.validated(progress, validation.last(), best));
      }
      if (file != null && file.isDue(done)) {
        file.write(done, parameters, passes, validation);
      }
    }
    Optional<Best> best = Optional.ofNullable(validation == null ? null : validation.best());
    return new TrainingResult(Math.max(first, plan.steps()), Optional.ofNullable(losses), best);
  }

  private LossValues step(List<Pass> passes, Batches batches, long step, Rng rng) {
    List<LossValues> parts = new ArrayList<>(passes.size());
    for (Pass pass : passes) {
      if (!pass.active().getAsBoolean()) {
        continue;
      }
      List<Tensor> frozen =
          pass.frozen().isEmpty()
              ? List.of()
              : parameters.learned(pass.frozen().toArray(String[]::new));
      frozen.forEach(tensor -> tensor.requireGradient(false));
      try {
        parts.add(repeat(pass, batches, step, rng));
      } finally {
        frozen.forEach(tensor -> tensor.requireGradient(true));
      }
    }
    return parts.size() == 1 ? parts.get(0) : LossValues.sum(parts);
  }

  /**
   * The step's own batch first, then random ones of its epoch; the values are those of the last.
   */
  private LossValues repeat(Pass pass, Batches batches, long step, Rng rng) {
    Batch own = batches.at(step);
    LossValues values = step(pass, own, rng.stream(pass.name(), 0));
    double before = Double.POSITIVE_INFINITY;
    double block = values.total();
    for (int i = 1; i < pass.repetition().most(); i++) {
      if (i % pass.repetition().block() == 0) {
        if (block >= before) {
          break;
        }
        before = block;
        block = 0;
      }
      Rng again = rng.stream(pass.name(), i);
      long other = step - own.index() + again.nextInt((int) plan.batchesPerEpoch());
      Batch drawn = new Batch(step, own.epoch(), own.index(), batches.at(other).rows());
      values = step(pass, drawn, again.stream("pass", 0));
      block += values.total();
    }
    return values;
  }

  private LossValues step(Pass pass, Batch batch, Rng rng) {
    try (Tape tape = Tape.scope()) {
      Loss loss = pass.objective().loss(batch, rng);
      Tensor total = loss.total();
      total.backward();
      List<Tensor> learned = parameters.learned();
      List<Tensor> gradients =
          learned.stream().map(Tensor::gradient).filter(Objects::nonNull).toList();
      // One look at everything: on a graphics card each one waits for all that was launched.
      List<Tensor> looked = new ArrayList<>(loss.tensors());
      looked.add(total);
      looked.add(Tensor.allFinite(gradients));
      float[] numbers = Tensor.items(looked);
      LossValues values = loss.values(numbers, numbers[numbers.length - 2]);
      boolean finite = numbers[numbers.length - 1] == 1;
      NotFiniteException.check(batch.step(), tape, loss, values, finite, learned);
      clip.apply(learned);
      pass.optimizer().step();
      return values;
    }
  }

  private void stopIfInterrupted(long step, List<Pass> passes) throws IOException {
    if (Thread.interrupted()) {
      String remedy = "run again to start anew";
      if (file != null) {
        file.write(step, parameters, passes, validation);
        remedy = "run again to go on from " + file.path();
      }
      throw new TrainingInterruptedException(step, remedy);
    }
  }
}
