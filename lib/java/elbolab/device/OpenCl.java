package elbolab.device;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A device of OpenCL, which every maker of graphics cards offers. Its kernels are built here. */
public final class OpenCl implements Device {
  /** What to do where there is no device. */
  static final String REMEDY =
      "install the driver of the graphics card, which brings OpenCL (environment/gpu.md), or on"
          + " Debian without a card: apt-get install pocl-opencl-icd ocl-icd-libopencl1";

  static final int BUILD_LOG = 0x1183;
  private static final int LOG_LENGTH = 1 << 16;
  static final int NO_MEMORY = -4;
  static final int NO_RESOURCES = -5;
  static final int TOO_LARGE = -61;

  private record Compiled(String name, long handle) implements Kernel {}

  private final OpenClDevice device;
  private final long memory;
  private final long context;
  private final long queue;
  private final long program;
  private final int[] error = new int[1];

  /** Sizes of a launch, then the value of one argument. */
  private final com.sun.jna.Memory scratch = new com.sun.jna.Memory(64);

  private final long address = Pointer.nativeValue(scratch);
  private boolean closed;
  private long used;
  private long launches;
  private long reads;
  private long writes;

  /** Opens a device that computes the engine's bits, and builds its kernels. */
  public static OpenCl open(OpenClDevice device) {
    return new OpenCl(device, KernelSource.text(), device.memory());
  }

  /** The device of this number, graphics cards first. */
  public static OpenCl open(int number) {
    if (OpenClLibrary.failure() != null) {
      throw DeviceException.notInstalled("OpenCL", OpenClLibrary.failure(), REMEDY);
    }
    List<OpenClDevice> devices = OpenClDevice.all();
    if (devices.isEmpty()) throw new DeviceException("OpenCL knows no device: " + REMEDY);
    if (number < 0 || number >= devices.size()) {
      throw new DeviceException("no OpenCL device " + number + "; there are " + numbered(devices));
    }
    return open(devices.get(number));
  }

