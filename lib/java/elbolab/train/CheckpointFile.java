package elbolab.train;

import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.nn.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where a run keeps its checkpoint, how often, and what stands in it. */
final class CheckpointFile {
  private static final String PARAMETERS = "parameters/";
  private static final String OPTIMIZER = "optimizer/";
  private static final String STREAM = "random/train";
  private static final String BEST = "best/";
  private static final String BEST_AT = "best at";

  private final Path path;
  private final long every;
  private final Plan plan;
  private final String settings;

  CheckpointFile(Path path, long every, String settings, Plan plan) {
    if (every < 1) {
      throw new IllegalArgumentException("checkpoint every " + every + " steps: at least 1");
    }
    this.path = path;
    this.every = every;
    this.plan = plan;
    // The number of steps is left out: a finished run may be made longer.
    this.settings =
        "rows %d, batch %d, seed %d; %s"
            .formatted(plan.rows(), plan.batchSize(), plan.seed(), settings);
  }

  Path path() {
    return path;
  }

  boolean isDue(long done) {
    return done % every == 0 || done == plan.steps();
  }

  void write(long done, Parameters parameters, List<Pass> passes, Validation validation)
      throws IOException {
    Safetensors arrays = new Safetensors();
    arrays.putAll(PARAMETERS, parameters.toSafetensors());
    for (Pass pass : passes) {
      arrays.putAll(OPTIMIZER + pass.name() + "/", pass.optimizer().state());
    }
    arrays.put(STREAM, stream());
    if (validation != null && validation.best() != null) {
      Best best = validation.best();
      arrays.putAll(BEST, best.parameters());
      arrays.put(BEST_AT, best.step(), Double.doubleToRawLongBits(best.loss()));
    }
    new Checkpoint(done, settings, arrays).write(path);
  }

  /** Takes up the run from the file, if there is one, and says how many steps are done. */
  long resume(Parameters parameters, List<Pass> passes, Validation validation) throws IOException {
    if (!Files.exists(path)) {
      return 0;
    }
    Checkpoint checkpoint = Checkpoint.read(path);
    Safetensors arrays = checkpoint.arrays();
    check("settings", settings, checkpoint.settings());
    check("random stream", Arrays.toString(stream()), Arrays.toString(arrays.longs(STREAM)));
    parameters.load(arrays.under(PARAMETERS), path.toString());
    for (Pass pass : passes) {
      pass.optimizer().restore(arrays.under(OPTIMIZER + pass.name() + "/"));
    }
    if (validation != null && arrays.names().contains(BEST_AT)) {
      long[] at = arrays.longs(BEST_AT);
      validation.resume(new Best(at[0], Double.longBitsToDouble(at[1]), arrays.under(BEST)));
    }
    return checkpoint.step();
  }

  private void check(String what, String ours, String theirs) {
    if (!ours.equals(theirs)) {
      throw new CheckpointException(
          "%s is of another run: its %s is \"%s\", this run's \"%s\". Use another path, or delete it"
              .formatted(path, what, theirs, ours));
    }
  }

  private long[] stream() {
    Rng.State state = Rng.of(plan.seed(), "train").state();
    return new long[] {state.key(), state.stream(), state.position()};
  }
}
