package elbolab.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which cell each piece comes from. JShell names a piece "#id" in stack traces and counts lines
 * from the piece's own start.
 */
final class CellLines {
  private final Map<String, Place> byId = new HashMap<>();

  private record Place(Cell cell, int firstLine) {}

  void add(String snippetId, Cell cell, Cell.Piece piece) {
    byId.put("#" + snippetId, new Place(cell, cell.line(piece.start())));
  }

  /** Number and text of the line of a cell that the frame stands for, if it stands for one. */
  Optional<String> cellLine(StackTraceElement frame) {
    Place place = byId.get(frame.getFileName());
    if (place == null) {
      return Optional.empty();
    }
    int line = place.firstLine() + frame.getLineNumber() - 1;
    return Optional.of(
        String.format(
            "    %s: %s", where(place.cell(), line), place.cell().lineText(line).strip()));
  }

  String describe(StackTraceElement frame) {
    Place place = byId.get(frame.getFileName());
    if (place == null) {
      return frame.toString();
    }
    String method = frame.getClassName() + "." + frame.getMethodName();
    String where = where(place.cell(), place.firstLine() + frame.getLineNumber() - 1);
    return method.equals(".") ? where : method.replaceFirst("^\\.", "") + " (" + where + ")";
  }

  private static String where(Cell cell, int line) {
    return String.format("cell [%d], line %d", cell.count(), line);
  }
}