  private static String numbered(List<OpenClDevice> devices) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < devices.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(i).append(": ").append(devices.get(i));
    }
    return text.toString();
  }

  /**
   * @param memory bytes to use at most
   */
  OpenCl(OpenClDevice device, String source, long memory) {
    if (!device.lacks().isEmpty()) {
      throw new DeviceException(
          device
              + " cannot compute the same bits: it has no "
              + String.join(", no ", device.lacks()));
    }
    this.device = device;
    this.memory = memory;
    long[] one = {device.handle()};
    context = OpenClLibrary.clCreateContext(null, 1, one, null, null, error);
    check(error[0], "make a context");
    queue = OpenClLibrary.clCreateCommandQueue(context, device.handle(), 0, error);
    check(error[0], "make a queue");
    program = program(source);
    String options = "-cl-std=CL1.2 -cl-fp32-correctly-rounded-divide-sqrt";
    if (device.hasDoubles()) options += " -D FP64";
    if (OpenClLibrary.clBuildProgram(program, 1, one, options, null, null) != 0) {
      throw new DeviceException(device + " does not build the kernels:\n" + buildLog());
    }
  }

  private long program(String source) {
    byte[] text = (source + "\0").getBytes(StandardCharsets.UTF_8);
    try (var characters = new com.sun.jna.Memory(text.length);
        var texts = new com.sun.jna.Memory(Long.BYTES)) {
      characters.write(0, text, 0, text.length);
      texts.setPointer(0, characters);
      long made = OpenClLibrary.clCreateProgramWithSource(context, 1, texts, null, error);
      check(error[0], "take the kernels' text");
      return made;
    }
  }

  private String buildLog() {
    byte[] log = new byte[LOG_LENGTH];
    long[] length = new long[1];
    OpenClLibrary.clGetProgramBuildInfo(
        program, device.handle(), BUILD_LOG, log.length, log, length);
    return new String(log, 0, (int) Math.min(LOG_LENGTH, length[0]), StandardCharsets.UTF_8);
  }

  private void check(int code, String what) {
    if (code != 0)
      throw new DeviceException(device + " could not " + what + ": OpenCL error " + code);
  }

  @Override
  public String name() {
    return device.name();
  }

  @Override
  public boolean hasDoubles() {
    return device.hasDoubles();
  }

  @Override
  public synchronized Memory memory() {
    return new Memory(memory, used);
  }

  /** Counted here as well: a driver may grant more than there is and fail at a launch. */
  @Override
  public synchronized long allocate(long bytes) {
    if (used + bytes > memory) throw new DeviceMemoryException(name(), bytes, memory());
    long buffer = OpenClLibrary.clCreateBuffer(context, 1, bytes, null, error);
    if (error[0] == NO_MEMORY || error[0] == NO_RESOURCES || error[0] == TOO_LARGE) {
      throw new DeviceMemoryException(name(), bytes, memory());
    }
    check(error[0], "allocate " + bytes + " bytes");
    used += bytes;
    return buffer;
  }

  @Override
  public synchronized void free(long buffer, long bytes) {
    if (closed) return;
    check(OpenClLibrary.clReleaseMemObject(buffer), "free a buffer");
    used -= bytes;
  }

  @Override
  public synchronized void write(long buffer, float[] from, int count) {
    if (count == 0) return;
    long bytes = (long) Float.BYTES * count;
    wrote(OpenClLibrary.clEnqueueWriteBuffer(queue, buffer, 1, 0, bytes, from, 0, 0, 0), bytes);
  }

  @Override
  public synchronized void write(long buffer, int[] from, int count) {
    if (count == 0) return;
    long bytes = (long) Integer.BYTES * count;
    wrote(OpenClLibrary.clEnqueueWriteBuffer(queue, buffer, 1, 0, bytes, from, 0, 0, 0), bytes);
  }

  private void wrote(int code, long bytes) {
    check(code, "take " + bytes + " bytes");
    writes++;
  }

  @Override
  public synchronized void read(long buffer, float[] to, int count) {
    if (count == 0) return;
    reads++;
    long bytes = (long) Float.BYTES * count;
    check(
        OpenClLibrary.clEnqueueReadBuffer(queue, buffer, 1, 0, bytes, to, 0, 0, 0),
        "give " + count + " numbers");
  }

  @Override
  public synchronized Kernel kernel(String name) {
    long kernel = OpenClLibrary.clCreateKernel(program, name, error);
    check(error[0], "make kernel " + name);
    return new Compiled(name, kernel);
  }

  @Override
  public synchronized void launch(Kernel kernel, Grid grid, Arguments arguments) {
    Compiled compiled = (Compiled) kernel;
    for (int i = 0; i < arguments.count(); i++) {
      scratch.setLong(48, arguments.bits(i));
      int code = OpenClLibrary.clSetKernelArg(compiled.handle, i, arguments.size(i), address + 48);
      if (code != 0) check(code, "take argument " + i + " of " + compiled.name);
    }
    scratch.setLong(0, (long) grid.groupsX() * grid.threadsX());
    scratch.setLong(8, (long) grid.groupsY() * grid.threadsY());
    scratch.setLong(16, grid.groupsZ());
    scratch.setLong(24, grid.threadsX());
    scratch.setLong(32, grid.threadsY());
    scratch.setLong(40, 1);
    int code =
        OpenClLibrary.clEnqueueNDRangeKernel(
            queue, compiled.handle, 3, 0, address, address + 24, 0, 0, 0);
    if (code != 0) check(code, "launch " + compiled.name);
    launches++;
  }

  @Override
  public synchronized Counts counts() {
    return new Counts(launches, reads, writes);
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    OpenClLibrary.clFinish(queue);
    OpenClLibrary.clReleaseCommandQueue(queue);
    OpenClLibrary.clReleaseContext(context);
  }
}
