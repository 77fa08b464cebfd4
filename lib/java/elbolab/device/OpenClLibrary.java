package elbolab.device;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * The functions of the OpenCL library that are used; handles and sizes are longs. The library is
 * the system's; the property elbolab.opencl names another file.
 */
final class OpenClLibrary {
  private static final Throwable FAILURE = register();

  private OpenClLibrary() {}

  private static Throwable register() {
    try {
      Native.register(OpenClLibrary.class, System.getProperty("elbolab.opencl", "OpenCL"));
      return null;
    } catch (UnsatisfiedLinkError missing) {
      return missing;
    }
  }

  /** Why the library cannot be used, or null. */
  static Throwable failure() {
    return FAILURE;
  }

  static native int clGetPlatformIDs(int most, long[] platforms, int[] count);

  static native int clGetPlatformInfo(long platform, int what, long size, byte[] to, long[] got);

  static native int clGetDeviceIDs(long platform, long kind, int most, long[] to, int[] count);

  static native int clGetDeviceInfo(long device, int what, long size, byte[] to, long[] got);

  static native long clCreateContext(
      Pointer properties, int count, long[] devices, Pointer callback, Pointer data, int[] error);

  static native int clReleaseContext(long context);

  static native long clCreateCommandQueue(long context, long device, long kind, int[] error);

  static native int clReleaseCommandQueue(long queue);

  static native long clCreateProgramWithSource(
      long context, int count, Pointer texts, Pointer lengths, int[] error);

  static native int clBuildProgram(
      long program, int count, long[] devices, String options, Pointer callback, Pointer data);

  static native int clGetProgramBuildInfo(
      long program, long device, int what, long size, byte[] to, long[] got);

  static native long clCreateKernel(long program, String name, int[] error);

  static native long clCreateBuffer(
      long context, long flags, long bytes, Pointer host, int[] error);

  static native int clReleaseMemObject(long buffer);

  static native int clSetKernelArg(long kernel, int which, long size, long address);

  static native int clEnqueueNDRangeKernel(
      long queue,
      long kernel,
      int axes,
      long offset,
      long threads,
      long group,
      int waits,
      long events,
      long event);

  static native int clEnqueueWriteBuffer(
      long queue,
      long buffer,
      int blocks,
      long at,
      long bytes,
      float[] from,
      int waits,
      long events,
      long event);

  static native int clEnqueueWriteBuffer(
      long queue,
      long buffer,
      int blocks,
      long at,
      long bytes,
      int[] from,
      int waits,
      long events,
      long event);

  static native int clEnqueueReadBuffer(
      long queue,
      long buffer,
      int blocks,
      long at,
      long bytes,
      float[] to,
      int waits,
      long events,
      long event);

  static native int clFinish(long queue);
}
