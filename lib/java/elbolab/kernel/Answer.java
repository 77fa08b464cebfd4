package elbolab.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Contents of answers: each says first whether the request could be served. */
final class Answer {
  private Answer() {}

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

  private static JsonObject withStatus(String status) {
    JsonObject json = new JsonObject();
    json.addProperty("status", status);
    return json;
  }
}
