package elbolab.tensor;

/** Geometry of pooling over square windows of `planes` images (batch · channels). */
public record Pooling(int planes, int height, int width, int kernel, int stride, int padding) {
  public Pooling {
    Convolution.checkWindow("pooling", height, width, kernel, kernel, stride, padding);
    if (padding >= kernel) {
      throw new IllegalArgumentException(
          "pooling: padding " + padding + " must be smaller than the window, " + kernel);
    }
  }

  public int outHeight() {
    return Convolution.places(height, kernel, stride, padding);
  }

  public int outWidth() {
    return Convolution.places(width, kernel, stride, padding);
  }
}
