package elbolab.reproduce.sweep;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import elbolab.data.Nearest;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Experiments;
import elbolab.reproduce.Recipe;
import elbolab.reproduce.Scale;
import elbolab.reproduce.UsageError;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sweep as a JSON text, which travels as it stands to where its units are computed. {@code
 * environment/README.md} says what may stand in it.
 *
 * @param source the name that errors begin with
 * @param name under which the results are kept unless the text says another
 */
record SweepFile(String source, String name, String text) implements Recipe {
  private static final List<String> KEYS =
      List.of(
          "name", "of", "scale", "data", "models", "seeds", "fixed", "grid", "random", "halving",
          "best");

  @Override
  public Experiment experiment() {
    return sweep().experiment();
  }

  /** The sweep, every setting of which is one that its options accept. */
  Sweep sweep() {
    try {
      JsonObject whole = object("the file", parse());
      only(whole, "", KEYS);
      Sweep sweep = Sweep.over(subject(whole)).named(text(whole, "name", name));
      if (!sweep.name().matches("[\\w.-]+")) {
        throw new UsageError(
            "name '%s': letters, digits, points and dashes, since a file is called so"
                .formatted(sweep.name()));
      }
      sweep = withData(sweep, whole);
      for (Map.Entry<String, JsonElement> each : member(whole, "fixed").entrySet()) {
        sweep = sweep.fix(each.getKey(), plain("fixed." + each.getKey(), each.getValue()));
      }
      sweep = halving(sweep.searching(search(whole)), whole);
      sweep.units(sweep.settings());
      return sweep;
    } catch (UsageError wrong) {
      throw wrong.getMessage().startsWith(source)
          ? wrong
          : new UsageError(source + ": " + wrong.getMessage());
    }
  }

