package elbolab.reproduce;

/** Takes down what was computed, one unit at a time. */
public interface Ledger {
  /** Whether the unit is still to be computed. */
  boolean isOpen(Unit unit);

  /** Takes down a unit, for good once this returns. */
  void keep(Computed computed);
}
