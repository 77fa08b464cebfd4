package elbolab.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.security.GeneralSecurityException;

/** Answers the requests of Jupyter's messaging protocol, version 5.3. */
final class Kernel {
  private final PublishQueue outbox = new PublishQueue();
  private final Console console = new Console(outbox);
  private final Server server;
  private final CellRunner runner;
  private volatile boolean shutDown;

  Kernel(KernelConnectionProperties address) throws GeneralSecurityException {
    server = new Server(address);
    runner = new CellRunner(outbox, console, server::waitingRequests);
  }

  void start() {
    console.install();
    Notebook.open(this);
    Runtime.getRuntime().addShutdownHook(new Thread(this::sayGoodbye, "kernel-end"));
    publishState(new JsonObject(), "starting");
    server.start(
        (request, reply) -> handle(request, reply, this::answerOnShell),
        (request, reply) -> handle(request, reply, this::answerOnControl),
        outbox);
  }

  /** Makes the content of the answer, or null if the request has none. */
  private interface Handling {
    JsonObject answer(Message request) throws Exception;
  }

  /** Every request makes the kernel busy and idle again, and none is left without its answer. */
  private void handle(Message request, Server.Reply reply, Handling handling) {
    publishState(request.header(), "busy");
    JsonObject answer;
    try {
      answer = handling.answer(request);
    } catch (Throwable e) {
      Console.log(request.type() + ": " + e);
      answer = ReplyContent.error(CellFailure.ofKernel(e).json());
    }
    if (answer != null) {
      reply.send(request.reply(request.type().replaceFirst("_request$", "_reply"), answer));
    }
    publishState(request.header(), "idle");
    if (request.type().equals("shutdown_request")) {
      shutDown = true;
      System.exit(0);
    }
  }

  private JsonObject answerOnControl(Message request) {
    return switch (request.type()) {
      case "interrupt_request" -> {
        Interruption.request();
        yield ReplyContent.ok();
      }
      case "kernel_info_request" -> ReplyContent.kernelInfo();
      case "shutdown_request" -> ReplyContent.ok("restart", request.content().get("restart"));
      default -> null;
    };
  }

  private JsonObject answerOnShell(Message request) throws Exception {
    return switch (request.type()) {
      case "execute_request" -> runner.execute(request);
      case "complete_request" ->
          runner.with(session -> session.assistance().complete(request.content()));
      case "inspect_request" ->
          runner.with(session -> session.assistance().inspect(request.content()));
      case "is_complete_request" ->
          runner.with(session -> session.assistance().isComplete(request.content()));
      case "history_request" -> ReplyContent.ok("history", new JsonArray());
      case "comm_info_request" -> ReplyContent.ok("comms", new JsonObject());
      default -> answerOnControl(request);
    };
  }

  /** Shows or changes a display on behalf of the running cell. */
  void publishDisplay(String type, String id, MimeBundle bundle) {
    JsonObject displayId = new JsonObject();
    displayId.addProperty("display_id", id);
    JsonObject content = new JsonObject();
    content.add("data", bundle.data());
    content.add("metadata", bundle.metadata());
    content.add("transient", displayId);
    outbox.publish(type, console.cell(), content);
  }

  /** Runs when the process ends, also if a library that a cell calls has ended it. */
  private void sayGoodbye() {
    if (!shutDown && Interruption.isCellRunning()) {
      System.err.println(
          "The kernel ends, for code that this cell calls ended the program (or a signal did)."
              + " Restart the kernel; its variables are lost.");
    }
    try {
      outbox.drain(1_000);
      // JeroMQ's own thread puts the last bytes on the net.
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publishState(JsonObject parent, String state) {
    JsonObject content = new JsonObject();
    content.addProperty("execution_state", state);
    outbox.publish("status", parent, content);
  }
}
