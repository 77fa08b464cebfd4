package elbolab.tensor;

import static elbolab.tensor.CpuBackend.floats;

import elbolab.math.MatrixProduct;
import elbolab.math.Workers;
import java.util.Arrays;

/**
 * Convolutions as matrix products of unfolded images on arrays of floats. Images are shared among
 * the workers in blocks whose size depends on the batch alone.
 */
final class CpuImages implements ImageKernels {
  private static final int BLOCKS = 16;

  private interface Image {
    void run(int image);
  }

  private static int perBlock(int batch) {
    return (batch + BLOCKS - 1) / BLOCKS;
  }

  private static void eachImage(int batch, Image task) {
    int size = perBlock(batch);
    if (batch == 0) return;
    Workers.run(
        (batch + size - 1) / size,
        b -> {
          for (int i = b * size; i < Math.min(batch, (b + 1) * size); i++) task.run(i);
        });
  }

  /** For each image: y = filters [out, patch] · columns [patch, places] + bias. */
  @Override
  public void convolve(Convolution c, Storage x, Storage filters, Storage bias, Storage y) {
    int places = c.outHeight() * c.outWidth();
    int k = c.patch();
    float[] w = floats(filters);
    float[] result = floats(y);
    float[] shift = floats(bias);
    eachImage(
        c.batch(),
        image -> {
          float[] columns = ThreadArrays.of(0, k * places);
          CpuUnfold.unfold(c, floats(x), image, columns);
          int at = image * c.out() * places;
          for (int o = 0; o < c.out(); o++) {
            float start = shift == null ? 0 : shift[o];
            Arrays.fill(result, at + o * places, at + (o + 1) * places, start);
          }
          MatrixProduct.addNn(c.out(), places, k, w, 0, k, columns, 0, places, result, at, places);
        });
  }

  /** For each image: dcolumns = filtersᵀ · dy, folded back onto the image. */
  @Override
  public void convolveByInput(Convolution c, Storage filters, Storage dy, Storage dx) {
    int places = c.outHeight() * c.outWidth();
    int k = c.patch();
    float[] w = floats(filters);
    float[] g = floats(dy);
    eachImage(
        c.batch(),
        image -> {
          float[] columns = ThreadArrays.of(0, k * places);
          int at = image * c.out() * places;
          MatrixProduct.tn(k, places, c.out(), w, 0, k, g, at, places, columns, 0, places);
          CpuUnfold.fold(c, columns, floats(dx), image);
        });
  }

  /** dfilters = Σ dy · columnsᵀ: a sum for each block of images, and the sum of these. */
  @Override
  public void convolveByFilters(Convolution c, Storage x, Storage dy, Storage dfilters) {
    int places = c.outHeight() * c.outWidth();
    int k = c.patch();
    int size = c.out() * k;
    float[] g = floats(dy);
    int perBlock = perBlock(c.batch());
    float[] parts = ThreadArrays.of(1, BLOCKS * size);
    Arrays.fill(parts, 0, BLOCKS * size, 0);
    eachImage(
        c.batch(),
        image -> {
          float[] columns = ThreadArrays.of(0, k * places);
          CpuUnfold.unfold(c, floats(x), image, columns);
          int at = image * c.out() * places;
          int to = image / perBlock * size;
          MatrixProduct.addNt(c.out(), k, places, g, at, places, columns, 0, places, parts, to, k);
        });
    CpuReduce.sum(parts, 0, floats(dfilters), 0, BLOCKS, size);
  }

  @Override
  public void maxPool(Pooling p, Storage x, Storage y, Storage where) {
    CpuPooling.max(p, floats(x), floats(y), floats(where));
  }

  @Override
  public void maxPoolGradient(Pooling p, Storage where, Storage dy, Storage dx) {
    CpuPooling.maxGradient(p, floats(where), floats(dy), floats(dx));
  }

  @Override
  public void averagePool(Pooling p, Storage x, Storage y) {
    CpuPooling.average(p, floats(x), floats(y));
  }

  @Override
  public void averagePoolGradient(Pooling p, Storage dy, Storage dx) {
    CpuPooling.averageGradient(p, floats(dy), floats(dx));
  }
}
