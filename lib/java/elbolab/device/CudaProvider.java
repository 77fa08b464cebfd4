package elbolab.device;

/** Makes {@code Backends.use("cuda")} work. */
public final class CudaProvider extends DeviceProvider {
  public CudaProvider() {
    super("cuda", Cuda::open);
  }
}
