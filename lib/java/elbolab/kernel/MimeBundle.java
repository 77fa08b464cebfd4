package elbolab.kernel;

import com.google.gson.JsonObject;

/** The forms of one value, by MIME type, and what a page has to know to show them. */
record MimeBundle(JsonObject data, JsonObject metadata) {
  static MimeBundle of(Object value, String... mimes) {
    JsonObject data = new JsonObject();
    JsonObject metadata = new JsonObject();
    Rendering.add(value, data, metadata, mimes);
    return new MimeBundle(data, metadata);
  }
}
