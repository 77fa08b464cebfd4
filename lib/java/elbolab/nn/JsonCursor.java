package elbolab.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads JSON of a fixed shape, asked piece by piece for what must come next: nothing recursive, and
 * each error knows its character.
 */
final class JsonCursor {
  private final String text;
  private final String source;
  private int at;

  JsonCursor(String text, String source) {
    this.text = text;
    this.source = source;
  }

  long[] numbers() {
    List<Long> numbers = new ArrayList<>();
    expect('[');
    if (!next(']')) {
      do {
        numbers.add(number());
      } while (next(','));
      expect(']');
    }
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  private long number() {
    skipSpace();
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    // 18 digits always fit a long.
    if (at == from || at - from > 18) {
      throw broken("a whole number of at most 18 digits is expected");
    }
    return Long.parseLong(text.substring(from, at));
  }

  String string() {
    expect('"');
    StringBuilder read = new StringBuilder();
    while (true) {
      char c = character();
      if (c == '"') {
        return read.toString();
      }
      read.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = character();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(character(), 16);
          if (digit < 0) {
            throw broken("four hexadecimal digits are expected");
          }
          code = 16 * code + digit;
        }
        yield (char) code;
      }
      default -> throw broken("unknown escape \\" + c);
    };
  }

  private char character() {
    if (at >= text.length()) {
      throw broken("the header ends inside a text");
    }
    return text.charAt(at++);
  }

  void expect(char wanted) {
    if (!next(wanted)) {
      String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
      throw broken("'" + wanted + "' is expected, " + found + " is there");
    }
  }

  boolean next(char wanted) {
    skipSpace();
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  void end() {
    skipSpace();
    if (at != text.length()) {
      throw broken("text after the end of the header");
    }
  }

  SafetensorsException broken(String problem) {
    return new SafetensorsException(source, problem + " (header, character " + at + ")");
  }
}
