package elbolab.nd4j;

import static elbolab.nd4j.Nd4jArrays.view;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import elbolab.tensor.Convolution;
import elbolab.tensor.ImageKernels;
import elbolab.tensor.Pooling;
import elbolab.tensor.Storage;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Convolutions by ND4J's own operations, and pooling tap by tap, on ND4J arrays. */
final class Nd4jImages implements ImageKernels {
  private static final int FILTERS_AS_OIYX = 1;

  /** Kernel, stride, padding, dilation, "same" off, channels first, layout of the filters. */
  private static int[] settings(Convolution c) {
    return new int[] {
      c.kernelHeight(),
      c.kernelWidth(),
      c.stride(),
      c.stride(),
      c.padding(),
      c.padding(),
      1,
      1,
      0,
      0,
      FILTERS_AS_OIYX
    };
  }

  private static INDArray input(Convolution c, Storage x) {
    return view(x, c.batch(), c.in(), c.height(), c.width());
  }

  private static INDArray output(Convolution c, Storage y) {
    return view(y, c.batch(), c.out(), c.outHeight(), c.outWidth());
  }

  private static INDArray filters(Convolution c, Storage filters) {
    return view(filters, c.out(), c.in(), c.kernelHeight(), c.kernelWidth());
  }

  @Override
  public void convolve(Convolution c, Storage x, Storage filters, Storage bias, Storage y) {
    if (c.batch() == 0) return;
    INDArray result = output(c, y).ulike();
    INDArray in = input(c, x);
    INDArray by = filters(c, filters);
    DynamicCustomOp.DynamicCustomOpsBuilder op = DynamicCustomOp.builder("conv2d");
    if (bias == null) op.addInputs(in, by);
    else op.addInputs(in, by, view(bias, c.out()));
    Nd4j.exec(op.addIntegerArguments(settings(c)).addOutputs(result).build());
    output(c, y).assign(result);
  }

  @Override
  public void convolveByInput(Convolution c, Storage filters, Storage dy, Storage dx) {
    if (c.batch() == 0) return;
    INDArray x = Nd4j.zeros(c.batch(), c.in(), c.height(), c.width());
    input(c, dx).assign(gradients(c, x, filters(c, filters), dy)[0]);
  }

  @Override
  public void convolveByFilters(Convolution c, Storage x, Storage dy, Storage dfilters) {
    if (c.batch() == 0) {
      filters(c, dfilters).assign(0);
      return;
    }
    INDArray none = Nd4j.zeros(c.out(), c.in(), c.kernelHeight(), c.kernelWidth());
    filters(c, dfilters).assign(gradients(c, input(c, x), none, dy)[1]);
  }

  private static INDArray[] gradients(Convolution c, INDArray x, INDArray filters, Storage dy) {
    INDArray[] results = {x.ulike(), filters.ulike()};
    Nd4j.exec(
        DynamicCustomOp.builder("conv2d_bp")
            .addInputs(x, filters, output(c, dy))
            .addIntegerArguments(settings(c))
            .addOutputs(results)
            .build());
    return results;
  }

  /** What tap (i, j) of the window sees in the padded images, for all places of the window. */
  private static INDArray tap(Pooling p, INDArray padded, int tap) {
    int i = tap / p.kernel();
    int j = tap % p.kernel();
    int s = p.stride();
    return padded.get(
        all(),
        interval(i, s, i + s * (p.outHeight() - 1) + 1),
        interval(j, s, j + s * (p.outWidth() - 1) + 1));
  }

  private static INDArray padded(Pooling p, double value) {
    return Nd4j.valueArrayOf(
        new long[] {p.planes(), p.height() + 2 * p.padding(), p.width() + 2 * p.padding()},
        value,
        Nd4jArrays.TYPE);
  }

  private static INDArray inside(Pooling p, INDArray padded) {
    int from = p.padding();
    return padded.get(all(), interval(from, from + p.height()), interval(from, from + p.width()));
  }

  private static INDArray images(Pooling p, Storage x) {
    return view(x, p.planes(), p.height(), p.width());
  }

  private static INDArray pooled(Pooling p, Storage y) {
    return view(y, p.planes(), p.outHeight(), p.outWidth());
  }

  @Override
  public void maxPool(Pooling p, Storage x, Storage y, Storage where) {
    if (p.planes() == 0) return;
    INDArray padded = padded(p, Double.NEGATIVE_INFINITY);
    inside(p, padded).assign(images(p, x));
    INDArray best = pooled(p, y).assign(tap(p, padded, 0));
    INDArray which = pooled(p, where).assign(0);
    for (int tap = 1; tap < p.kernel() * p.kernel(); tap++) {
      INDArray seen = tap(p, padded, tap).dup('c');
      INDArray better = seen.gt(best).castTo(Nd4jArrays.TYPE);
      which.muli(better.rsub(1)).addi(better.mul(tap));
      best.assign(Transforms.max(best, seen, true));
    }
  }

  @Override
  public void maxPoolGradient(Pooling p, Storage where, Storage dy, Storage dx) {
    if (p.planes() == 0) return;
    INDArray padded = padded(p, 0);
    for (int tap = 0; tap < p.kernel() * p.kernel(); tap++) {
      INDArray chosen = pooled(p, where).eq(tap).castTo(Nd4jArrays.TYPE);
      tap(p, padded, tap).addi(chosen.muli(pooled(p, dy)));
    }
    images(p, dx).assign(inside(p, padded));
  }

  @Override
  public void averagePool(Pooling p, Storage x, Storage y) {
    if (p.planes() == 0) return;
    INDArray padded = padded(p, 0);
    inside(p, padded).assign(images(p, x));
    INDArray sum = pooled(p, y).assign(0);
    for (int tap = 0; tap < p.kernel() * p.kernel(); tap++) sum.addi(tap(p, padded, tap));
    sum.divi(p.kernel() * p.kernel());
  }

  @Override
  public void averagePoolGradient(Pooling p, Storage dy, Storage dx) {
    if (p.planes() == 0) return;
    INDArray padded = padded(p, 0);
    INDArray share = pooled(p, dy).div(p.kernel() * p.kernel());
    for (int tap = 0; tap < p.kernel() * p.kernel(); tap++) tap(p, padded, tap).addi(share);
    images(p, dx).assign(inside(p, padded));
  }
}
