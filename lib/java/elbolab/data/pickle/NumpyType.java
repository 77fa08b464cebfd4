package elbolab.data.pickle;

import elbolab.data.DataException;
import elbolab.data.pickle.Pickled.Call;
import elbolab.data.pickle.Pickled.Tuple;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.ToDoubleFunction;

/** How NumPy stores a number: its kind (f, i, u or b), its bytes and their order. */
record NumpyType(char kind, int size, ByteOrder order) {
  /** From {@code dtype('f8', …)} and its state {@code (3, '<', …)}. */
  static NumpyType of(Call type) {
    String code = (String) type.arguments().get(0);
    String order = (String) ((Tuple) type.states().get(0)).items().get(1);
    if (!code.matches("f[48]|[iu][1248]|b1")) {
      throw new DataException("a NumPy array of type '" + code + "'; only numbers are read");
    }
    return new NumpyType(
        code.charAt(0),
        code.charAt(1) - '0',
        order.equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  double[] numbers(byte[] bytes) {
    if (bytes.length % size != 0) {
      throw new DataException(
          "a NumPy array of %d bytes does not hold numbers of %d".formatted(bytes.length, size));
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    ToDoubleFunction<ByteBuffer> next = reader();
    double[] numbers = new double[bytes.length / size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = next.applyAsDouble(buffer);
    }
    return numbers;
  }

  private ToDoubleFunction<ByteBuffer> reader() {
    if (kind == 'f') {
      return size == 4 ? ByteBuffer::getFloat : ByteBuffer::getDouble;
    }
    boolean signed = kind == 'i';
    return switch (size) {
      case 1 -> from -> signed ? from.get() : from.get() & 0xFF;
      case 2 -> from -> signed ? from.getShort() : from.getShort() & 0xFFFF;
      case 4 -> from -> signed ? from.getInt() : from.getInt() & 0xFFFFFFFFL;
      default -> from -> signed ? from.getLong() : unsigned(from.getLong());
    };
  }

  private static double unsigned(long bits) {
    // The lowest bit is kept sticky, so that halving does not round twice.
    return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
  }
}
