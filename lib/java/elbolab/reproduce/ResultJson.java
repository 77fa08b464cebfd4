package elbolab.reproduce;

import elbolab.data.Numbers;
import elbolab.nn.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/** The text of a result file, but for its last line. The writer's form is the only one read. */
final class ResultJson {
  private static final String FORMAT = "elbolab result 1";

  private final JsonCursor json;
  private final String source;

  ResultJson(String text, String source) {
    this.source = source;
    json = new JsonCursor(text, problem -> new ResultException(source + ": " + problem));
  }

  static String write(Result result) {
    String content = content(result);
    StringJoiner runs = new StringJoiner(",\n  ", " \"runs\": [\n  ", "\n ],\n");
    runs.setEmptyValue(" \"runs\": [],\n");
    result.runs().forEach(run -> runs.add(run(run)));
    return "{\n \"format\": %s,\n \"content\": %s,\n \"content_sha256\": %s,\n%s"
        .formatted(quote(FORMAT), content, quote(ResultFile.sha256(content)), runs);
  }

  static String content(Result result) {
    StringJoiner units = new StringJoiner(",\n   ", "[\n   ", "\n  ]");
    units.setEmptyValue("[]");
    result.units().forEach(unit -> units.add(unit(unit)));
    return """
        {
          "experiment": %s,
          "scale": %s,
          "settings": %s,
          "data": %s,
          "units": %s
         }"""
        .formatted(
            quote(result.experiment()),
            quote(result.scale().toString()),
            texts(result.settings()),
            texts(result.data()),
            units);
  }

  private static String unit(UnitResult result) {
    Unit unit = result.unit();
    StringJoiner metrics = new StringJoiner(", ", "{", "}");
    result.metrics().forEach((name, value) -> metrics.add(quote(name) + ": " + number(value)));
    return "{\"data\": %s, \"model\": %s, \"horizon\": %d, \"seed\": %d, \"metrics\": %s}"
        .formatted(
            quote(unit.dataSet()), quote(unit.model()), unit.horizon(), unit.seed(), metrics);
  }

  private static String run(Run run) {
    Machine on = run.machine();
    return """
        {"began": %s, "seconds": %s, "units": %d, "elbolab": %s, "java": %s, "os": %s, "cpu": %s, "cores": %d, "vector_path": %s}"""
        .formatted(
            quote(run.began()),
            number(run.seconds()),
            run.units(),
            quote(on.elbolab()),
            quote(on.java()),
            quote(on.os()),
            quote(on.cpu()),
            on.cores(),
            quote(on.vectorPath() ? "on" : "off"));
  }

  private static String texts(Map<String, String> values) {
    StringJoiner all = new StringJoiner(", ", "{", "}");
    values.forEach((name, value) -> all.add(quote(name) + ": " + quote(value)));
    return all.toString();
  }

  /** The shortest digits that give the same double; JSON has no numbers for the other three. */
  private static String number(double value) {
    return Double.isFinite(value) ? Numbers.shortest(value) : quote(Double.toString(value));
  }

  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  Result read() {
    json.expect('{');
    if (!text("format").equals(FORMAT)) {
      throw json.broken("this is not \"" + FORMAT + "\"");
    }
    then("content");
    json.expect('{');
    String experiment = text("experiment");
    Scale scale = Scale.of(nextText("scale"));
    then("settings");
    SortedMap<String, String> settings = texts();
    then("data");
    SortedMap<String, String> data = texts();
    then("units");
    List<UnitResult> units = new ArrayList<>();
    json.expect('[');
    while (!json.next(']')) {
      units.add(unit());
      json.next(',');
    }
    json.expect('}');
    nextText("content_sha256");
    List<Run> runs = new ArrayList<>();
    then("runs");
    json.expect('[');
    while (!json.next(']')) {
      runs.add(run());
      json.next(',');
    }
    return new Result(experiment, scale, settings, data, units, runs);
  }

  private UnitResult unit() {
    json.expect('{');
    String data = text("data");
    String model = nextText("model");
    int horizon = nextInt("horizon");
    then("seed");
    long seed = json.number();
    then("metrics");
    SortedMap<String, Double> metrics = new TreeMap<>();
    json.expect('{');
    while (!json.next('}')) {
      String name = json.string();
      json.expect(':');
      metrics.put(name, number());
      json.next(',');
    }
    json.expect('}');
    return new UnitResult(new Unit(data, model, horizon, seed), metrics);
  }

  private Run run() {
    json.expect('{');
    String began = text("began");
    then("seconds");
    double seconds = number();
    int units = nextInt("units");
    Machine machine =
        new Machine(
            nextText("elbolab"),
            nextText("java"),
            nextText("os"),
            nextText("cpu"),
            nextInt("cores"),
            nextText("vector_path").equals("on"));
    json.expect('}');
    return new Run(began, seconds, units, machine);
  }

  private SortedMap<String, String> texts() {
    SortedMap<String, String> read = new TreeMap<>();
    json.expect('{');
    while (!json.next('}')) {
      String name = json.string();
      json.expect(':');
      read.put(name, json.string());
      json.next(',');
    }
    return read;
  }

  private double number() {
    return json.sees('"') ? Double.parseDouble(json.string()) : json.real();
  }

  private int nextInt(String key) {
    then(key);
    return Math.toIntExact(json.number());
  }

  private String nextText(String key) {
    then(key);
    return json.string();
  }

  private String text(String key) {
    key(key);
    return json.string();
  }

  private void then(String key) {
    json.expect(',');
    key(key);
  }

  private void key(String key) {
    String found = json.string();
    if (!found.equals(key)) {
      throw json.broken("\"%s\" is expected, \"%s\" is there".formatted(key, found));
    }
    json.expect(':');
  }
}
