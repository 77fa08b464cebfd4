package elbolab.device;

import java.util.Arrays;

/** Arguments of a kernel in the order of its parameters. */
final class Arguments {
  /** No kernel has more. */
  static final int MOST = 64;

  private final long[] bits = new long[MOST];
  private final int[] sizes = new int[MOST];
  private int count;

  private Arguments add(int size, long value) {
    sizes[count] = size;
    bits[count++] = value;
    return this;
  }

  Arguments buffer(long buffer) {
    return add(Long.BYTES, buffer);
  }

  Arguments integer(int value) {
    return add(Integer.BYTES, value & 0xFFFFFFFFL);
  }

  Arguments integers(int... values) {
    for (int value : values) integer(value);
    return this;
  }

  Arguments number(float value) {
    return add(Float.BYTES, Float.floatToRawIntBits(value) & 0xFFFFFFFFL);
  }

  Arguments word(long value) {
    return add(Long.BYTES, value);
  }

  int count() {
    return count;
  }

  /** The value in the low bytes. */
  long bits(int which) {
    return bits[which];
  }

  int size(int which) {
    return sizes[which];
  }

  /** The same values; a kernel's sizes are always the same. */
  boolean isSame(Arguments other) {
    return Arrays.equals(bits, 0, count, other.bits, 0, other.count);
  }
}
