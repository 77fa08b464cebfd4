package elbolab.tensor;

/** The primitives of a backend for recurrent networks, over sequences [steps, rows, ·]. */
public interface RecurrentKernels {
  /** So many steps of so many independent rows, each with a state of so many units. */
  record Sequence(int steps, int rows, int units) {
    /** How many numbers one step's states are. */
    public int stride() {
      return rows * units;
    }
  }

  /**
   * A long short-term memory: gates = inputs + h·weight, in the order input i, forget f, candidate
   * g, output o; c' = σ(f)·c + σ(i)·tanh(g), h' = σ(o)·tanh(c').
   *
   * @param inputs [steps, rows, 4·units]
   * @param weight [units, 4·units]
   * @param gates receives the gates' values, [steps, rows, 4·units]
   * @param hidden [steps + 1, rows, units], of which the first block is given and the others are
   *     computed
   * @param cells like {@code hidden}
   */
  void lstm(
      Sequence s, Storage inputs, Storage weight, Storage gates, Storage hidden, Storage cells);

  /**
   * The gradient of {@link #lstm} with respect to its inputs and its first state, from dhidden
   * [steps, rows, units] and dlast of the last cell, of which one may be null.
   */
  void lstmGradient(
      Sequence s,
      Storage weight,
      Storage gates,
      Storage cells,
      Storage dhidden,
      Storage dlast,
      Storage dinputs,
      Storage dfirstHidden,
      Storage dfirstCell);
}
