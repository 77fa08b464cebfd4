package elbolab.kernel;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One message of the Jupyter protocol (version 5.3): routing prefix and four JSON objects. */
record Message(
    List<byte[]> identities,
    JsonObject header,
    JsonObject parent,
    JsonObject metadata,
    JsonObject content) {

  private static final String SESSION = UUID.randomUUID().toString();

  String type() {
    return header.has("msg_type") ? header.get("msg_type").getAsString() : "";
  }

  /** An answer that goes back to the sender of this message. */
  Message reply(String type, JsonObject content) {
    return new Message(identities, newHeader(type), header, new JsonObject(), content);
  }

  /** A message for everybody, published on behalf of the request with the given header. */
  static Message publication(String type, JsonObject parent, JsonObject content) {
    return new Message(List.of(), newHeader(type), parent, new JsonObject(), content);
  }

  private static JsonObject newHeader(String type) {
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", UUID.randomUUID().toString());
    header.addProperty("session", SESSION);
    header.addProperty("username", "kernel");
    header.addProperty("date", Instant.now().toString());
    header.addProperty("msg_type", type);
    header.addProperty("version", "5.3");
    return header;
  }
}
