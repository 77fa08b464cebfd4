package elbolab.device;

import elbolab.tensor.Backend;
import elbolab.tensor.BackendProvider;
import java.util.HashMap;
import java.util.Map;

/** Makes {@code Backends.use("opencl")} work; each device is opened once. */
public final class OpenClProvider implements BackendProvider {
  private static final Map<Integer, DeviceBackend> OPENED = new HashMap<>();

  @Override
  public String name() {
    return "opencl";
  }

  @Override
  public Backend open(String which) {
    if (!which.matches("\\d{0,3}")) {
      throw new IllegalArgumentException(
          "\"opencl:" + which + "\": behind the colon stands the number of a device, such as 0");
    }
    int number = which.isEmpty() ? 0 : Integer.parseInt(which);
    synchronized (OPENED) {
      return OPENED.computeIfAbsent(number, n -> new DeviceBackend(name(), OpenCl.open(n)));
    }
  }
}
