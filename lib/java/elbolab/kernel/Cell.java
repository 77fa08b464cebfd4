package elbolab.kernel;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** The text of a cell and its number. */
record Cell(String code, int count) {

  /** A statement, expression or declaration of a cell, and where it starts in the cell's text. */
  record Piece(String source, int start) {}

  /** What came of a cell: at most one of both is there. */
  record Outcome(MimeBundle result, CellFailure failure) {}

  /**
   * The pieces in order, each without the blanks and comments around it. This is more than tidy: an
   * import of all names of a package that holds a line break makes JShell set variables of earlier
   * cells to null.
   */
  List<Piece> pieces(SourceCodeAnalysis analysis) {
    List<Piece> pieces = new ArrayList<>();
    String rest = code;
    while (true) {
      rest = rest.substring(blankPrefix(rest));
      if (rest.isEmpty()) {
        return pieces;
      }
      CompletionInfo info = analysis.analyzeCompletion(rest);
      int start = code.length() - rest.length();
      boolean complete = info.completeness().isComplete();
      String source = complete ? info.source().strip() : rest.strip();
      if (source.startsWith("import") && complete) {
        source = source.replaceAll("\\s+", " ");
      }
      pieces.add(new Piece(source, start));
      rest = complete ? info.remaining() : "";
    }
  }

  int line(int offset) {
    return 1
        + (int) code.substring(0, Math.min(offset, code.length())).lines().count()
        - (offset > 0 && code.charAt(Math.min(offset, code.length()) - 1) != '\n' ? 1 : 0);
  }

  String lineText(int line) {
    return code.lines().skip(line - 1L).findFirst().orElse("");
  }

  /** Length of the blanks and comments at the start of the text. */
  static int blankPrefix(String text) {
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
      } else if (text.startsWith("/*", at) && text.indexOf("*/", at + 2) >= 0) {
        at = text.indexOf("*/", at + 2) + 2;
      } else {
        break;
      }
    }
    return at;
  }
}
