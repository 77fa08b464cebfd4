package elbolab.device;

import elbolab.tensor.Storage;
import java.lang.ref.Cleaner;

/** Numbers in a buffer of a device, which is freed when nobody holds this any more, or before. */
final class DeviceStorage implements Storage {
  private static final Cleaner CLEANER = Cleaner.create();

  private final long buffer;
  private final int capacity;
  private final Cleaner.Cleanable freeing;

  DeviceStorage(Device device, int capacity) {
    long bytes = Math.max(capacity, 1) * (long) Float.BYTES;
    long made = device.allocate(bytes);
    this.buffer = made;
    this.capacity = capacity;
    this.freeing = CLEANER.register(this, () -> device.free(made, bytes));
  }

  /** The buffer's address or handle. */
  static long of(Storage storage) {
    return ((DeviceStorage) storage).buffer;
  }

  void free() {
    freeing.clean();
  }

  @Override
  public int capacity() {
    return capacity;
  }
}