  private JsonElement parse() {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new UsageError("something follows the closing brace");
      }
      return element;
    } catch (JsonParseException | IOException malformed) {
      Throwable cause = malformed.getCause() == null ? malformed : malformed.getCause();
      String first = cause.getMessage().lines().findFirst().orElse("");
      throw new UsageError(
          "%s is no JSON: %s"
              .formatted(source, first.replaceFirst("^Use JsonReader[^)]*\\) to accept m", "M")));
    }
  }

  private static Subject subject(JsonObject whole) {
    Scale scale = Scale.of(text(whole, "scale", "quick"));
    Map<String, Subject> known = new LinkedHashMap<>();
    for (Subject trial : List.of(VaeTrial.standard(), InflationTrial.standard())) {
      known.put(trial.id(), trial);
    }
    Experiments.at(scale).forEach(each -> known.put(each.id(), Subject.of(each)));
    String of = text(whole, "of", "");
    if (!known.containsKey(of)) {
      throw new UsageError(
          of.isEmpty()
              ? "says not what it is a sweep of: \"of\": one of "
                  + String.join(", ", known.keySet())
              : "no experiment or model '%s'; nearest: %s"
                  .formatted(of, Nearest.of(of, known.keySet())));
    }
    return known.get(of);
  }

  private static Sweep withData(Sweep sweep, JsonObject whole) {
    return sweep
        .on(words(whole, "data"))
        .models(words(whole, "models"))
        .seeds(whole.has("seeds") ? whole("seeds", whole.get("seeds")) : 1);
  }

  private static Search search(JsonObject whole) {
    if (whole.has("grid") == whole.has("random")) {
      throw new UsageError(
          "needs either \"grid\" or \"random\", which say the options that are varied");
    }
    if (whole.has("grid")) {
      Map<String, List<?>> values = new LinkedHashMap<>();
      member(whole, "grid")
          .entrySet()
          .forEach(
              each -> values.put(each.getKey(), list("grid." + each.getKey(), each.getValue())));
      return new Search.Grid(values);
    }
    JsonObject random = member(whole, "random");
    only(random, "random.", List.of("settings", "seed", "options"));
    Map<String, Range> ranges = new LinkedHashMap<>();
    member(random, "options")
        .entrySet()
        .forEach(each -> ranges.put(each.getKey(), range(each.getKey(), each.getValue())));
    return new Search.Random(
        whole("random.settings", random.get("settings")),
        random.has("seed") ? whole("random.seed", random.get("seed")) : 1,
        ranges);
  }

  private static Range range(String option, JsonElement element) {
    String place = "random.options." + option;
    JsonObject said = object(place, element);
    only(said, place + ".", List.of("list", "uniform", "loguniform"));
    if (said.size() != 1) {
      throw new UsageError(place + ": one of list, uniform, loguniform");
    }
    String kind = said.keySet().iterator().next();
    List<?> values = list(place + "." + kind, said.get(kind));
    if (kind.equals("list")) {
      return new Range.Listed(values);
    }
    if (values.size() != 2
        || !(values.get(0) instanceof Number from && values.get(1) instanceof Number to)) {
      throw new UsageError("%s.%s: two numbers, from and to".formatted(place, kind));
    }
    return kind.equals("uniform")
        ? new Range.Uniform(from.doubleValue(), to.doubleValue())
        : new Range.LogUniform(from.doubleValue(), to.doubleValue());
  }

  private static Sweep halving(Sweep sweep, JsonObject whole) {
    Sweep named = whole.has("best") ? sweep.best(text(whole, "best", "")) : sweep;
    if (!whole.has("halving")) {
      return named;
    }
    JsonObject said = member(whole, "halving");
    only(said, "halving.", List.of("budget", "first", "last", "factor"));
    return named.halving(
        text(said, "budget", ""),
        whole("halving.first", said.get("first")),
        whole("halving.last", said.get("last")),
        said.has("factor") ? whole("halving.factor", said.get("factor")) : 3);
  }

  private static void only(JsonObject object, String place, List<String> known) {
    for (String key : object.keySet()) {
      if (!known.contains(key)) {
        throw new UsageError(
            "knows no '%s%s'; nearest: %s".formatted(place, key, Nearest.of(key, known)));
      }
    }
  }

  private static JsonObject object(String place, JsonElement element) {
    if (element == null || !element.isJsonObject()) {
      throw new UsageError("%s: %s, where {...} should stand".formatted(place, element));
    }
    return element.getAsJsonObject();
  }

  private static JsonObject member(JsonObject of, String key) {
    return of.has(key) ? object(key, of.get(key)) : new JsonObject();
  }

  private static String text(JsonObject of, String key, String otherwise) {
    JsonElement element = of.get(key);
    if (element == null) {
      return otherwise;
    }
    if (!(element instanceof JsonPrimitive text && text.isString())) {
      throw new UsageError("%s: %s, where a text should stand".formatted(key, element));
    }
    return element.getAsString();
  }

  private static String[] words(JsonObject of, String key) {
    return of.has(key)
        ? list(key, of.get(key)).stream().map(String::valueOf).toArray(String[]::new)
        : new String[0];
  }

  private static int whole(String place, JsonElement element) {
    if (element instanceof JsonPrimitive number
        && number.isNumber()
        && number.getAsDouble() == number.getAsInt()) {
      return number.getAsInt();
    }
    throw new UsageError("%s: %s, where a whole number should stand".formatted(place, element));
  }

  private static List<?> list(String place, JsonElement element) {
    if (!(element instanceof JsonArray array)) {
      throw new UsageError("%s: %s, where a list [...] should stand".formatted(place, element));
    }
    List<Object> values = new ArrayList<>();
    array.forEach(each -> values.add(plain(place, each)));
    return values;
  }

  /** A number, a truth value, a text or a list of these. */
  private static Object plain(String place, JsonElement element) {
    if (element instanceof JsonArray) {
      return list(place, element);
    }
    if (element instanceof JsonPrimitive value) {
      return value.isNumber()
          ? (Object) value.getAsDouble()
          : value.isBoolean() ? (Object) value.getAsBoolean() : value.getAsString();
    }
    throw new UsageError(
        "%s: %s, where a number, a text, true or false should stand".formatted(place, element));
  }
}
