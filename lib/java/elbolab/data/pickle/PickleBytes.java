package elbolab.data.pickle;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a pickle, read from front to back; beyond the end is a {@link
 * BufferUnderflowException}. Lengths are checked before anything of that length is made.
 */
final class PickleBytes {
  private final ByteBuffer bytes;

  PickleBytes(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  int position() {
    return bytes.position();
  }

  /** A little-endian whole number of up to 7 bytes. */
  long unsigned(int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (bytes.get() & 0xFFL) << (8 * i);
    }
    return value;
  }

  /** A little-endian whole number of up to 8 bytes in two's complement. */
  long signed(int size) {
    if (size > Long.BYTES) {
      throw new IndexOutOfBoundsException("a whole number of " + size + " bytes");
    }
    int unused = Long.SIZE - 8 * size;
    return size == 0 ? 0 : unsigned(size) << unused >> unused;
  }

  double bigEndianDouble() {
    return bytes.getDouble();
  }

  byte[] take(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] taken = new byte[(int) count];
    bytes.get(taken);
    return taken;
  }

  String text(long count) {
    return new String(take(count), StandardCharsets.UTF_8);
  }

  /** Up to the next line feed, which is skipped. */
  String line() {
    int start = bytes.position();
    while (bytes.get() != '\n') {
      // its content is taken below
    }
    int length = bytes.position() - 1 - start;
    return new String(bytes.array(), start, length, StandardCharsets.UTF_8);
  }
}
