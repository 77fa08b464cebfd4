package elbolab.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A device that OpenCL knows, and what it says of itself.
 *
 * @param memory bytes
 * @param floats what its floats can do, as OpenCL's bits
 * @param hasDoubles whether it computes in double precision
 */
public record OpenClDevice(
    long platform,
    long handle,
    String platformName,
    String name,
    Kind kind,
    long memory,
    long floats,
    boolean hasDoubles) {
  /** In the order of preference. */
  public enum Kind {
    GPU,
    ACCELERATOR,
    PROCESSOR
  }

  static final long ALL_KINDS = 0xFFFFFFFFL;
  static final int PLATFORM_NAME = 0x0902;
  static final int DEVICE_KIND = 0x1000;
  static final int MEMORY = 0x101F;
  static final int NAME = 0x102B;
  static final int FLOATS = 0x101B;
  static final int DOUBLES = 0x1032;
  static final long IS_GPU = 4;
  static final long IS_ACCELERATOR = 8;

  static final long SUBNORMALS = 1;
  static final long FUSED = 0x20;
  static final long EXACT_DIVISION = 0x80;

  /** All that there are, graphics cards first; none where OpenCL is not installed. */
  public static List<OpenClDevice> all() {
    if (OpenClLibrary.failure() != null) return List.of();
    int[] count = new int[1];
    if (OpenClLibrary.clGetPlatformIDs(0, null, count) != 0) return List.of();
    long[] platforms = new long[count[0]];
    OpenClLibrary.clGetPlatformIDs(count[0], platforms, null);
    List<OpenClDevice> devices = new ArrayList<>();
    for (long platform : platforms) {
      if (OpenClLibrary.clGetDeviceIDs(platform, ALL_KINDS, 0, null, count) != 0) continue;
      long[] handles = new long[count[0]];
      OpenClLibrary.clGetDeviceIDs(platform, ALL_KINDS, count[0], handles, null);
      for (long handle : handles) devices.add(of(platform, handle));
    }
    devices.sort(Comparator.comparing(OpenClDevice::kind));
    return devices;
  }

  private static OpenClDevice of(long platform, long handle) {
    byte[] name = new byte[1024];
    long[] got = new long[1];
    OpenClLibrary.clGetPlatformInfo(platform, PLATFORM_NAME, name.length, name, got);
    long kind = number(handle, DEVICE_KIND);
    return new OpenClDevice(
        platform,
        handle,
        text(name, got[0]),
        text(handle, NAME),
        (kind & IS_GPU) != 0
            ? Kind.GPU
            : (kind & IS_ACCELERATOR) != 0 ? Kind.ACCELERATOR : Kind.PROCESSOR,
        number(handle, MEMORY),
        number(handle, FLOATS),
        number(handle, DOUBLES) != 0);
  }

  private static long number(long handle, int what) {
    byte[] bytes = new byte[Long.BYTES];
    OpenClLibrary.clGetDeviceInfo(handle, what, bytes.length, bytes, null);
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong();
  }

  private static String text(long handle, int what) {
    byte[] bytes = new byte[1024];
    long[] got = new long[1];
    OpenClLibrary.clGetDeviceInfo(handle, what, bytes.length, bytes, got);
    return text(bytes, got[0]);
  }

  /** Without the zero at its end. */
  private static String text(byte[] bytes, long length) {
    return new String(bytes, 0, Math.max(0, (int) length - 1), StandardCharsets.UTF_8).strip();
  }

  /** What it lacks to compute the engine's bits; empty if nothing. */
  public List<String> lacks() {
    List<String> lacks = new ArrayList<>();
    if ((floats & FUSED) == 0) lacks.add("fused multiply-adds");
    if ((floats & SUBNORMALS) == 0) lacks.add("subnormal numbers");
    if ((floats & EXACT_DIVISION) == 0) lacks.add("correctly rounded divisions and roots");
    return lacks;
  }

  @Override
  public String toString() {
    return name + " (" + platformName + ")";
  }
}
