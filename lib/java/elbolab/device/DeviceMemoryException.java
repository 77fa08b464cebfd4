package elbolab.device;

import java.util.Locale;

/** A device has no room for what was asked. */
public final class DeviceMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final double MEBIBYTE = 1 << 20;

  private final long asked;
  private final long free;

  DeviceMemoryException(String device, long asked, Device.Memory memory) {
    super(
        String.format(
            Locale.ROOT,
            "%s has no room for %.1f MiB: %.1f of its %.1f MiB are free. A batch of at most %.0f %% of"
                + " the rows would ask for no more than that; inference under a tape"
                + " (Tape.inference()) gives memory back at its end",
            device,
            asked / MEBIBYTE,
            memory.free() / MEBIBYTE,
            memory.bytes() / MEBIBYTE,
            Math.min(100, Math.floor(100.0 * memory.free() / asked))));
    this.asked = asked;
    this.free = memory.free();
  }

  /** Bytes. */
  public long asked() {
    return asked;
  }

  /** Bytes. */
  public long free() {
    return free;
  }
}
