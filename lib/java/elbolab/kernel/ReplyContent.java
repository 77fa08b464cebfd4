package elbolab.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Contents of replies: each says first whether the request could be served. */
final class ReplyContent {
  private ReplyContent() {}

  static JsonObject ok() {
    return withStatus("ok");
  }

  static JsonObject ok(String name, JsonElement value) {
    JsonObject json = ok();
    json.add(name, value);
    return json;
  }

  static JsonObject aborted() {
    return withStatus("aborted");
  }

  static JsonObject error(JsonObject error) {
    JsonObject json = withStatus("error");
    error.entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
    return json;
  }

  /** What the kernel says of itself and its language. */
  static JsonObject kernelInfo() {
    String java = Runtime.version().toString();
    JsonObject language = new JsonObject();
    language.addProperty("name", "Java");
    language.addProperty("version", java);
    language.addProperty("mimetype", "text/x-java-source");
    language.addProperty("file_extension", ".jshell");
    language.addProperty("pygments_lexer", "java");
    language.addProperty("codemirror_mode", "text/x-java");
    JsonObject info = ok();
    info.addProperty("protocol_version", "5.3");
    info.addProperty("implementation", "elbolab");
    info.addProperty("implementation_version", "0.1.0");
    info.add("language_info", language);
    info.addProperty("banner", "elbolab on Java " + java);
    info.add("help_links", new JsonArray());
    return info;
  }

  private static JsonObject withStatus(String status) {
    JsonObject json = new JsonObject();
    json.addProperty("status", status);
    return json;
  }
}
