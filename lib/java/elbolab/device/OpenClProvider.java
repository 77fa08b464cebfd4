package elbolab.device;

/** Makes {@code Backends.use("opencl")} work. */
public final class OpenClProvider extends DeviceProvider {
  public OpenClProvider() {
    super("opencl", OpenCl::open);
  }
}
