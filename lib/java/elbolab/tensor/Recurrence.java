package elbolab.tensor;

/** One step of a long short-term memory. */
public final class Recurrence {
  /** What a step hands to the next one. */
  public record Lstm(Tensor hidden, Tensor cell) {}

  private Recurrence() {}

  /**
   * c' = σ(f)·c + σ(i)·tanh(g), h = σ(o)·tanh(c') from the gates' inputs [rows, 4·units], in the
   * order i, f, g, o, and the cell c [rows, units].
   */
  public static Lstm lstmCell(Tensor gates, Tensor cell) {
    Backend k = Mismatch.backend("lstmCell", gates, cell);
    if (gates.rank() != 2
        || cell.rank() != 2
        || gates.size(0) != cell.size(0)
        || gates.size(1) != 4 * cell.size(1)) {
      throw Mismatch.of("lstmCell", gates, cell, "they must be [rows, 4·units] and [rows, units]");
    }
    int rows = cell.size(0);
    int units = cell.size(1);
    Tensor activated = Workspace.result(k, gates.shape());
    Tensor newCell = Workspace.result(k, cell.shape());
    Tensor hidden = Workspace.result(k, cell.shape());
    k.lstmCell(
        rows,
        units,
        gates.storage(),
        cell.storage(),
        activated.storage(),
        newCell.storage(),
        hidden.storage());
    Tape tape = Tape.recording(gates, cell);
    if (tape != null) {
      Node.Rule rule = (sweep, dy) -> back(sweep, gates, cell, activated, newCell, dy);
      tape.record("lstmCell", newCell, rule, gates, cell);
      // The hidden state comes after the cell on the tape, so that its gradient is there first.
      tape.record("lstmHidden", hidden, (sweep, dy) -> sweep.giveSecond(newCell, dy), newCell);
    }
    return new Lstm(hidden, newCell);
  }

  private static void back(
      Sweep sweep, Tensor gates, Tensor cell, Tensor activated, Tensor newCell, Storage dnewCell) {
    Storage dgates = sweep.take(gates.size());
    Storage dcell = null;
    if (sweep.wants(cell))
      dcell = dnewCell == null ? sweep.take(cell.size()) : sweep.reuse(dnewCell);
    cell.backend()
        .lstmCellGradient(
            cell.size(0),
            cell.size(1),
            activated.storage(),
            cell.storage(),
            newCell.storage(),
            sweep.second(),
            dnewCell,
            dgates,
            dcell);
    sweep.give(gates, dgates);
    if (dcell != null) sweep.give(cell, dcell);
  }
}
