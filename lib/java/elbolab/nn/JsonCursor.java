package elbolab.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads JSON of a fixed shape, asked piece by piece for what must come next: nothing recursive, and
 * each error knows its character.
 */
public final class JsonCursor {
  private final String text;
  private final Function<String, ? extends RuntimeException> error;
  private int at;

  /**
   * @param error makes the exception of a sentence that says what is wrong at which character
   */
  public JsonCursor(String text, Function<String, ? extends RuntimeException> error) {
    this.text = text;
    this.error = error;
  }

  /** A list of whole numbers from 0 on. */
  public long[] numbers() {
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

  /** A whole number from 0 on. */
  public long number() {
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

  /** A number with sign, point and exponent as it likes. */
  public double real() {
    skipSpace();
    int from = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return Double.parseDouble(text.substring(from, at));
    } catch (NumberFormatException notOne) {
      throw broken("a number is expected");
    }
  }

  public String string() {
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
      throw broken("the end comes inside a text");
    }
    return text.charAt(at++);
  }

  public void expect(char wanted) {
    if (!next(wanted)) {
      String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
      throw broken("'" + wanted + "' is expected, " + found + " is there");
    }
  }

  /** Whether this comes next, which is then read. */
  public boolean next(char wanted) {
    boolean there = sees(wanted);
    at += there ? 1 : 0;
    return there;
  }

  /** Whether this comes next. */
  public boolean sees(char wanted) {
    skipSpace();
    return at < text.length() && text.charAt(at) == wanted;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  public void end() {
    skipSpace();
    if (at != text.length()) {
      throw broken("text after the end");
    }
  }

  public RuntimeException broken(String problem) {
    return error.apply(problem + " (character " + at + ")");
  }
}
