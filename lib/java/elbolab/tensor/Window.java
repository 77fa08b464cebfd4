package elbolab.tensor;

/** A window that slides over an image with a stride, the image being padded all around. */
final class Window {
  private Window() {}

  static int count(int size, int kernel, int stride, int padding) {
    return (size + 2 * padding - kernel) / stride + 1;
  }

  static void check(
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
