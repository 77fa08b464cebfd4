package elbolab.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Runs cells one at a time on a thread of their own, and publishes what comes of them. */
final class CellRunner {
  private final ExecutorService cellThread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "cell"));
  private final Future<Session> session = cellThread.submit(Session::new);
  private final PublishQueue outbox;
  private final Console console;
  private final Supplier<List<Message>> waitingRequests;
  private final Set<Message> aborted = Collections.newSetFromMap(new IdentityHashMap<>());
  private int executionCount;

  /**
   * Starts a session in the background.
   *
   * @param waitingRequests those that have come in already and will be handled next
   */
  CellRunner(PublishQueue outbox, Console console, Supplier<List<Message>> waitingRequests) {
    this.outbox = outbox;
    this.console = console;
    this.waitingRequests = waitingRequests;
  }

  /** Something to do with the session. */
  interface Task<T> {
    T run(Session session) throws Exception;
  }

  /** Does it when the session is free: JShell is not made for several threads. */
  <T> T with(Task<T> task) throws Exception {
    try {
      return cellThread.submit(() -> task.run(session.get())).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().toString(), e.getCause());
    }
  }

  /** Answers execute_request. After a failure the cells that were sent with it do not run. */
  JsonObject execute(Message request) throws Exception {
    if (aborted.remove(request)) {
      return ReplyContent.aborted();
    }
    boolean silent = isSet(request, "silent", false);
    if (!silent && isSet(request, "store_history", true)) {
      executionCount++;
    }
    Cell cell = new Cell(request.content().get("code").getAsString(), executionCount);
    if (!silent) {
      JsonObject input = new JsonObject();
      input.addProperty("code", cell.code());
      input.addProperty("execution_count", executionCount);
      outbox.publish("execute_input", request.header(), input);
    }
    Cell.Outcome outcome = run(cell, request.header());
    if (!silent) {
      publish(outcome, request.header());
    }
    CellFailure failure = outcome.failure();
    if (failure != null && isSet(request, "stop_on_error", true)) {
      aborted.addAll(waitingRequests.get());
    }
    JsonObject answer = failure == null ? ReplyContent.ok() : ReplyContent.error(failure.json());
    answer.addProperty("execution_count", executionCount);
    answer.add("user_expressions", new JsonObject());
    answer.add("payload", new JsonArray());
    return answer;
  }

  private Cell.Outcome run(Cell cell, JsonObject header) throws Exception {
    console.beginCell(header);
    Interruption.beginCell();
    try {
      return with(running -> running.run(cell));
    } finally {
      Interruption.endCell();
    }
  }

  private void publish(Cell.Outcome outcome, JsonObject header) {
    if (outcome.failure() != null) {
      outbox.publish("error", header, outcome.failure().json());
    } else if (outcome.result() != null) {
      JsonObject result = new JsonObject();
      result.addProperty("execution_count", executionCount);
      result.add("data", outcome.result().data());
      result.add("metadata", outcome.result().metadata());
      outbox.publish("execute_result", header, result);
    }
  }

  private static boolean isSet(Message request, String name, boolean otherwise) {
    JsonObject content = request.content();
    return content.has(name) ? content.get(name).getAsBoolean() : otherwise;
  }
}
