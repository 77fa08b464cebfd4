package elbolab.device;

import com.sun.jna.Native;
import java.util.ArrayList;
import java.util.List;

/**
 * A card that NVIDIA's driver knows.
 *
 * @param handle the driver's number of it
 * @param memory bytes
 * @param capability of its processors, 75 for 7.5
 * @param driver the CUDA version that the driver serves, 12040 for 12.4
 */
public record CudaDevice(int handle, String name, long memory, int capability, int driver) {
  /** From this on cards run the kernels' code: Turing, of 2018. */
  static final int LEAST_CAPABILITY = 75;

  /** All that there are; none where the driver is not installed. */
  public static List<CudaDevice> all() {
    int[] number = new int[1];
    if (CudaLibrary.failure() != null
        || CudaLibrary.cuInit(0) != 0
        || CudaLibrary.cuDeviceGetCount(number) != 0) {
      return List.of();
    }
    List<CudaDevice> devices = new ArrayList<>();
    for (int i = 0, count = number[0]; i < count; i++) {
      if (CudaLibrary.cuDeviceGet(number, i) == 0) devices.add(of(number[0]));
    }
    return devices;
  }

  private static CudaDevice of(int handle) {
    byte[] name = new byte[256];
    CudaLibrary.cuDeviceGetName(name, name.length, handle);
    long[] bytes = new long[1];
    CudaLibrary.cuDeviceTotalMem_v2(bytes, handle);
    int[] driver = new int[1];
    CudaLibrary.cuDriverGetVersion(driver);
    int capability =
        10 * attribute(handle, CudaLibrary.CAPABILITY_MAJOR)
            + attribute(handle, CudaLibrary.CAPABILITY_MINOR);
    return new CudaDevice(handle, Native.toString(name), bytes[0], capability, driver[0]);
  }

  private static int attribute(int handle, int which) {
    int[] value = new int[1];
    CudaLibrary.cuDeviceGetAttribute(value, which, handle);
    return value[0];
  }

  /** Why it cannot run the kernels; empty if it can. */
  public String refusal() {
    return capability >= LEAST_CAPABILITY
        ? ""
        : "%s has compute capability %d.%d; the kernels need %d.%d"
            .formatted(
                name,
                capability / 10,
                capability % 10,
                LEAST_CAPABILITY / 10,
                LEAST_CAPABILITY % 10);
  }

  @Override
  public String toString() {
    return name + " (CUDA " + driver / 1000 + "." + driver % 1000 / 10 + ")";
  }
}
