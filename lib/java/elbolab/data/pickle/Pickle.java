package elbolab.data.pickle;

import elbolab.data.DataException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a pickle of protocol 2 to 5 (PEP 307, 3154, 574) as plain data: Long, Double, Boolean,
 * String, byte[], List, Map, null, {@link Tuple} and {@link Call}. Nothing is looked up or run: a
 * call is only written down, and one of a name that is not known here is refused, so that a file
 * made to do harm is an error. What is read is never larger than the file.
 */
public final class Pickle {
  /** A tuple. */
  public record Tuple(List<Object> items) {}

  /**
   * A call of a class or function that was not made.
   *
   * @param of its module and name
   * @param states what {@code __setstate__} would be given; most often one, or none
   */
  public record Call(String of, List<Object> arguments, List<Object> states) {
    boolean isOf(String name) {
      return of.endsWith("." + name);
    }
  }

  /** A name on the stack that has not been called yet. */
  private record Global(String name) {}

  /** What NumPy's arrays and pandas' tables of numbers and texts are made of, old and new names. */
  private static final Set<String> KNOWN =
      Set.of(
          "_codecs.encode",
          "builtins.bytes",
          "__builtin__.bytes",
          "builtins.slice",
          "__builtin__.slice",
          "numpy.ndarray",
          "numpy.dtype",
          "numpy.core.multiarray._reconstruct",
          "numpy.core.multiarray.scalar",
          "numpy.core.numeric._frombuffer",
          "numpy._core.multiarray._reconstruct",
          "numpy._core.multiarray.scalar",
          "numpy._core.numeric._frombuffer",
          "pandas.core.frame.DataFrame",
          "pandas.core.internals.managers.BlockManager",
          "pandas._libs.internals._unpickle_block",
          "pandas.core.indexes.base._new_Index",
          "pandas.core.indexes.base.Index",
          "pandas.core.indexes.range.RangeIndex",
          "pandas.core.indexes.numeric.Int64Index");

  private static final Object MARK = new Object();

  private final String source;
  private final ByteBuffer bytes;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();

