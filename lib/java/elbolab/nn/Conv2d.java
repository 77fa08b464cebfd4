package elbolab.nn;

import elbolab.tensor.Convolutions;
import elbolab.tensor.Tensor;

/** Convolution of images [batch, in, height, width] with filters [out, in, kernel, kernel]. */
public record Conv2d(Tensor filters, Tensor bias, int stride, int padding) implements Layer {

  /** He's normal filters, bias 0, stride 1, no padding. */
  public static Conv2d of(Parameters parameters, int in, int out, int kernel) {
    return of(parameters, in, out, kernel, 1, 0);
  }

  public static Conv2d of(
      Parameters parameters, int in, int out, int kernel, int stride, int padding) {
    int window = kernel * kernel;
    Tensor filters =
        parameters.add(
            "filters",
            Initialisation.heNormal(),
            in * window,
            out * window,
            out,
            in,
            kernel,
            kernel);
    return new Conv2d(filters, parameters.add("bias", 0, out), stride, padding);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Convolutions.conv2d(x, filters, bias, stride, padding);
  }
}
