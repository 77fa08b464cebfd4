package elbolab.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import jdk.jshell.Diag;

/** Why a cell failed, as its reader needs it: what, which line of the cell, and the way there. */
final class CellFailure extends Exception {
  private static final long serialVersionUID = 1;
  private static final int MOST_FRAMES = 12;
  private static final int MOST_CAUSES = 5;
  private static final String RED = "\u001b[1;31m";
  private static final String PLAIN = "\u001b[0m";

  /** How this process got to the cell: of no use to its reader. */
  private static final List<String> HIDDEN =
      List.of(
          "elbolab.kernel.",
          "REPL.",
          "jdk.jshell.",
          "jdk.internal.reflect.",
          "java.lang.reflect.",
          "java.lang.invoke.");

  private final String name;
  private final transient List<String> details;

  private CellFailure(String name, String message, List<String> details) {
    super(message);
    this.name = name;
    this.details = details;
  }

  /** The kernel itself has failed, not the cell. */
  static CellFailure ofKernel(Throwable thrown) {
    return new CellFailure("KernelError", "The kernel could not answer: " + thrown, List.of());
  }

  /**
   * A failure of running code.
   *
   * @param mapped the same failure with the lines of pieces, as {@link CellLines} knows them
   */
  static CellFailure thrown(Throwable thrown, Throwable mapped, CellLines places) {
    List<String> details = new ArrayList<>();
    StackTraceElement[] trace = mapped.getStackTrace();
    Stream.of(trace)
        .flatMap(frame -> places.cellLine(frame).stream())
        .findFirst()
        .ifPresent(details::add);
    if (Interruption.isRequested()) {
      return new CellFailure(
          "Interrupted", "The cell was interrupted; variables keep their values.", details);
    }
    if (thrown instanceof CellExit) {
      return new CellFailure("Exit", thrown.getMessage(), details);
    }
    if (thrown instanceof OutOfMemoryError) {
      return new CellFailure("java.lang.OutOfMemoryError", memoryRemedy(thrown), details);
    }
    addFrames(details, trace, MOST_FRAMES, places);
    addCauses(details, thrown, mapped, places);
    return new CellFailure(
        thrown.getClass().getName(), String.valueOf(thrown.getMessage()), details);
  }

  private static String memoryRemedy(Throwable thrown) {
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    return String.format(
        "%s. The heap may grow to %,d MB. Work on less at a time, or set JDK_JAVA_OPTIONS=-Xmx%dm"
            + " in the environment and start Jupyter again.",
        thrown.getMessage(), heap, 2 * heap);
  }

  private static void addCauses(
      List<String> details, Throwable thrown, Throwable mapped, CellLines places) {
    Throwable cause = thrown.getCause();
    Throwable mappedCause = mapped.getCause();
    for (int i = 0; i < MOST_CAUSES && cause != null && mappedCause != null; i++) {
      details.add("caused by " + cause.getClass().getName() + ": " + cause.getMessage());
      addFrames(details, mappedCause.getStackTrace(), 3, places);
      cause = cause.getCause();
      mappedCause = mappedCause.getCause();
    }
  }

  private static void addFrames(
      List<String> details, StackTraceElement[] trace, int most, CellLines places) {
    List<String> frames =
        Stream.of(trace)
            .filter(frame -> HIDDEN.stream().noneMatch(frame.getClassName()::startsWith))
            .map(places::describe)
            .limit(most + 1L)
            .toList();
    frames.stream().limit(most).forEach(frame -> details.add("    at " + frame));
    if (frames.size() > most) {
      details.add("    …");
    }
  }

  /** A failure of the compiler: each message with its line of the cell and a caret below it. */
  static CellFailure rejected(Cell cell, Cell.Piece piece, List<Diag> diagnostics) {
    List<String> details = new ArrayList<>();
    String first = null;
    for (Diag diagnostic : diagnostics) {
      if (!diagnostic.isError()) {
        continue;
      }
      int offset = piece.offset((int) Math.max(0, diagnostic.getPosition()));
      int line = cell.line(offset);
      String message = diagnostic.getMessage(Locale.ROOT).strip();
      if (first == null) {
        first = String.format("line %d: %s", line, message);
      } else {
        details.add(String.format("line %d: %s", line, message));
      }
      details.add("    " + cell.lineText(line));
      details.add("    " + " ".repeat(cell.column(offset)) + "^");
    }
    return new CellFailure(
        "CompileError", first == null ? "The compiler does not accept it." : first, details);
  }

  static CellFailure unresolved(Cell cell, Cell.Piece piece, String name, List<String> missing) {
    int line = cell.line(piece.start());
    return new CellFailure(
        "CompileError",
        String.format(
            "line %d: %s needs %s, which does not exist.", line, name, String.join(", ", missing)),
        List.of("    " + cell.lineText(line)));
  }

  static CellFailure ambiguous(Cell cell, Cell.Piece piece, String variables) {
    return new CellFailure(
        "CompileError",
        String.format(
            "line %d: this import gives a second meaning to a name that the cells of %s use."
                + " Import the classes you need one by one.",
            cell.line(piece.start()), variables),
        List.of("    " + cell.lineText(cell.line(piece.start()))));
  }

  JsonObject json() {
    JsonArray traceback = new JsonArray();
    traceback.add(RED + name + PLAIN + ": " + getMessage());
    details.forEach(traceback::add);
    JsonObject json = new JsonObject();
    json.addProperty("ename", name);
    json.addProperty("evalue", getMessage());
    json.add("traceback", traceback);
    return json;
  }
}