  private Pickle(String source, byte[] bytes) {
    this.source = source;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  public static Object read(Path file) {
    try {
      return read(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * @param source names the pickle in errors
   */
  public static Object read(String source, byte[] bytes) {
    Pickle pickle = new Pickle(source, bytes);
    try {
      return pickle.run();
    } catch (BufferUnderflowException e) {
      throw new DataException(source + ": the pickle is cut off", e);
    } catch (ClassCastException | IndexOutOfBoundsException | NullPointerException e) {
      throw pickle.wrong("an operation on what it cannot be applied to", e);
    }
  }

  /** What to call an object in a message; its contents may be without end. */
  static String kind(Object object) {
    return object == null
        ? "None"
        : object instanceof Call call ? call.of() : object.getClass().getSimpleName();
  }

  private Object run() {
    if (unsigned(1) != 0x80 || unsigned(1) < 2) {
      throw wrong("no pickle of protocol 2 to 5", null);
    }
    for (int code = (int) unsigned(1); code != '.'; code = (int) unsigned(1)) {
      if (!isScalar(code) && !isCollection(code)) {
        step(code);
      }
    }
    return pop();
  }

  private void step(int code) {
    switch (code) {
      case 0x80 -> unsigned(1); // the protocol, again
      case 0x95 -> bytes.getLong(); // a frame's length: frames need no care here
      case '(' -> stack.add(MARK);
      case '0' -> pop();
      case '1' -> popToMark();
      case '2' -> stack.add(top());
      case 'q' -> memo.put(unsigned(1), top());
      case 'r' -> memo.put(unsigned(4), top());
      case 0x94 -> memo.put((long) memo.size(), top());
      case 'h' -> stack.add(remembered(unsigned(1)));
      case 'j' -> stack.add(remembered(unsigned(4)));
      case 'c' -> stack.add(global(line() + "." + line()));
      case 0x93 -> {
        String name = (String) pop();
        stack.add(global(pop() + "." + name));
      }
      case 'R', 0x81 -> {
        List<Object> arguments = ((Tuple) pop()).items();
        stack.add(new Call(((Global) pop()).name(), arguments, new ArrayList<>()));
      }
      case 'b' -> {
        Object state = pop();
        ((Call) top()).states().add(state);
      }
      default -> throw wrong("operation 0x%02x, which is not read here".formatted(code), null);
    }
  }

  /** Whether it was a number, a text or bytes. */
  private boolean isScalar(int code) {
    switch (code) {
      case 'N' -> stack.add(null);
      case 0x88 -> stack.add(true);
      case 0x89 -> stack.add(false);
      case 'J' -> stack.add((long) bytes.getInt());
      case 'K' -> stack.add(unsigned(1));
      case 'M' -> stack.add(unsigned(2));
      case 0x8a -> stack.add(signed((int) unsigned(1)));
      case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(bytes.getLong())));
      case 0x8c -> stack.add(text(take(unsigned(1))));
      case 'X' -> stack.add(text(take(unsigned(4))));
      case 0x8d -> stack.add(text(take(bytes.getLong())));
      case 'U', 'C' -> stack.add(take(unsigned(1)));
      case 'T', 'B' -> stack.add(take(unsigned(4)));
      case 0x8e, 0x96 -> stack.add(take(bytes.getLong()));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Whether it made or filled a tuple, a list or a map. */
  @SuppressWarnings("unchecked") // an object of another class ends in the caller's catch
  private boolean isCollection(int code) {
    switch (code) {
      case ')' -> stack.add(new Tuple(List.of()));
      case 't' -> stack.add(new Tuple(popToMark()));
      case 0x85, 0x86, 0x87 -> stack.add(new Tuple(popFrom(stack.size() - (code - 0x84))));
      case ']' -> stack.add(new ArrayList<>());
      case 'l' -> stack.add(popToMark());
      case 'a' -> {
        Object item = pop();
        ((List<Object>) top()).add(item);
      }
      case 'e' -> {
        List<Object> items = popToMark();
        ((List<Object>) top()).addAll(items);
      }
      case '}' -> stack.add(new LinkedHashMap<>());
      case 's', 'u' -> {
        List<Object> items = code == 'u' ? popToMark() : popFrom(stack.size() - 2);
        for (int i = 0; i < items.size(); i += 2) {
          ((Map<Object, Object>) top()).put(key(items.get(i)), items.get(i + 1));
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Only what cannot hold itself is looked up by its value. */
  private static Object key(Object key) {
    if (!(key instanceof String || key instanceof Long)) {
      throw new ClassCastException("a key");
    }
    return key;
  }

  private Object top() {
    Object top = stack.get(stack.size() - 1);
    if (top == MARK) {
      throw new ClassCastException("a mark");
    }
    return top;
  }

  private Object pop() {
    Object top = top();
    stack.remove(stack.size() - 1);
    return top;
  }

  private List<Object> popToMark() {
    List<Object> items = popFrom(stack.lastIndexOf(MARK) + 1);
    stack.remove(stack.size() - 1);
    return items;
  }

  private List<Object> popFrom(int first) {
    List<Object> above = stack.subList(first, stack.size());
    List<Object> items = new ArrayList<>(above);
    above.clear();
    return items;
  }

  private Object remembered(long index) {
    if (!memo.containsKey(index)) {
      throw wrong("a reference to " + index + ", which was not stored", null);
    }
    return memo.get(index);
  }

  private Global global(String name) {
    if (!KNOWN.contains(name)) {
      throw wrong(
          "it asks for " + name + ", which is refused: only arrays and tables are read", null);
    }
    return new Global(name);
  }

  /** A little-endian whole number of up to 7 bytes. */
  private long unsigned(int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (bytes.get() & 0xFFL) << (8 * i);
    }
    return value;
  }

  /** A little-endian whole number of up to 8 bytes in two's complement. */
  private long signed(int size) {
    if (size > Long.BYTES) {
      throw new IndexOutOfBoundsException("a whole number of " + size + " bytes");
    }
    int unused = Long.SIZE - 8 * size;
    return size == 0 ? 0 : unsigned(size) << unused >> unused;
  }

  /** The length is checked before anything of that length is made. */
  private byte[] take(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] taken = new byte[(int) count];
    bytes.get(taken);
    return taken;
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** Up to the next line feed, which is skipped. */
  private String line() {
    int start = bytes.position();
    while (bytes.get() != '\n') {
      // its content is taken below
    }
    int length = bytes.position() - 1 - start;
    return new String(bytes.array(), start, length, StandardCharsets.UTF_8);
  }

  private DataException wrong(String what, Throwable cause) {
    return new DataException(source + ", byte " + bytes.position() + ": " + what, cause);
  }
}
