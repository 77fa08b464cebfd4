package elbolab.data.pickle;

import elbolab.data.DataException;
import elbolab.data.pickle.Pickled.Call;
import elbolab.data.pickle.Pickled.Tuple;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * An array of NumPy.
 *
 * @param shape extent of each axis
 * @param numbers row-major; an object that is no number is NaN here
 * @param objects the objects of an array of objects; of one of numbers it is empty
 */
public record NumpyArray(int[] shape, double[] numbers, List<Object> objects) {
  /** The array that a pickled object is. */
  public static NumpyArray of(Object pickled) {
    if (!(pickled instanceof Call call)) {
      throw new DataException("expected a NumPy array, found " + Pickled.kind(pickled));
    }
    try {
      return switch (call.of().name()) {
        case "_reconstruct" -> {
          // (version, shape, dtype, whether column-major, bytes or objects)
          List<Object> state = ((Tuple) call.states().get(0)).items();
          yield of(state.get(1), state.get(2), (Boolean) state.get(3), state.get(4));
        }
        case "_frombuffer" -> {
          // (bytes, dtype, shape, order)
          List<Object> given = call.arguments();
          yield of(given.get(2), given.get(1), given.get(3).equals("F"), given.get(0));
        }
        default -> throw new DataException("expected a NumPy array, found " + Pickled.kind(call));
      };
    } catch (ClassCastException
        | IndexOutOfBoundsException
        | NullPointerException
        | ArithmeticException e) {
      throw new DataException("a NumPy array in a layout that is not known here", e);
    }
  }

  private static NumpyArray of(Object shape, Object type, boolean columnMajor, Object data) {
    int[] extents =
        ((Tuple) shape).items().stream().mapToInt(n -> Math.toIntExact((Long) n)).toArray();
    List<Object> objects =
        data instanceof List<?> list ? Collections.unmodifiableList(list) : List.of();
    double[] stored =
        data instanceof List<?> list
            ? list.stream().mapToDouble(NumpyArray::number).toArray()
            : NumpyType.of((Call) type).numbers(bytes(data));
    long size = 1;
    for (int extent : extents) {
      size = Math.multiplyExact(size, extent);
    }
    boolean negative = Arrays.stream(extents).anyMatch(extent -> extent < 0);
    if (negative || stored.length != size || (columnMajor && !objects.isEmpty())) {
      throw new DataException(
          "a NumPy array of %d items, where its shape asks for %d".formatted(stored.length, size));
    }
    return new NumpyArray(extents, columnMajor ? rowMajor(extents, stored) : stored, objects);
  }

  private static double number(Object item) {
    return item instanceof Number number
        ? number.doubleValue()
        : item instanceof Boolean truth ? (truth ? 1 : 0) : Double.NaN;
  }

  /** Before protocol 3, bytes are a text whose characters are the bytes, and a call. */
  private static byte[] bytes(Object data) {
    if (data instanceof byte[] bytes) {
      return bytes;
    }
    Call call = (Call) data;
    if (call.of().name().equals("bytes")) {
      return new byte[0];
    }
    String text = (String) call.arguments().get(0);
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  /** Item (i_1, …, i_n) of an array whose first index runs fastest. */
  private static double[] rowMajor(int[] extents, double[] stored) {
    double[] items = new double[stored.length];
    int[] index = new int[extents.length];
    for (int i = 0; i < items.length; i++) {
      int at = 0;
      for (int axis = extents.length - 1; axis >= 0; axis--) {
        at = at * extents[axis] + index[axis];
      }
      items[i] = stored[at];
      for (int axis = extents.length - 1; axis >= 0 && ++index[axis] == extents[axis]; axis--) {
        index[axis] = 0;
      }
    }
    return items;
  }
}
