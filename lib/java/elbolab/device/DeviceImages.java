package elbolab.device;

import elbolab.tensor.Convolution;
import elbolab.tensor.ImageKernels;
import elbolab.tensor.Pooling;
import elbolab.tensor.Reduction;
import elbolab.tensor.Storage;

/** Convolutions and pooling, a thread to a result; the way forward is a product of patches. */
final class DeviceImages implements ImageKernels {
  /** Blocks of images whose sums make the gradient of a filter. */
  private static final int BLOCKS = 16;

  private final DeviceBackend backend;

  DeviceImages(DeviceBackend backend) {
    this.backend = backend;
  }

  private static Arguments window(Arguments arguments, Convolution c) {
    return arguments
        .integers(c.in(), c.height(), c.width(), c.out(), c.kernelHeight(), c.kernelWidth())
        .integers(c.stride(), c.padding(), c.outHeight(), c.outWidth());
  }

  private static Arguments window(Arguments arguments, Pooling p) {
    return arguments
        .integers(p.height(), p.width(), p.kernel(), p.stride(), p.padding())
        .integers(p.outHeight(), p.outWidth());
  }

  @Override
  public void convolve(Convolution c, Storage x, Storage filters, Storage bias, Storage y) {
    backend.products().convolve(c, x, filters, bias, y);
  }

  @Override
  public void convolveByInput(Convolution c, Storage filters, Storage dy, Storage dx) {
    int count = c.batch() * c.in() * c.height() * c.width();
    Arguments arguments = DeviceBackend.with(filters, dy, dx).integer(count);
    backend.each("convolve_by_input", count, window(arguments, c));
  }

  @Override
  public void convolveByFilters(Convolution c, Storage x, Storage dy, Storage dfilters) {
    int size = c.out() * c.patch();
    int count = BLOCKS * size;
    int perBlock = (c.batch() + BLOCKS - 1) / BLOCKS;
    Storage parts = backend.allocate(count);
    Arguments arguments = DeviceBackend.with(x, dy, parts).integers(count, c.batch(), perBlock);
    backend.each("convolve_by_filters", count, window(arguments, c));
    backend.reduce(Reduction.SUM, parts, dfilters, 1, BLOCKS, size);
    backend.release(parts);
  }

  @Override
  public void maxPool(Pooling p, Storage x, Storage y, Storage where) {
    int count = p.planes() * p.outHeight() * p.outWidth();
    backend.each("max_pool", count, window(DeviceBackend.with(x, y, where).integer(count), p));
  }

  @Override
  public void maxPoolGradient(Pooling p, Storage where, Storage dy, Storage dx) {
    poolGradient(p, where, dy, dx, 1);
  }

  @Override
  public void averagePool(Pooling p, Storage x, Storage y) {
    int count = p.planes() * p.outHeight() * p.outWidth();
    backend.each("average_pool", count, window(DeviceBackend.with(x, y).integer(count), p));
  }

  @Override
  public void averagePoolGradient(Pooling p, Storage dy, Storage dx) {
    poolGradient(p, dy, dy, dx, 0);
  }

  private void poolGradient(Pooling p, Storage where, Storage dy, Storage dx, int greatest) {
    int count = p.planes() * p.height() * p.width();
    Arguments arguments = DeviceBackend.with(where, dy, dx).integer(count);
    backend.each("pool_gradient", count, window(arguments, p).integer(greatest));
  }
}
