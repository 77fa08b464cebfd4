package elbolab.device;

import elbolab.tensor.Backend;
import elbolab.tensor.BackendProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Devices of one kind by their number; each is opened once. */
abstract class DeviceProvider implements BackendProvider {
  private static final Map<String, DeviceBackend> OPENED = new HashMap<>();

  private final String name;
  private final IntFunction<Device> open;

  DeviceProvider(String name, IntFunction<Device> open) {
    this.name = name;
    this.open = open;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Backend open(String which) {
    if (!which.matches("\\d{0,3}")) {
      throw new IllegalArgumentException(
          "\"%s:%s\": behind the colon stands the number of a device, such as 0"
              .formatted(name, which));
    }
    int number = which.isEmpty() ? 0 : Integer.parseInt(which);
    synchronized (OPENED) {
      return OPENED.computeIfAbsent(
          name + number, key -> new DeviceBackend(name, open.apply(number)));
    }
  }
}
