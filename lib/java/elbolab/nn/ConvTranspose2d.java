package elbolab.nn;

import elbolab.tensor.Convolutions;
import elbolab.tensor.Tensor;

/**
 * Transposed convolution of images [batch, in, height, width], filters [in, out, kernel, kernel]:
 * what {@link Conv2d} with the same stride and padding does to a gradient. An image grows from n to
 * (n − 1)·stride − 2·padding + kernel + more.
 *
 * @param more rows and columns at the end, fewer than the stride
 */
public record ConvTranspose2d(Tensor filters, Tensor bias, int stride, int padding, int more)
    implements Layer {

  /** He's normal filters, counting the inputs that overlap at one output; bias 0. */
  public static ConvTranspose2d of(
      Parameters parameters, int in, int out, int kernel, int stride, int padding) {
    return of(parameters, in, out, kernel, stride, padding, 0);
  }

  public static ConvTranspose2d of(
      Parameters parameters, int in, int out, int kernel, int stride, int padding, int more) {
    int window = kernel * kernel;
    Tensor filters =
        parameters.add(
            "filters",
            Initialisation.heNormal(),
            Math.max(1, in * window / (stride * stride)),
            out * window,
            in,
            out,
            kernel,
            kernel);
    return new ConvTranspose2d(filters, parameters.add("bias", 0, out), stride, padding, more);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Convolutions.convTranspose2d(x, filters, bias, stride, padding, more);
  }
}
