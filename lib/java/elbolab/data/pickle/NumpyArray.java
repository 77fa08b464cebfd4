package elbolab.data.pickle;

import elbolab.data.DataException;
import elbolab.data.pickle.Pickle.Call;
import elbolab.data.pickle.Pickle.Tuple;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * An array of NumPy with one or two axes.
 *
 * @param shape extent of each axis
 * @param numbers row-major; an object that is no number is NaN here
 * @param objects the objects of an array of objects; of one of numbers it is empty
 */
public record NumpyArray(int[] shape, double[] numbers, List<Object> objects) {
  /** The array that a pickled object is. */
  public static NumpyArray of(Object pickled) {
    if (!(pickled instanceof Call call)) {
      throw new DataException("expected a NumPy array, found " + Pickle.kind(pickled));
    }
    try {
      if (call.isOf("_reconstruct")) {
        // (version, shape, dtype, whether column-major, bytes or objects)
        List<Object> state = ((Tuple) call.states().get(0)).items();
        return of(state.get(1), state.get(2), (Boolean) state.get(3), state.get(4));
      }
      if (call.isOf("_frombuffer")) {
        // (bytes, dtype, shape, order)
        List<Object> given = call.arguments();
        return of(given.get(2), given.get(1), given.get(3).equals("F"), given.get(0));
      }
    } catch (ClassCastException
        | IndexOutOfBoundsException
        | NullPointerException
        | ArithmeticException e) {
      throw new DataException("a NumPy array in a layout that is not known here", e);
    }
    throw new DataException("expected a NumPy array, found " + Pickle.kind(call));
  }

  private static NumpyArray of(Object shape, Object type, boolean columnMajor, Object data) {
    int[] extents =
        ((Tuple) shape).items().stream().mapToInt(n -> Math.toIntExact((Long) n)).toArray();
    List<Object> objects =
        data instanceof List<?> list ? Collections.unmodifiableList(list) : List.of();
    double[] stored =
        data instanceof List<?> list
            ? list.stream().mapToDouble(NumpyArray::number).toArray()
            : numbers((Call) type, bytes(data));
    long size = Arrays.stream(extents).asLongStream().reduce(1, Math::multiplyExact);
    boolean negative = Arrays.stream(extents).anyMatch(extent -> extent < 0);
    boolean fits = extents.length <= 2 && !negative && stored.length == size;
    if (!fits || (columnMajor && !objects.isEmpty())) {
      throw new DataException(
          "a NumPy array of %d items and shape %s, which is not read here"
              .formatted(stored.length, Arrays.toString(extents)));
    }
    boolean turn = columnMajor && extents.length == 2;
    return new NumpyArray(extents, turn ? rowMajor(extents, stored) : stored, objects);
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
    return call.isOf("bytes")
        ? new byte[0]
        : ((String) call.arguments().get(0)).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Numbers of a type {@code dtype('f8', …)} with its state {@code (3, '<', …)}. */
  private static double[] numbers(Call type, byte[] bytes) {
    String code = (String) type.arguments().get(0);
    String order = (String) ((Tuple) type.states().get(0)).items().get(1);
    ToDoubleFunction<ByteBuffer> next =
        switch (code) {
          case "f4" -> ByteBuffer::getFloat;
          case "f8" -> ByteBuffer::getDouble;
          case "i1" -> ByteBuffer::get;
          case "u1", "b1" -> from -> from.get() & 0xFF;
          case "i2" -> ByteBuffer::getShort;
          case "u2" -> from -> from.getShort() & 0xFFFF;
          case "i4" -> ByteBuffer::getInt;
          case "u4" -> from -> from.getInt() & 0xFFFFFFFFL;
          case "i8" -> ByteBuffer::getLong;
          case "u8" -> from -> unsigned(from.getLong());
          default ->
              throw new DataException(
                  "a NumPy array of type '" + code + "'; only numbers are read");
        };
    int size = code.charAt(1) - '0';
    if (bytes.length % size != 0) {
      throw new DataException(
          "a NumPy array of %d bytes does not hold numbers of %d".formatted(bytes.length, size));
    }
    boolean big = order.equals(">");
    ByteBuffer buffer =
        ByteBuffer.wrap(bytes).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    double[] numbers = new double[bytes.length / size];
    Arrays.setAll(numbers, i -> next.applyAsDouble(buffer));
    return numbers;
  }

  private static double unsigned(long bits) {
    // The lowest bit is kept sticky, so that halving does not round twice.
    return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
  }

  private static double[] rowMajor(int[] extents, double[] columnMajor) {
    double[] items = new double[columnMajor.length];
    Arrays.setAll(items, i -> columnMajor[i % extents[1] * extents[0] + i / extents[1]]);
    return items;
  }
}
