package elbolab.data.pickle;

import elbolab.data.DataException;
import elbolab.data.pickle.Pickled.Call;
import elbolab.data.pickle.Pickled.Global;
import elbolab.data.pickle.Pickled.Tuple;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a pickle of protocol 2 to 5 (PEP 307, 3154, 574) as plain data. Nothing is looked up or
 * run: a call becomes a {@link Call}, and one of a name that is not known here is refused, so that
 * a file made to do harm is an error. What is read is never larger than the file.
 */
public final class Pickle {
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
  private final PickleBytes bytes;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();

  private Pickle(String source, byte[] bytes) {
    this.source = source;
    this.bytes = new PickleBytes(bytes);
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

  private Object run() {
    if (bytes.unsigned(1) != 0x80 || bytes.unsigned(1) < 2) {
      throw wrong("no pickle of protocol 2 to 5", null);
    }
    while (true) {
      int code = (int) bytes.unsigned(1);
      if (code == '.') {
        return pop();
      }
      step(code);
    }
  }

  private void step(int code) {
    switch (code) {
      case 0x80 -> bytes.unsigned(1); // the protocol, again
      case 0x95 -> bytes.signed(8); // a frame's length: frames need no care here
      case '(' -> stack.add(MARK);
      case '0' -> pop();
      case '1' -> popToMark();
      case '2' -> stack.add(top());
      case 'q' -> memo.put(bytes.unsigned(1), top());
      case 'r' -> memo.put(bytes.unsigned(4), top());
      case 0x94 -> memo.put((long) memo.size(), top());
      case 'h' -> stack.add(remembered(bytes.unsigned(1)));
      case 'j' -> stack.add(remembered(bytes.unsigned(4)));
      case 'c' -> stack.add(global(bytes.line(), bytes.line()));
      case 0x93 -> {
        String name = (String) pop();
        stack.add(global((String) pop(), name));
      }
      case 'R', 0x81 -> {
        List<Object> arguments = ((Tuple) pop()).items();
        stack.add(new Call((Global) pop(), arguments));
      }
      case 'b' -> {
        Object state = pop();
        ((Call) top()).states().add(state);
      }
      default -> {
        if (!isScalar(code) && !isCollection(code)) {
          throw wrong("operation 0x%02x, which is not read here".formatted(code), null);
        }
      }
    }
  }

  /** Whether it was a number, a text or bytes. */
  private boolean isScalar(int code) {
    switch (code) {
      case 'N' -> stack.add(null);
      case 0x88 -> stack.add(true);
      case 0x89 -> stack.add(false);
      case 'J' -> stack.add(bytes.signed(4));
      case 'K' -> stack.add(bytes.unsigned(1));
      case 'M' -> stack.add(bytes.unsigned(2));
      case 0x8a -> stack.add(bytes.signed((int) bytes.unsigned(1)));
      case 'G' -> stack.add(bytes.bigEndianDouble());
      case 0x8c -> stack.add(bytes.text(bytes.unsigned(1)));
      case 'X' -> stack.add(bytes.text(bytes.unsigned(4)));
      case 0x8d -> stack.add(bytes.text(bytes.signed(8)));
      case 'U', 'C' -> stack.add(bytes.take(bytes.unsigned(1)));
      case 'T', 'B' -> stack.add(bytes.take(bytes.unsigned(4)));
      case 0x8e, 0x96 -> stack.add(bytes.take(bytes.signed(8)));
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
      case 0x85, 0x86, 0x87 -> {
        List<Object> last = stack.subList(stack.size() - (code - 0x84), stack.size());
        Tuple tuple = new Tuple(new ArrayList<>(last));
        last.clear();
        stack.add(tuple);
      }
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
      case 's' -> {
        Object value = pop();
        Object key = key(pop());
        ((Map<Object, Object>) top()).put(key, value);
      }
      case 'u' -> {
        List<Object> items = popToMark();
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
    int mark = stack.lastIndexOf(MARK);
    List<Object> above = stack.subList(mark + 1, stack.size());
    List<Object> items = new ArrayList<>(above);
    above.clear();
    stack.remove(mark);
    return items;
  }

  private Object remembered(long index) {
    if (!memo.containsKey(index)) {
      throw wrong("a reference to " + index + ", which was not stored", null);
    }
    return memo.get(index);
  }

  private Global global(String module, String name) {
    Global global = new Global(module, name);
    if (!KNOWN.contains(global.toString())) {
      throw wrong(
          "it asks for " + global + ", which is refused: only arrays and tables are read", null);
    }
    return global;
  }

  private DataException wrong(String what, Throwable cause) {
    return new DataException(source + ", byte " + bytes.position() + ": " + what, cause);
  }
}
