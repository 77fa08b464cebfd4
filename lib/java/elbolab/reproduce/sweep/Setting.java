package elbolab.reproduce.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of the options that are varied, in the order in which they were named. */
record Setting(Map<String, Object> values) {
  Setting {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** With another option, before the others. */
  Setting with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put(name, value);
    values.forEach(more::putIfAbsent);
    return new Setting(more);
  }

  /** The name that results know it by. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(each -> each.getKey() + "=" + Options.text(each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
