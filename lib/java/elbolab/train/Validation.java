package elbolab.train;

import elbolab.nn.Parameters;
import elbolab.tensor.Tape;
import java.util.function.DoubleSupplier;

/** Measures the model on held-out data now and then, and keeps the parameters of the best. */
final class Validation {
  private final long every;
  private final DoubleSupplier loss;
  private double last = Double.NaN;
  private Best best;

  Validation(long every, DoubleSupplier loss) {
    if (every < 1) {
      throw new IllegalArgumentException("validate every " + every + " steps: at least 1");
    }
    this.every = every;
    this.loss = loss;
  }

  boolean isDue(long done, Plan plan) {
    return done % every == 0 || done == plan.steps();
  }

  /** Says whether this is the best so far. */
  boolean run(long done, Parameters parameters) {
    try (Tape tape = Tape.inference()) {
      last = loss.getAsDouble();
    }
    boolean better = best == null ? !Double.isNaN(last) : last < best.loss();
    if (better) {
      best = new Best(done, last, parameters.toSafetensors());
    }
    return better;
  }

  double last() {
    return last;
  }

  Best best() {
    return best;
  }

  void resume(Best bestSoFar) {
    best = bestSoFar;
  }
}
