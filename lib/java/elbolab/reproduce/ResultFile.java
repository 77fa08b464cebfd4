package elbolab.reproduce;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.annotations.SerializedName;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import elbolab.data.Numbers;
import elbolab.math.Sha256;
import elbolab.nn.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A {@link Result} as a JSON file. Its first part, {@code content}, holds what was computed and is
 * the same, bit for bit, however often the work was interrupted and on whichever machine it was
 * done; {@code runs} says when and where. The last line is the SHA-256 of everything before it: a
 * file that was cut off or edited is refused. A unit and a run are a line each.
 */
public final class ResultFile {
  private static final String FORMAT = "elbolab result 1";
  private static final Pattern END =
      Pattern.compile(" \"file_sha256\": \"([0-9a-f]{64})\"\n\\}\n\\z");

  private static final Gson JSON =
      new GsonBuilder()
          .setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true))
          .disableHtmlEscaping()
          .registerTypeAdapter(double.class, new ShortestDigits())
          .registerTypeAdapter(Double.class, new ShortestDigits())
          .create();

  /** The shortest digits that give the same double; JSON has no numbers for the other three. */
  private static final class ShortestDigits extends TypeAdapter<Double> {
    @Override
    public void write(JsonWriter out, Double value) throws IOException {
      if (Double.isFinite(value)) {
        out.jsonValue(Numbers.shortest(value));
      } else {
        out.value(value.toString());
      }
    }

    @Override
    public Double read(JsonReader in) throws IOException {
      return Double.valueOf(in.nextString());
    }
  }

  private record Whole(String format, Content content, List<Run> runs) {}

  private record Content(
      String experiment,
      Scale scale,
      SortedMap<String, String> settings,
      SortedMap<String, String> data,
      List<Row> units) {}

  private record Row(
      @SerializedName("data") String dataSet,
      String model,
      int horizon,
      long seed,
      SortedMap<String, Double> metrics) {
    Row(UnitResult result) {
      this(
          result.unit().dataSet(),
          result.unit().model(),
          result.unit().horizon(),
          result.unit().seed(),
          result.metrics());
    }

    UnitResult result() {
      return new UnitResult(new Unit(dataSet, model, horizon, seed), metrics);
    }
  }

  private ResultFile() {}

  /** Replaces the file as a whole. */
  public static void write(Path path, Result result) {
    try {
      WholeFile.write(path, text(result).getBytes(StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(path + " cannot be written: " + failed, failed);
    }
  }

  public static Result read(Path path) {
    try {
      return parse(new String(Files.readAllBytes(path), StandardCharsets.UTF_8), path.toString());
    } catch (IOException failed) {
      throw new UncheckedIOException(path + " cannot be read: " + failed, failed);
    }
  }

  static String text(Result result) {
    String body =
        "{\n \"format\": %s,\n \"content\": %s,\n \"content_sha256\": %s,\n \"runs\": %s,\n"
            .formatted(
                JSON.toJson(FORMAT),
                content(result),
                JSON.toJson(contentSha256(result)),
                lines(result.runs(), " "));
    return body + " \"file_sha256\": \"" + sha256(body) + "\"\n}\n";
  }

  private static String content(Result result) {
    return """
        {
          "experiment": %s,
          "scale": %s,
          "settings": %s,
          "data": %s,
          "units": %s
         }"""
        .formatted(
            JSON.toJson(result.experiment()),
            JSON.toJson(result.scale()),
            JSON.toJson(result.settings()),
            JSON.toJson(result.data()),
            lines(result.units().stream().map(Row::new).toList(), "  "));
  }

  private static String lines(List<?> items, String indent) {
    return items.isEmpty()
        ? "[]"
        : items.stream()
            .map(JSON::toJson)
            .collect(
                Collectors.joining(
                    ",\n" + indent + " ", "[\n" + indent + " ", "\n" + indent + "]"));
  }

  /** The digest of what was computed, leaving out when and where. */
  public static String contentSha256(Result result) {
    return sha256(content(result));
  }

  static Result parse(String text, String source) {
    Matcher end = END.matcher(text);
    if (!end.find() || !sha256(text.substring(0, end.start())).equals(end.group(1))) {
      throw new ResultException(
          source
              + ": cut off, damaged or edited: the SHA-256 at its end is not that of the text"
              + " before it. Delete it and run again, or use a copy");
    }
    try {
      Whole whole = JSON.fromJson(text, Whole.class);
      Content content = whole.content;
      Result result =
          new Result(
              content.experiment,
              content.scale,
              content.settings,
              content.data,
              content.units.stream().map(Row::result).toList(),
              whole.runs);
      // What was read, written again, gives the same text: nothing in the file went unread.
      if (text(result).equals(text)) {
        return result;
      }
    } catch (JsonParseException | NumberFormatException | NullPointerException notOne) {
      throw new ResultException(source + ": is no \"" + FORMAT + "\": " + notOne.getMessage());
    }
    throw new ResultException(source + ": holds something that is not part of a result");
  }

  static String sha256(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
