package elbolab.reproduce.sweep;

import elbolab.reproduce.UsageError;
import java.util.ArrayList;
import java.util.List;

/**
 * Successive halving (Jamieson and Talwalkar 2016): all settings are tried with a small budget, the
 * best 1/factor of them with factor times as much, and so on to the last budget. What goes on is
 * decided by complete rungs alone, so that it does not depend on the order in which units end.
 *
 * @param budget the option that says how much is spent, such as epochs
 * @param first what each setting gets
 * @param last what those get that are left at the end
 */
public record Halving(String budget, long first, long last, int factor) {
  public Halving {
    if (first < 1 || last <= first) {
      throw new UsageError(
          "halving of %s from %d to %d: the first budget is at least 1, the last is larger"
              .formatted(budget, first, last));
    }
    if (factor < 2) {
      throw new UsageError("halving by a factor of %d: at least 2".formatted(factor));
    }
  }

  /** The budgets, each factor times the one before, and the last. */
  List<Long> budgets() {
    List<Long> budgets = new ArrayList<>();
    for (long each = first; each < last; each *= factor) {
      budgets.add(each);
    }
    budgets.add(last);
    return budgets;
  }

  /** How many of so many settings go on: one at least. */
  int kept(int settings) {
    return Math.max(1, (settings + factor - 1) / factor);
  }
}
