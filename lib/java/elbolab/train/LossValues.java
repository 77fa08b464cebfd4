package elbolab.train;

import java.util.List;
import java.util.Locale;

/** The numbers of one step's loss: each term without its weight, and the weighted total. */
public record LossValues(double total, List<String> names, List<Double> values) {
  public LossValues {
    names = List.copyOf(names);
    values = List.copyOf(values);
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(names + " and " + values + " do not belong together");
    }
  }

  /** The terms of several losses beside each other, and the sum of their totals. */
  static LossValues sum(List<LossValues> parts) {
    double total = parts.stream().mapToDouble(LossValues::total).sum();
    List<String> names = parts.stream().flatMap(part -> part.names().stream()).toList();
    List<Double> values = parts.stream().flatMap(part -> part.values().stream()).toList();
    return new LossValues(total, names, values);
  }

  public double get(String name) {
    int at = names.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException("no loss term \"" + name + "\"; there are " + names);
    }
    return values.get(at);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "loss %.4g", total));
    for (int i = 0; i < names.size() && names.size() > 1; i++) {
      text.append(String.format(Locale.ROOT, ", %s %.4g", names.get(i), values.get(i)));
    }
    return text.toString();
  }
}
