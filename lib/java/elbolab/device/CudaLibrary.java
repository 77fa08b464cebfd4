package elbolab.device;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * The functions of NVIDIA's driver that are used; handles and sizes are longs. The library is the
 * driver's; the property elbolab.cuda names another file. Names carry the version whose signature
 * this is.
 */
final class CudaLibrary {
  static final int OUT_OF_MEMORY = 2;
  static final int CAPABILITY_MAJOR = 75;
  static final int CAPABILITY_MINOR = 76;

  /** A stream that does not wait for the one that every context has. */
  static final int NON_BLOCKING = 1;

  private static boolean registered;

  private CudaLibrary() {}

  /** Why the library cannot be used, or null. It is looked for until it is there. */
  static synchronized Throwable failure() {
    if (registered) return null;
    try {
      String standard = Platform.isWindows() ? "nvcuda" : "libcuda.so.1";
      Native.register(CudaLibrary.class, System.getProperty("elbolab.cuda", standard));
      registered = true;
      return null;
    } catch (UnsatisfiedLinkError missing) {
      return missing;
    }
  }

  static native int cuInit(int flags);

  static native int cuDriverGetVersion(int[] version);

  static native int cuDeviceGetCount(int[] count);

  static native int cuDeviceGet(int[] device, int ordinal);

  static native int cuDeviceGetName(byte[] name, int length, int device);

  static native int cuDeviceGetAttribute(int[] value, int attribute, int device);

  static native int cuDeviceTotalMem_v2(long[] bytes, int device);

  static native int cuDevicePrimaryCtxRetain(long[] context, int device);

  static native int cuDevicePrimaryCtxRelease_v2(int device);

  static native int cuCtxSetCurrent(long context);

  static native int cuModuleLoadData(long[] module, byte[] image);

  static native int cuModuleUnload(long module);

  static native int cuModuleGetFunction(long[] function, long module, String name);

  static native int cuStreamCreate(long[] stream, int flags);

  static native int cuStreamSynchronize(long stream);

  static native int cuStreamDestroy_v2(long stream);

  static native int cuMemGetInfo_v2(long[] free, long[] total);

  static native int cuMemAlloc_v2(long[] buffer, long bytes);

  static native int cuMemFree_v2(long buffer);

  static native int cuMemcpyHtoDAsync_v2(long to, float[] from, long bytes, long stream);

  static native int cuMemcpyHtoDAsync_v2(long to, int[] from, long bytes, long stream);

  static native int cuMemcpyDtoH_v2(float[] to, long from, long bytes);

  static native int cuLaunchKernel(
      long function,
      int groupsX,
      int groupsY,
      int groupsZ,
      int threadsX,
      int threadsY,
      int threadsZ,
      int shared,
      long stream,
      long parameters,
      long extra);

  static native int cuGraphCreate(long[] graph, int flags);

  static native int cuGraphAddKernelNode(
      long[] node, long graph, long[] after, long afterCount, long launch);

  static native int cuGraphInstantiateWithFlags(long[] executable, long graph, long flags);

  static native int cuGraphExecKernelNodeSetParams(long executable, long node, long launch);

  static native int cuGraphLaunch(long executable, long stream);

  static native int cuGraphExecDestroy(long executable);

  static native int cuGraphDestroy(long graph);
}
