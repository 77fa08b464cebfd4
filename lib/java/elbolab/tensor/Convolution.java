package elbolab.tensor;

/** Geometry of a 2-D convolution of [batch, in, height, width] with [out, in, kernel, kernel]. */
public record Convolution(
    int batch,
    int in,
    int height,
    int width,
    int out,
    int kernelHeight,
    int kernelWidth,
    int stride,
    int padding) {
  public Convolution {
    checkWindow("conv2d", height, width, kernelHeight, kernelWidth, stride, padding);
  }

  public int outHeight() {
    return places(height, kernelHeight, stride, padding);
  }

  public int outWidth() {
    return places(width, kernelWidth, stride, padding);
  }

  /** Numbers under one window: the inner size of the product that a convolution is. */
  public int patch() {
    return in * kernelHeight * kernelWidth;
  }

  Shape inputShape() {
    return Shape.of(batch, in, height, width);
  }

  Shape outputShape() {
    return Shape.of(batch, out, outHeight(), outWidth());
  }

  Shape filterShape() {
    return Shape.of(out, in, kernelHeight, kernelWidth);
  }

  /** At how many places a window fits along an axis that is padded at both ends. */
  static int places(int size, int kernel, int stride, int padding) {
    return (size + 2 * padding - kernel) / stride + 1;
  }

  static void checkWindow(
      String operation,
      int height,
      int width,
      int kernelHeight,
      int kernelWidth,
      int stride,
      int padding) {
    if (kernelHeight < 1 || kernelWidth < 1 || stride < 1 || padding < 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: window %d × %d, stride %d, padding %d: window and stride are 1 or more, padding"
                  + " is 0 or more",
              operation, kernelHeight, kernelWidth, stride, padding));
    }
    if (height + 2 * padding < kernelHeight || width + 2 * padding < kernelWidth) {
      throw new IllegalArgumentException(
          String.format(
              "%s: a window of %d × %d does not fit an image of %d × %d with padding %d",
              operation, kernelHeight, kernelWidth, height, width, padding));
    }
  }
}
