package elbolab.tensor;

/** Convolutions and pooling of images [batch, channels, height, width]. */
public final class Convolutions {
  private Convolutions() {}

  /** Filters are [out, in, height, width]; the bias [out] may be null. */
  public static Tensor conv2d(Tensor x, Tensor filters, Tensor bias, int stride, int padding) {
    Backend k = Mismatch.backend("conv2d", x, filters);
    if (x.rank() != 4 || filters.rank() != 4 || x.size(1) != filters.size(1)) {
      throw Mismatch.of(
          "conv2d", x, filters, "they must be [batch, in, height, width] and [out, in, ·, ·]");
    }
    int out = filters.size(0);
    checkBias("conv2d", filters, bias, out);
    Convolution c =
        new Convolution(
            x.size(0),
            x.size(1),
            x.size(2),
            x.size(3),
            out,
            filters.size(2),
            filters.size(3),
            stride,
            padding);
    Tensor y = Workspace.result(k, c.outputShape());
    Storage b = bias == null ? null : bias.storage();
    k.images().convolve(c, x.storage(), filters.storage(), b, y.storage());
    Node.Rule rule =
        (pass, dy) -> {
          if (pass.wants(bias)) giveBias(pass, bias, y, dy);
          if (pass.wants(filters)) {
            Storage df = pass.take(filters.size());
            k.images().convolveByFilters(c, x.storage(), dy, df);
            pass.give(filters, df);
          }
          if (pass.wants(x)) {
            Storage dx = pass.take(x.size());
            k.images().convolveByInput(c, filters.storage(), dy, dx);
            pass.give(x, dx);
          }
        };
    return Tape.record("conv2d", y, rule, x, filters, bias);
  }

  /** The transpose of conv2d: filters are [in, out, height, width]; the bias [out] may be null. */
  public static Tensor convTranspose2d(
      Tensor x, Tensor filters, Tensor bias, int stride, int padding) {
    return convTranspose2d(x, filters, bias, stride, padding, 0);
  }

  /**
   * The same, with so many more rows below and columns on the right: strides above 1 let conv2d map
   * images of several sizes to one, and this says which of them comes back.
   */
  public static Tensor convTranspose2d(
      Tensor x, Tensor filters, Tensor bias, int stride, int padding, int more) {
    if (more < 0 || more >= stride) {
      throw new IllegalArgumentException(
          "convTranspose2d: %d more rows and columns at stride %d: from 0 to %d"
              .formatted(more, stride, stride - 1));
    }
    Backend k = Mismatch.backend("convTranspose2d", x, filters);
    if (x.rank() != 4 || filters.rank() != 4 || x.size(1) != filters.size(0)) {
      throw Mismatch.of(
          "convTranspose2d",
          x,
          filters,
          "they must be [batch, in, height, width] and [in, out, ·, ·]");
    }
    int out = filters.size(1);
    checkBias("convTranspose2d", filters, bias, out);
    Convolution c =
        new Convolution(
            x.size(0),
            out,
            (x.size(2) - 1) * stride - 2 * padding + filters.size(2) + more,
            (x.size(3) - 1) * stride - 2 * padding + filters.size(3) + more,
            x.size(1),
            filters.size(2),
            filters.size(3),
            stride,
            padding);
    Tensor y = Workspace.result(k, c.inputShape());
    k.images().convolveByInput(c, filters.storage(), x.storage(), y.storage());
    Node.Rule rule =
        (pass, dy) -> {
          if (pass.wants(filters)) {
            Storage df = pass.take(filters.size());
            k.images().convolveByFilters(c, dy, x.storage(), df);
            pass.give(filters, df);
          }
          if (pass.wants(x)) {
            Storage dx = pass.take(x.size());
            k.images().convolve(c, dy, filters.storage(), null, dx);
            pass.give(x, dx);
          }
        };
    Tape.record("convTranspose2d", y, rule, x, filters);
    return bias == null ? y : y.plus(bias.reshape(out, 1, 1));
  }

  private static void checkBias(String operation, Tensor filters, Tensor bias, int out) {
    if (bias != null && (bias.rank() != 1 || bias.size() != out)) {
      throw Mismatch.of(operation, filters, bias, "the bias must have the shape [" + out + "]");
    }
  }

  /** Sum of dy [batch, out, height, width] over all but the channels. */
  private static void giveBias(BackwardPass pass, Tensor bias, Tensor y, Storage dy) {
    int batch = y.size(0);
    int out = y.size(1);
    Storage perImage = pass.take(batch * out);
    Storage db = pass.take(out);
    Backend k = y.backend();
    k.reduce(Reduction.SUM, dy, perImage, batch * out, y.size(2) * y.size(3), 1);
    k.reduce(Reduction.SUM, perImage, db, 1, batch, out);
    pass.giveBack(perImage);
    pass.give(bias, db);
  }

  /** Greatest number of each window of kernel × kernel. */
  public static Tensor maxPool(Tensor x, int kernel, int stride, int padding) {
    Pooling p = pooling("maxPool", x, kernel, stride, padding);
    Backend k = x.backend();
    Tensor y = Workspace.result(k, pooled(x, p));
    Tensor where = Workspace.result(k, y.shape());
    k.images().maxPool(p, x.storage(), y.storage(), where.storage());
    Node.Rule rule =
        (pass, dy) -> {
          Storage dx = pass.take(x.size());
          k.images().maxPoolGradient(p, where.storage(), dy, dx);
          pass.give(x, dx);
        };
    return Tape.record("maxPool", y, rule, x);
  }

  /** Mean of each window of kernel × kernel, padding counted as zeros. */
  public static Tensor averagePool(Tensor x, int kernel, int stride, int padding) {
    Pooling p = pooling("averagePool", x, kernel, stride, padding);
    Backend k = x.backend();
    Tensor y = Workspace.result(k, pooled(x, p));
    k.images().averagePool(p, x.storage(), y.storage());
    Node.Rule rule =
        (pass, dy) -> {
          Storage dx = pass.take(x.size());
          k.images().averagePoolGradient(p, dy, dx);
          pass.give(x, dx);
        };
    return Tape.record("averagePool", y, rule, x);
  }

  private static Pooling pooling(String operation, Tensor x, int kernel, int stride, int padding) {
    if (x.rank() != 4) {
      throw Mismatch.of(operation, x, "it must be [batch, channels, height, width]");
    }
    return new Pooling(x.size(0) * x.size(1), x.size(2), x.size(3), kernel, stride, padding);
  }

  private static Shape pooled(Tensor x, Pooling p) {
    return Shape.of(x.size(0), x.size(1), p.outHeight(), p.outWidth());
  }
}
