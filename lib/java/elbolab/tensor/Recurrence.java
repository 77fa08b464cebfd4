package elbolab.tensor;

import elbolab.tensor.RecurrentKernels.Sequence;

/** Recurrent networks over sequences. */
public final class Recurrence {
  /** The hidden states of all steps [steps, rows, units], and the last cell [rows, units]. */
  public record Lstm(Tensor hidden, Tensor cell) {}

  /** The hidden states of all steps [steps, rows, units], and the last of them [rows, units]. */
  public record Plain(Tensor hidden, Tensor last) {}

  private Recurrence() {}

  /**
   * The plain recurrence h' = tanh(input + h · weight) from inputs [steps, rows, units], with a
   * weight [units, units] and the first state h [rows, units].
   */
  public static Plain plain(Tensor inputs, Tensor weight, Tensor h) {
    Backend k = checkPlain(inputs, weight, h);
    if (!(k instanceof CpuBackend)) return composed(inputs, weight, h);
    Sequence s = new Sequence(inputs.size(0), h.size(0), h.size(1));
    Tensor hidden = Workspace.result(k, inputs.shape());
    CpuRnn.forward(s, floats(inputs), floats(weight), floats(h), floats(hidden));
    Tensor last = Workspace.view(part(hidden, s.steps() - 1, 1), h.shape());
    Node.Rule rule = (pass, dy) -> plainBack(pass, s, inputs, weight, h, hidden, dy);
    Tape.record("rnn", last, rule, inputs, weight, h);
    // All states come after the last one on the tape, so that their gradient is there first.
    Tape.record("rnnHidden", hidden, (pass, dy) -> pass.giveSecond(last, dy), last);
    return new Plain(hidden, last);
  }

  private static Backend checkPlain(Tensor inputs, Tensor weight, Tensor h) {
    Mismatch.backend("rnn", inputs, h);
    boolean fits =
        h.rank() == 2
            && inputs.rank() == 3
            && inputs.size(0) > 0
            && inputs.shape().equals(Shape.of(inputs.size(0), h.size(0), h.size(1)));
    if (!fits) {
      String rule =
          "the inputs are [steps, rows, units], one step at least, the state [rows, units]";
      throw Mismatch.of("rnn", inputs, h, rule);
    }
    if (!weight.shape().equals(Shape.of(h.size(1), h.size(1)))) {
      throw Mismatch.of("rnn", weight, h, "the weight is [units, units]");
    }
    return Mismatch.backend("rnn", inputs, weight);
  }

  /** The same by single operations. */
  static Plain composed(Tensor inputs, Tensor weight, Tensor h) {
    Tensor[] hidden = new Tensor[inputs.size(0)];
    for (int t = 0; t < hidden.length; t++) {
      Tensor input = inputs.slice(0, t, t + 1).reshape(h.shape().toArray());
      h = input.plus(h.linear(weight, null)).tanh();
      hidden[t] = h;
    }
    return new Plain(Tensor.stack(0, hidden), h);
  }

  private static void plainBack(
      BackwardPass pass,
      Sequence s,
      Tensor inputs,
      Tensor weight,
      Tensor h,
      Tensor hidden,
      Storage dlast) {
    Storage dinputs = pass.take(inputs.size());
    Storage dh = pass.wants(h) ? pass.take(h.size()) : null;
    float[] slopes = CpuBackend.floats(dinputs);
    CpuRnn.backward(
        s,
        floats(weight),
        floats(hidden),
        CpuBackend.floats(pass.second()),
        CpuBackend.floats(dlast),
        slopes,
        CpuBackend.floats(dh));
    if (pass.wants(weight)) {
      Storage dw = pass.take(weight.size());
      CpuRnn.weightGradient(s, floats(h), floats(hidden), slopes, CpuBackend.floats(dw));
      pass.give(weight, dw);
    }
    pass.give(inputs, dinputs);
    if (dh != null) pass.give(h, dh);
  }

  private static float[] floats(Tensor x) {
    return CpuBackend.floats(x.storage());
  }

