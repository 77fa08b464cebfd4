package elbolab.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** What the kernel says of itself and its language. */
final class KernelInfo {
  private KernelInfo() {}

  static JsonObject json() {
    String java = Runtime.version().toString();
    JsonObject language = new JsonObject();
    language.addProperty("name", "Java");
    language.addProperty("version", java);
    language.addProperty("mimetype", "text/x-java-source");
    language.addProperty("file_extension", ".jshell");
    language.addProperty("pygments_lexer", "java");
    language.addProperty("codemirror_mode", "text/x-java");
    JsonObject info = Answer.ok();
    info.addProperty("protocol_version", "5.3");
    info.addProperty("implementation", "elbolab");
    info.addProperty("implementation_version", "0.1.0");
    info.add("language_info", language);
    info.addProperty("banner", "elbolab on Java " + java);
    info.add("help_links", new JsonArray());
    return info;
  }
}
