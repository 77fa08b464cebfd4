package elbolab.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** The text of a cell and its number. */
record Cell(String code, int count) {
  /** Blanks and comments after the last sign of a piece. */
  private static final Pattern LAST_COMMENTS =
      Pattern.compile("(\\s|//[^\n\"]*+|/\\*(?:[^*]|\\*(?!/))*+\\*/)+$");

  /**
   * A statement, expression or declaration of a cell, and where it starts in the cell's text.
   *
   * @param ended whether a semicolon ends it, so that its value is not meant to be shown
   */
  record Piece(EditedText source, int start, boolean ended) {
    /** The place in the cell for a place in the text that was compiled. */
    int offset(int compiled) {
      return start + source.originalOffset(compiled);
    }
  }

  /** What came of a cell: at most one of both is there. */
  record Outcome(MimeBundle result, CellFailure failure) {}

  /**
   * The pieces in order, each without the blanks and comments around it. This is more than tidy: an
   * import of all names of a package that holds a line break makes JShell set variables of earlier
   * cells to null.
   */
  List<Piece> pieces(SourceCodeAnalysis analysis) {
    List<Piece> pieces = new ArrayList<>();
    int start = blanks(0);
    while (start < code.length()) {
      CompletionInfo info = analysis.analyzeCompletion(code.substring(start));
      boolean complete = info.completeness().isComplete();
      String source = complete ? info.source().strip() : code.substring(start).strip();
      if (source.startsWith("import") && complete) {
        source = source.replaceAll("\\s+", " ");
      }
      int end = complete ? code.length() - info.remaining().length() : code.length();
      boolean ended =
          LAST_COMMENTS.matcher(code.substring(start, end)).replaceFirst("").endsWith(";");
      pieces.add(new Piece(Checkpoints.add(source), start, ended));
      start = blanks(end);
    }
    return pieces;
  }

  /** Number of the line, counted from 1, that the place is in. */
  int line(int offset) {
    return 1 + (int) code.chars().limit(offset).filter(c -> c == '\n').count();
  }

  /** Number of characters before the place in its line. */
  int column(int offset) {
    return offset - 1 - code.lastIndexOf('\n', offset - 1);
  }

  String lineText(int line) {
    return Stream.of(code.split("\n", -1)).skip(line - 1L).findFirst().orElse("");
  }

  /** The next place, from the given one on, that is neither blank nor in a comment. */
  private int blanks(int from) {
    int at = from;
    while (at < code.length()) {
      if (Character.isWhitespace(code.charAt(at))) {
        at++;
      } else if (code.startsWith("//", at)) {
        int end = code.indexOf('\n', at);
        at = end < 0 ? code.length() : end + 1;
      } else if (code.startsWith("/*", at) && code.indexOf("*/", at + 2) >= 0) {
        at = code.indexOf("*/", at + 2) + 2;
      } else {
        break;
      }
    }
    return at;
  }
}
