package elbolab.device;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import elbolab.tensor.Backends;
import java.util.List;
import java.util.function.Supplier;

/**
 * The device of the tests, OpenCL's first unless the property elbolab.device names another; without
 * OpenCL they are skipped, and say so.
 */
public final class TestDevice {
  private TestDevice() {}

  /** Skips the test where there is none. */
  static OpenClDevice found() {
    List<OpenClDevice> devices = OpenClDevice.all();
    assumeFalse(devices.isEmpty(), "no OpenCL device: " + OpenCl.REMEDY);
    return devices.get(0);
  }

  public static DeviceBackend backend() {
    String chosen = System.getProperty("elbolab.device", "opencl");
    if (chosen.equals("opencl")) found();
    return (DeviceBackend) Backends.of(chosen);
  }

  /** What comes out where the device is the place of all new tensors. */
  static <T> T there(Supplier<T> computation) {
    DeviceBackend device = backend();
    Backends.use(device);
    try {
      return computation.get();
    } finally {
      Backends.use("cpu");
    }
  }
}
