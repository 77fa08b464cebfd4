package elbolab.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Helps with writing a cell: completes names, explains them, says whether the text is finished. */
final class Assistance {
  private final SourceCodeAnalysis analysis;
  private final Optional<SourceComments> sources = SourceComments.find();

  Assistance(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Answers complete_request. */
  JsonObject complete(JsonObject request) {
    String code = request.get("code").getAsString();
    int at = cursor(request, code);
    int[] anchor = {at};
    int from = 0;
    List<Suggestion> suggestions = analysis.completionSuggestions(code, at, anchor);
    if (suggestions.isEmpty()) {
      from = lastPiece(code.substring(0, at));
      suggestions = analysis.completionSuggestions(code.substring(from), at - from, anchor);
    }
    int start = from + anchor[0];
    Stream<String> names =
        suggestions.stream()
            .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
            .map(Suggestion::continuation);
    if (suggestions.isEmpty()) {
      start = startOfName(code, at);
      names = namesIn(code.substring(0, start), code.substring(start, at));
    }
    JsonArray matches = new JsonArray();
    names.distinct().forEach(matches::add);
    JsonObject json = ReplyContent.ok();
    json.add("matches", matches);
    json.addProperty("cursor_start", code.codePointCount(0, start));
    json.addProperty("cursor_end", code.codePointCount(0, at));
    json.add("metadata", new JsonObject());
    return json;
  }

  /** Names that the cell itself has used before: JShell knows only what has run. */
  private static Stream<String> namesIn(String text, String prefix) {
    return prefix.isEmpty()
        ? Stream.empty()
        : Pattern.compile("[^\\p{javaJavaIdentifierPart}]+")
            .splitAsStream(text)
            .filter(name -> name.startsWith(prefix));
  }

  private static int startOfName(String code, int at) {
    int start = at;
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /** Answers inspect_request. */
  JsonObject inspect(JsonObject request) {
    String code = request.get("code").getAsString();
    int at = endOfName(code, cursor(request, code));
    String text = code.substring(lastPiece(code.substring(0, at)), at);
    List<Documentation> found = analysis.documentation(text, text.length(), true);
    if (found.isEmpty()) {
      found = analysis.documentation(text + "(", text.length() + 1, true);
    }
    StringBuilder plain = new StringBuilder();
    for (Documentation documentation : found) {
      plain.append(documentation.signature()).append('\n');
      Optional.ofNullable(documentation.javadoc())
          .or(() -> sources.flatMap(known -> known.of(documentation.signature())))
          .ifPresent(comment -> plain.append(comment.strip().indent(4)));
    }
    JsonObject data = new JsonObject();
    if (!found.isEmpty()) {
      data.addProperty("text/plain", plain.toString());
    }
    JsonObject json = ReplyContent.ok();
    json.addProperty("found", !found.isEmpty());
    json.add("data", data);
    json.add("metadata", new JsonObject());
    return json;
  }

  /** Answers is_complete_request. */
  JsonObject isComplete(JsonObject request) {
    String rest = request.get("code").getAsString();
    String status = "complete";
    while (status.equals("complete") && !rest.isBlank()) {
      CompletionInfo info = analysis.analyzeCompletion(rest);
      status =
          switch (info.completeness()) {
            case COMPLETE, COMPLETE_WITH_SEMI, EMPTY -> "complete";
            case CONSIDERED_INCOMPLETE, DEFINITELY_INCOMPLETE -> "incomplete";
            case UNKNOWN -> "invalid";
          };
      rest = info.remaining() == null ? "" : info.remaining();
    }
    JsonObject json = new JsonObject();
    json.addProperty("status", status);
    if (status.equals("incomplete")) {
      json.addProperty("indent", "  ");
    }
    return json;
  }

  /** Where the piece starts in which the text ends: JShell looks at one piece at a time. */
  private int lastPiece(String text) {
    int from = 0;
    while (true) {
      CompletionInfo info = analysis.analyzeCompletion(text.substring(from));
      String rest = info.remaining();
      if (!info.completeness().isComplete() || rest == null || rest.isBlank()) {
        return from;
      }
      from = text.length() - rest.length();
    }
  }

  /** Jupyter counts characters where Java counts UTF-16 units. */
  private static int cursor(JsonObject request, String code) {
    int characters = code.codePointCount(0, code.length());
    int cursor = request.has("cursor_pos") ? request.get("cursor_pos").getAsInt() : characters;
    return code.offsetByCodePoints(0, Math.max(0, Math.min(cursor, characters)));
  }

  private static int endOfName(String code, int at) {
    int end = at;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    return end;
  }
}
