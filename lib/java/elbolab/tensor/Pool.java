package elbolab.tensor;

import java.util.Arrays;

/**
 * Storages of one backend that wait to be used again, sorted into classes of size, four to an
 * octave. What would make the waiting ones more than the backend allows is released.
 */
final class Pool {
  static final int MAX_SIZE = 1 << 30;
  private static final int MIN_SIZE = 16;

  final Backend backend;
  private final long maxIdle;
  private final Storage[][] idle = new Storage[4 * 31][];
  private final int[] counts = new int[4 * 31];
  private long idleSize;

  Pool(Backend backend) {
    this.backend = backend;
    maxIdle = backend.idleLimit();
  }

  Storage take(int size) {
    int last = Math.max(size, MIN_SIZE) - 1;
    int shift = 29 - Integer.numberOfLeadingZeros(last);
    int step = last >>> shift;
    int which = 4 * shift + (step - 4);
    int capacity = (step + 1) << shift;
    if (counts[which] == 0) return backend.allocate(capacity);
    idleSize -= capacity;
    int at = --counts[which];
    Storage storage = idle[which][at];
    idle[which][at] = null;
    return storage;
  }

  void giveBack(Storage storage) {
    int last = storage.capacity() - 1;
    if (idleSize + last >= maxIdle) {
      backend.release(storage);
      return;
    }
    int shift = 29 - Integer.numberOfLeadingZeros(last);
    int which = 4 * shift + ((last >>> shift) - 4);
    Storage[] row = idle[which];
    if (row == null) row = idle[which] = new Storage[8];
    if (counts[which] == row.length) row = idle[which] = Arrays.copyOf(row, 2 * row.length);
    row[counts[which]++] = storage;
    idleSize += last + 1;
  }
}
