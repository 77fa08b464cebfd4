package elbolab.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jshell.Diag;
import jdk.jshell.JShellException;

/** Why a cell failed, as a reader needs it: what, where in the cell, and the way there. */
final class CellFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final String name;
  private final List<String> lines;

  private CellFailure(String name, String message, List<String> lines) {
    super(message);
    this.name = name;
    this.lines = lines;
  }

  static CellFailure thrown(
      Throwable cause, JShellException mapped, Map<String, Session.Place> places) {
    List<String> lines = new ArrayList<>();
    String name = cause == null ? mapped.getClass().getSimpleName() : cause.getClass().getName();
    String message = cause == null ? mapped.getMessage() : cause.getMessage();
    lines.add(name + ": " + message);
    for (StackTraceElement frame : mapped.getStackTrace()) {
      lines.add("    at " + frame);
    }
    return new CellFailure(name, String.valueOf(message), lines);
  }

  static CellFailure rejected(Cell cell, Cell.Piece piece, List<Diag> diagnostics) {
    List<String> lines = new ArrayList<>();
    for (Diag diagnostic : diagnostics) {
      int at = piece.start() + (int) diagnostic.getPosition();
      int line = cell.line(at);
      lines.add("line " + line + ": " + diagnostic.getMessage(Locale.ROOT));
      lines.add(cell.lineText(line));
      lines.add(" ".repeat(Math.max(0, at - 1 - cell.code().lastIndexOf('\n', at - 1))) + "^");
    }
    return new CellFailure("CompileError", lines.isEmpty() ? "" : lines.get(0), lines);
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("ename", name);
    json.addProperty("evalue", getMessage());
    JsonArray traceback = new JsonArray();
    lines.forEach(traceback::add);
    json.add("traceback", traceback);
    return json;
  }
}
