package elbolab.train;

import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A loss or a gradient became NaN or infinite: at which step, in which term and parameter. */
public final class NotFiniteException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long step;
  private final String term;
  private final String parameter;

  private NotFiniteException(long step, String term, float value, List<String> parameters) {
    super(message(step, term, value, parameters));
    this.step = step;
    this.term = term;
    this.parameter = parameters.isEmpty() ? null : parameters.get(0);
  }

  private static String message(long step, String term, float value, List<String> parameters) {
    String gradients =
        parameters.isEmpty()
            ? "every parameter's gradient is finite"
            : "on the way back the gradient of "
                + parameters.get(0)
                + " is the first that is not finite"
                + (parameters.size() == 1 ? "" : ", " + (parameters.size() - 1) + " more follow");
    return "step %d: loss term \"%s\" is %s; %s. A smaller learning rate, gradient clipping or bounds"
            .formatted(step, term, value, gradients)
        + " on what is divided by or taken the logarithm of may help";
  }

  /** The step, counted from 0, whose update was not made any more. */
  public long step() {
    return step;
  }

  public String term() {
    return term;
  }

  /** Name of the parameter nearest to the loss with a gradient that is not finite, or null. */
  public String parameter() {
    return parameter;
  }

  /**
   * Throws if a term or a gradient that {@code backward} left is not finite.
   *
   * @param gradientsAreFinite what a look at all of them said
   */
  static void check(
      long step,
      Tape tape,
      Loss loss,
      LossValues values,
      boolean gradientsAreFinite,
      List<Tensor> learned) {
    if (Double.isFinite(values.total()) && gradientsAreFinite) {
      return;
    }
    for (Loss.Term term : loss.terms()) {
      List<String> broken = broken(tape, term, learned);
      float value = term.value().item();
      if (!Float.isFinite(value) || !broken.isEmpty()) {
        throw new NotFiniteException(step, term.name(), value, broken);
      }
    }
    // Every term by itself is in order, so only their weighted sum can have overflowed.
    List<String> broken = notFinite(learned.stream().map(Tensor::gradient).toList(), learned);
    if (!Double.isFinite(values.total()) || !broken.isEmpty()) {
      throw new NotFiniteException(step, "total", (float) values.total(), broken);
    }
  }

  private static List<String> broken(Tape tape, Loss.Term term, List<Tensor> learned) {
    var gradients = tape.gradients(term.value());
    return notFinite(learned.stream().map(gradients::of).toList(), learned);
  }

  /** From the last parameter to the first: models add them in the order of their forward pass. */
  private static List<String> notFinite(List<Tensor> gradients, List<Tensor> learned) {
    List<String> names = new ArrayList<>();
    for (int i = learned.size() - 1; i >= 0; i--) {
      if (gradients.get(i) != null && !isFinite(gradients.get(i).toArray())) {
        names.add(learned.get(i).name());
      }
    }
    return names;
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