  /**
   * A long short-term memory from the gates' inputs [steps, rows, 4·units], in the order input i,
   * forget f, candidate g, output o, to which each step adds h · weight [units, 4·units]: c' =
   * σ(f)·c + σ(i)·tanh(g), h' = σ(o)·tanh(c'). It begins with the states h and c [rows, units].
   */
  public static Lstm lstm(Tensor inputs, Tensor weight, Tensor h, Tensor c) {
    Backend k = check(inputs, weight, h, c);
    Sequence s = new Sequence(inputs.size(0), h.size(0), h.size(1));
    Shape states = Shape.of(s.steps() + 1, s.rows(), s.units());
    Tensor gates = Workspace.result(k, inputs.shape());
    Tensor hidden = begun(h, states);
    Tensor cells = begun(c, states);
    k.recurrent()
        .lstm(
            s,
            inputs.storage(),
            weight.storage(),
            gates.storage(),
            hidden.storage(),
            cells.storage());
    Tensor outputs = part(hidden, 1, inputs.size(0));
    Tensor last = part(cells, inputs.size(0), 1);
    Tensor lastCell = Workspace.view(last, c.shape());
    Node.Rule rule = (pass, dy) -> back(pass, s, inputs, weight, h, c, gates, hidden, cells, dy);
    Tape.record("lstm", lastCell, rule, inputs, weight, h, c);
    // The hidden states come after the cell on the tape, so that their gradient is there first.
    Tape.record("lstmHidden", outputs, (pass, dy) -> pass.giveSecond(lastCell, dy), lastCell);
    return new Lstm(outputs, lastCell);
  }

  private static Backend check(Tensor inputs, Tensor weight, Tensor h, Tensor c) {
    Mismatch.backend("lstm", inputs, h);
    Mismatch.backend("lstm", inputs, c);
    if (!h.shape().equals(c.shape())) throw Mismatch.of("lstm", h, c, "both are [rows, units]");
    boolean fits =
        h.rank() == 2 && inputs.shape().equals(Shape.of(inputs.size(0), h.size(0), 4 * h.size(1)));
    if (!fits) {
      String rule = "the inputs are [steps, rows, 4·units], the state [rows, units]";
      throw Mismatch.of("lstm", inputs, h, rule);
    }
    if (!weight.shape().equals(Shape.of(h.size(1), 4 * h.size(1)))) {
      throw Mismatch.of("lstm", weight, h, "the weight is [units, 4·units]");
    }
    return Mismatch.backend("lstm", inputs, weight);
  }

  /** Room for the states of all steps, with the first in place. */
  private static Tensor begun(Tensor first, Shape states) {
    Tensor all = Workspace.result(first.backend(), states);
    int[] origin = new int[3];
    Strides strides = Strides.block(states.with(0, 1), states.with(0, 1), origin, states, origin);
    first.backend().copy(first.storage(), all.storage(), strides, false);
    return all;
  }

  private static Tensor part(Tensor states, int from, int count) {
    Shape shape = states.shape().with(0, count);
    Tensor part = Workspace.result(states.backend(), shape);
    int[] start = {from, 0, 0};
    Strides strides = Strides.block(shape, states.shape(), start, shape, new int[3]);
    states.backend().copy(states.storage(), part.storage(), strides, false);
    return part;
  }

  private static void back(
      BackwardPass pass,
      Sequence s,
      Tensor inputs,
      Tensor weight,
      Tensor h,
      Tensor c,
      Tensor gates,
      Tensor hidden,
      Tensor cells,
      Storage dlast) {
    Backend k = inputs.backend();
    Storage dinputs = pass.take(inputs.size());
    Storage dh = pass.take(h.size());
    Storage dc = pass.take(c.size());
    k.recurrent()
        .lstmGradient(
            s,
            weight.storage(),
            gates.storage(),
            cells.storage(),
            pass.second(),
            dlast,
            dinputs,
            dh,
            dc);
    if (pass.wants(weight)) {
      // The states before each step, all steps as one product.
      Storage dw = pass.take(weight.size());
      int u = s.units();
      ProductSizes p = ProductSizes.tn(1, u, 4 * u, s.steps() * s.rows());
      k.matmul(p, hidden.storage(), dinputs, dw);
      pass.give(weight, dw);
    }
    pass.give(inputs, dinputs);
    pass.give(h, dh);
    pass.give(c, dc);
  }
}
