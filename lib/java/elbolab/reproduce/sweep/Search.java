package elbolab.reproduce.sweep;

import elbolab.math.Rng;
import elbolab.reproduce.UsageError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which settings are tried. */
sealed interface Search {
  /** More settings than this are refused: the result file is written as a whole after each. */
  int MOST = 10_000;

  List<Setting> settings(Options options);

  /** Every combination of the values. */
  record Grid(Map<String, List<?>> values) implements Search {
    public Grid {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public List<Setting> settings(Options options) {
      if (values.isEmpty()) {
        throw new UsageError(
            "an empty grid: name at least one option with its values, such as \"beta\": [1, 4]");
      }
      double count = 1;
      for (Map.Entry<String, List<?>> each : values.entrySet()) {
        options.type(each.getKey());
        if (each.getValue().isEmpty()) {
          throw new UsageError(
              "an empty grid: %s has no values; name at least one".formatted(each.getKey()));
        }
        count *= each.getValue().size();
      }
      if (count > MOST) {
        throw new UsageError(
            "a grid of %,.0f settings (%s), more than %,d: take fewer values, or a random search of"
                    .formatted(count, sizes(), MOST)
                + " some hundred settings over the same ranges");
      }
      List<Setting> settings = List.of(new Setting(Map.of()));
      for (Map.Entry<String, List<?>> each : values.entrySet()) {
        settings = crossed(settings, each.getKey(), each.getValue(), options);
      }
      return settings.stream().distinct().toList();
    }

    private static List<Setting> crossed(
        List<Setting> settings, String name, List<?> values, Options options) {
      List<Setting> all = new ArrayList<>();
      for (Setting setting : settings) {
        for (Object value : values) {
          Map<String, Object> more = new LinkedHashMap<>(setting.values());
          more.put(name, options.convert(name, value));
          all.add(new Setting(more));
        }
      }
      return all;
    }

    private String sizes() {
      return values.entrySet().stream()
          .map(each -> "%,d of %s".formatted(each.getValue().size(), each.getKey()))
          .collect(Collectors.joining(" × "));
    }
  }

  /**
   * Independent draws. Each value depends on the seed, its option and its number alone: more
   * settings leave the first ones as they are.
   */
  record Random(int count, long seed, Map<String, Range> ranges) implements Search {
    public Random {
      ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
      if (count < 1 || count > MOST) {
        throw new UsageError(
            "a random search of %,d settings: from 1 to %,d".formatted(count, MOST));
      }
    }

    @Override
    public List<Setting> settings(Options options) {
      if (ranges.isEmpty()) {
        throw new UsageError("an empty search: name at least one option with its range");
      }
      List<Setting> settings = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, Range> each : ranges.entrySet()) {
          String name = each.getKey();
          boolean whole = Options.isWhole(options.type(name));
          Rng rng = Rng.of(seed, "sweep " + name).stream("setting", i);
          values.put(name, options.convert(name, each.getValue().draw(rng, whole)));
        }
        settings.add(new Setting(values));
      }
      return settings.stream().distinct().toList();
    }
  }
}
