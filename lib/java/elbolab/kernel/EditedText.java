package elbolab.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A text with insertions and replacements, and the way back from a place in the new one. */
final class EditedText {
  private final String original;
  private final List<Edit> edits = new ArrayList<>();

  private record Edit(int start, int end, String text) {
    int growth() {
      return text.length() - (end - start);
    }
  }

  EditedText(String original) {
    this.original = original;
  }

  String original() {
    return original;
  }

  void replace(int start, int end, String text) {
    edits.add(new Edit(start, end, text));
    edits.sort(Comparator.comparingInt(Edit::start));
  }

  /** The new text. */
  String text() {
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (Edit edit : edits) {
      text.append(original, at, edit.start()).append(edit.text());
      at = edit.end();
    }
    return text.append(original.substring(at)).toString();
  }

  /** Where a place of the new text is in the original; one inside of an edit is at its start. */
  int originalOffset(int offset) {
    int shift = 0;
    for (Edit edit : edits) {
      int start = edit.start() + shift;
      if (offset < start) {
        break;
      }
      if (offset < start + edit.text().length()) {
        return edit.start();
      }
      shift += edit.growth();
    }
    return offset - shift;
  }
}
