package elbolab.video;

import elbolab.nn.Linear;
import elbolab.nn.Lstm;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A recurrent network whose steps can be made at once or one after another. */
sealed interface Core {
  /** Layers of {@link Lstm}, each on the hidden states of the one before. */
  record Lstms(List<Lstm> layers) implements Core {}

  /** h' = x W + h U + b: a state-space model. */
  record LinearStates(Linear input, Tensor recurrent) implements Core {}

  /** Of each layer. */
  record State(List<Lstm.State> layers) {
    /** The same numbers, from which no gradient flows back. */
    State stopGradient() {
      return new State(
          layers.stream()
              .map(s -> new Lstm.State(s.hidden().stopGradient(), s.cell().stopGradient()))
              .toList());
    }
  }

  /**
   * @param hidden of each step, [steps, rows, units]
   */
  record Output(Tensor hidden, State last) {}

  static Core of(Parameters p, VideoOptions options, int in, int units, int layers) {
    if (options.isLinear()) {
      Linear input = Linear.of(p.at("input"), in, units);
      return new LinearStates(
          input, p.addMatrix("recurrent", (w, a, b, rng) -> half(w, units), units, units));
    }
    List<Lstm> each = new ArrayList<>();
    for (int k = 0; k < layers; k++) {
      each.add(Lstm.of(p.at("lstm" + k), k == 0 ? in : units, units));
    }
    return new Lstms(each);
  }

  /** Half of the identity: a linear state that fades. */
  private static void half(float[] weights, int units) {
    for (int i = 0; i < units; i++) {
      weights[i * units + i] = 0.5f;
    }
  }

  default State start(int rows) {
    if (this instanceof Lstms lstms) {
      return new State(lstms.layers().stream().map(lstm -> lstm.start(rows)).toList());
    }
    Tensor zeros = Tensor.zeros(rows, ((LinearStates) this).recurrent().size(0));
    return new State(List.of(new Lstm.State(zeros, zeros)));
  }

  /**
   * Runs over x [steps, rows, in].
   *
   * @param truncate the gradient flows back over at most so many steps; 0: over all
   */
  default Output apply(Tensor x, State start, int truncate) {
    int steps = x.size(0);
    if (truncate == 0 || truncate >= steps) {
      return apply(x, start);
    }
    List<Tensor> hidden = new ArrayList<>();
    State state = start;
    for (int from = 0; from < steps; from += truncate) {
      Output part = apply(x.slice(0, from, Math.min(steps, from + truncate)), state);
      hidden.add(part.hidden());
      state = part.last().stopGradient();
    }
    return new Output(Tensor.concat(0, hidden.toArray(Tensor[]::new)), state);
  }

  private Output apply(Tensor x, State start) {
    List<Lstm.State> last = new ArrayList<>();
    if (this instanceof Lstms lstms) {
      Tensor hidden = x;
      for (int k = 0; k < lstms.layers().size(); k++) {
        Lstm.Output out = lstms.layers().get(k).apply(hidden, start.layers().get(k));
        hidden = out.hidden();
        last.add(out.last());
      }
      return new Output(hidden, new State(last));
    }
    LinearStates linear = (LinearStates) this;
    Tensor inputs = linear.input().apply(x);
    Tensor[] hidden = new Tensor[x.size(0)];
    Tensor h = start.layers().get(0).hidden();
    for (int t = 0; t < hidden.length; t++) {
      Tensor input = inputs.slice(0, t, t + 1).reshape(x.size(1), h.size(1));
      h = input.plus(h.linear(linear.recurrent(), null));
      hidden[t] = h;
    }
    return new Output(Tensor.stack(0, hidden), new State(List.of(new Lstm.State(h, h))));
  }
}
