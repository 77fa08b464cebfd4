package elbolab.reproduce.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A committed notebook with its outputs.
 *
 * @param name of its file, without the ending
 */
record Notebook(String name, List<Cell> cells) {
  private static final String FIGURE = "figure:";

  /**
   * A cell.
   *
   * @param code whether it is code, and not text
   * @param text of all its outputs
   * @param pictures PNG files that it put out
   */
  record Cell(boolean code, List<String> tags, String source, String text, List<byte[]> pictures) {
    /** The id of the published figure that the cell recreates, from its tag; or nothing. */
    Stream<String> figures() {
      return tags.stream()
          .filter(tag -> tag.startsWith(FIGURE))
          .map(tag -> tag.substring(FIGURE.length()));
    }
  }

  /** All that are committed, by number. */
  static List<Notebook> all(Path checkout) throws IOException {
    Path folder = checkout.resolve("notebooks");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Notebook> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList()) {
        all.add(read(file));
      }
    }
    return all;
  }

  private static Notebook read(Path file) throws IOException {
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    String name = file.getFileName().toString().replace(".ipynb", "");
    return new Notebook(name, objects(json.get("cells")).map(Notebook::cell).toList());
  }

  private static Cell cell(JsonObject cell) {
    JsonElement tags = cell.getAsJsonObject("metadata").get("tags");
    List<JsonObject> outputs = objects(cell.get("outputs")).toList();
    return new Cell(
        cell.get("cell_type").getAsString().equals("code"),
        elements(tags).map(JsonElement::getAsString).toList(),
        text(cell.get("source")),
        outputs.stream().map(Notebook::outputText).collect(Collectors.joining("\n")),
        outputs.stream().flatMap(Notebook::picture).toList());
  }

  private static String outputText(JsonObject output) {
    JsonObject data = output.getAsJsonObject("data");
    return text(data == null ? output.get("text") : data.get("text/plain"));
  }

  private static Stream<byte[]> picture(JsonObject output) {
    JsonObject data = output.getAsJsonObject("data");
    return data == null || !data.has("image/png")
        ? Stream.empty()
        : Stream.of(Base64.getMimeDecoder().decode(text(data.get("image/png"))));
  }

  /** Jupyter writes text as one string or as a list of lines. */
  private static String text(JsonElement text) {
    return text != null && text.isJsonPrimitive()
        ? text.getAsString()
        : elements(text).map(JsonElement::getAsString).collect(Collectors.joining());
  }

  private static Stream<JsonObject> objects(JsonElement array) {
    return elements(array).map(JsonElement::getAsJsonObject);
  }

  private static Stream<JsonElement> elements(JsonElement array) {
    JsonArray all =
        array == null || !array.isJsonArray() ? new JsonArray() : array.getAsJsonArray();
    return StreamSupport.stream(all.spliterator(), false);
  }

  /** Everything from a heading to the next one of its level or above: sources and outputs. */
  String section(String heading) {
    StringBuilder section = new StringBuilder();
    int level = 0;
    for (Cell cell : cells) {
      for (String line : (cell.source() + "\n" + cell.text()).lines().toList()) {
        int marks = cell.code() ? 0 : line.length() - line.replaceFirst("^#+(?= )", "").length();
        if (marks > 0 && level > 0 && marks <= level) {
          return section.toString();
        }
        if (marks > 0 && level == 0 && line.substring(marks).strip().equals(heading)) {
          level = marks;
        }
        section.append(level > 0 ? line + "\n" : "");
      }
    }
    return section.toString();
  }
}
