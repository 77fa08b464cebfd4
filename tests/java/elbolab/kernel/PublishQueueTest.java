package elbolab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishQueueTest {
  private final PublishQueue outbox = new PublishQueue();
  private final JsonObject parent = new JsonObject();

  private List<String> sent(int count) throws InterruptedException {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outbox.sendNext(message -> sent.add(message.type() + message.content()));
    }
    return sent;
  }

  @Test
  void textIsJoinedUntilSomethingElseComesBetween() throws InterruptedException {
    outbox.publishText("stdout", parent, "a");
    outbox.publishText("stdout", parent, "b");
    outbox.publishText("stderr", parent, "c");
    outbox.publish("status", parent, new JsonObject());
    outbox.publishText("stdout", parent, "d");
    assertEquals(
        List.of(
            "stream{\"name\":\"stdout\",\"text\":\"ab\"}",
            "stream{\"name\":\"stderr\",\"text\":\"c\"}",
            "status{}",
            "stream{\"name\":\"stdout\",\"text\":\"d\"}"),
        sent(4));
  }

  @Test
  void aNewContentReplacesTheOneThatWaitsForTheSameDisplay() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      outbox.publish("update_display_data", parent, update("one", i));
      outbox.publish("update_display_data", parent, update("two", 10 * i));
    }
    assertEquals(
        List.of(
            "update_display_data" + update("one", 4), "update_display_data" + update("two", 40)),
        sent(2));
  }

  /** A cell that is interrupted while it prints must neither lose text nor its mark. */
  @Test
  void anInterruptedThreadMayPublish() throws InterruptedException {
    Thread.currentThread().interrupt();
    outbox.publishText("stdout", parent, "x");
    assertTrue(Thread.interrupted());
    assertEquals(List.of("stream{\"name\":\"stdout\",\"text\":\"x\"}"), sent(1));
  }

  private static JsonObject update(String id, int step) {
    JsonObject transientData = new JsonObject();
    transientData.addProperty("display_id", id);
    JsonObject content = new JsonObject();
    content.addProperty("data", step);
    content.add("transient", transientData);
    return content;
  }
}
