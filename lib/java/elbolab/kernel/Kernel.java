package elbolab.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Answers the requests of Jupyter's messaging protocol, version 5.3. */
final class Kernel {
  private final Outbox outbox = new Outbox();
  private final Console console = new Console(outbox);
  private final ExecutorService cellThread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "cell"));
  private Future<Session> session;
  private int executionCount;

  /** Ports first, then the session in the background: a client gets its answer meanwhile. */
  void start(KernelConnectionProperties address) throws GeneralSecurityException {
    Server server = new Server(address);
    console.install();
    Notebook.open(this);
    session = cellThread.submit(Session::new);
    server.start(this::handleShell, this::handleControl, outbox);
    JsonObject starting = new JsonObject();
    starting.addProperty("execution_state", "starting");
    outbox.publish("status", new JsonObject(), starting);
  }

  void publishDisplay(String type, String id, MimeBundle bundle) {
    JsonObject content = new JsonObject();
    content.add("data", bundle.data());
    content.add("metadata", bundle.metadata());
    content.add("transient", Notebook.transientId(id));
    outbox.publish(type, console.cell(), content);
  }

  private void handleControl(Message request, Server.Reply reply) throws Exception {
    busyWhile(
        request,
        () -> {
          switch (request.type()) {
            case "interrupt_request" -> {
              Interruption.request();
              reply.send(request.reply("interrupt_reply", ok()));
            }
            case "shutdown_request" -> shutDown(request, reply);
            case "kernel_info_request" ->
                reply.send(request.reply("kernel_info_reply", KernelInfo.json()));
            default -> Console.log("no answer to " + request.type());
          }
        });
  }

  private void handleShell(Message request, Server.Reply reply) throws Exception {
    busyWhile(
        request,
        () -> {
          switch (request.type()) {
            case "kernel_info_request" ->
                reply.send(request.reply("kernel_info_reply", KernelInfo.json()));
            case "execute_request" -> reply.send(request.reply("execute_reply", execute(request)));
            case "shutdown_request" -> shutDown(request, reply);
            default -> Console.log("no answer to " + request.type());
          }
        });
  }

  private JsonObject execute(Message request) throws Exception {
    boolean silent = isSet(request, "silent", false);
    if (!silent && isSet(request, "store_history", true)) {
      executionCount++;
    }
    String code = request.content().get("code").getAsString();
    if (!silent) {
      JsonObject input = new JsonObject();
      input.addProperty("code", code);
      input.addProperty("execution_count", executionCount);
      outbox.publish("execute_input", request.header(), input);
    }
    console.beginCell(request.header());
    int count = executionCount;
    Cell.Outcome outcome = onCellThread(session -> session.run(new Cell(code, count)));
    JsonObject answer = ok();
    if (outcome.failure() != null) {
      answer = outcome.failure().json();
      if (!silent) {
        outbox.publish("error", request.header(), outcome.failure().json());
      }
      answer.addProperty("status", "error");
    } else if (outcome.result() != null && !silent) {
      JsonObject result = new JsonObject();
      result.addProperty("execution_count", executionCount);
      result.add("data", outcome.result().data());
      result.add("metadata", outcome.result().metadata());
      outbox.publish("execute_result", request.header(), result);
    }
    answer.addProperty("execution_count", executionCount);
    answer.add("user_expressions", new JsonObject());
    answer.add("payload", new JsonArray());
    return answer;
  }

  private <T> T onCellThread(SessionTask<T> task) throws Exception {
    try {
      return cellThread.submit(() -> task.run(session.get())).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The kernel failed: " + e.getCause(), e.getCause());
    }
  }

  private interface SessionTask<T> {
    T run(Session session) throws Exception;
  }

  private void shutDown(Message request, Server.Reply reply) throws InterruptedException {
    JsonObject answer = ok();
    answer.addProperty("restart", isSet(request, "restart", false));
    reply.send(request.reply("shutdown_reply", answer));
    outbox.drain(500);
    System.exit(0);
  }

  private void busyWhile(Message request, Handling handling) throws Exception {
    publishState(request, "busy");
    try {
      handling.run();
    } finally {
      publishState(request, "idle");
    }
  }

  private interface Handling {
    void run() throws Exception;
  }

  private void publishState(Message request, String state) {
    JsonObject content = new JsonObject();
    content.addProperty("execution_state", state);
    outbox.publish("status", request.header(), content);
  }

  private static boolean isSet(Message request, String name, boolean otherwise) {
    return request.content().has(name) ? request.content().get(name).getAsBoolean() : otherwise;
  }

  static JsonObject ok() {
    JsonObject json = new JsonObject();
    json.addProperty("status", "ok");
    return json;
  }
}
