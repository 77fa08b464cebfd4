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
    Window.check("conv2d", height, width, kernelHeight, kernelWidth, stride, padding);
  }

  public int outHeight() {
    return Window.count(height, kernelHeight, stride, padding);
  }

  public int outWidth() {
    return Window.count(width, kernelWidth, stride, padding);
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
}
