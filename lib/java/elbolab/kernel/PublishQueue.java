package elbolab.kernel;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What waits to be published, in order. Any thread puts in, one thread takes out and sends.
 *
 * <p>Text that follows text of the same stream is joined to it, and a new content for a display
 * replaces one that still waits: a fast loop costs few messages, and a page never falls behind.
 */
final class PublishQueue {
  /**
   * Messages that may wait before the thread that makes more has to wait too. Few, so that a cell
   * that is interrupted has not much left to say.
   */
  private static final int MOST_WAITING = 20;

  /** Characters after which text starts a new message: joining copies what is there. */
  private static final int LONGEST_TEXT = 1 << 16;

  /** Time between messages with output: pages and clients read some hundred in a second. */
  private static final long PACE_MS = 2;

  private final Deque<Message> waiting = new ArrayDeque<>();
  private boolean sending;

  synchronized void publish(String type, JsonObject parent, JsonObject content) {
    waitForSpace();
    if (type.equals("update_display_data") && replaceWaiting(parent, content)) {
      return;
    }
    waiting.addLast(Message.publication(type, parent, content));
    notifyAll();
  }

  /** Text on "stdout" or "stderr". */
  synchronized void publishText(String stream, JsonObject parent, String text) {
    waitForSpace();
    Message last = waiting.peekLast();
    if (last != null
        && last.type().equals("stream")
        && last.parent().equals(parent)
        && last.content().get("name").getAsString().equals(stream)
        && last.content().get("text").getAsString().length() < LONGEST_TEXT) {
      JsonObject content = last.content();
      content.addProperty("text", content.get("text").getAsString() + text);
      return;
    }
    JsonObject content = new JsonObject();
    content.addProperty("name", stream);
    content.addProperty("text", text);
    waiting.addLast(Message.publication("stream", parent, content));
    notifyAll();
  }

  /** What sends a message. */
  interface Sender {
    void send(Message message);
  }

  /** Sends the oldest message, once there is one. */
  void sendNext(Sender sender) throws InterruptedException {
    Message message = take();
    try {
      sender.send(message);
    } finally {
      sent();
    }
    if (!message.type().equals("status")) {
      Thread.sleep(PACE_MS);
    }
  }

  private synchronized void sent() {
    sending = false;
    notifyAll();
  }

  private synchronized Message take() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    sending = true;
    notifyAll();
    return waiting.removeFirst();
  }

  /** Waits until everything is sent, but no longer than the given time. */
  synchronized void drain(long milliseconds) throws InterruptedException {
    long end = System.currentTimeMillis() + milliseconds;
    while ((sending || !waiting.isEmpty()) && System.currentTimeMillis() < end) {
      wait(Math.max(1, end - System.currentTimeMillis()));
    }
  }

  private boolean replaceWaiting(JsonObject parent, JsonObject content) {
    for (Message message : waiting) {
      if (message.type().equals("update_display_data")
          && message.parent().equals(parent)
          && message.content().get("transient").equals(content.get("transient"))) {
        content
            .entrySet()
            .forEach(entry -> message.content().add(entry.getKey(), entry.getValue()));
        return true;
      }
    }
    return false;
  }

  /** An interrupted thread may wait here as well: it keeps its mark and does not lose its text. */
  private void waitForSpace() {
    boolean interrupted = false;
    while (waiting.size() >= MOST_WAITING) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
