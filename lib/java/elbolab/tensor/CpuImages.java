package elbolab.tensor;

import static elbolab.tensor.CpuBackend.floats;

import elbolab.math.Matrix;
import elbolab.math.MatrixProduct;
import elbolab.math.Workers;
import java.util.Arrays;

/**
 * Convolutions as matrix products of the images' patches on arrays of floats. Images are shared
 * among the workers in blocks whose size depends on the batch alone.
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

  /** For each image: y = filters [out, patch] · patches [patch, places] + bias. */
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
          int at = image * c.out() * places;
          for (int o = 0; o < c.out(); o++) {
            float start = shift == null ? 0 : shift[o];
            Arrays.fill(result, at + o * places, at + (o + 1) * places, start);
          }
          MatrixProduct.add(
              Matrix.of(result, at, c.out(), places, places),
              Matrix.of(w, c.out(), k),
              new CpuPatches(c, floats(x), image));
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
          MatrixProduct.set(
              Matrix.of(columns, k, places),
              Matrix.of(w, c.out(), k).transposed(),
              Matrix.of(g, at, c.out(), places, places));
          CpuPatches.fold(c, columns, floats(dx), image);
        });
  }

  /**
   * dfiltersᵀ = Σ patches · dyᵀ: a sum for each block of images, and the sum of these, which is
   * turned at the end.
   */
  @Override
  public void convolveByFilters(Convolution c, Storage x, Storage dy, Storage dfilters) {
    int places = c.outHeight() * c.outWidth();
    int k = c.patch();
    int size = c.out() * k;
    float[] g = floats(dy);
    int perBlock = perBlock(c.batch());
    float[] parts = ThreadArrays.of(1, (BLOCKS + 1) * size);
    Arrays.fill(parts, 0, BLOCKS * size, 0);
    eachImage(
        c.batch(),
        image -> {
          int at = image * c.out() * places;
          int to = image / perBlock * size;
          MatrixProduct.add(
              Matrix.of(parts, to, k, c.out(), c.out()),
              new CpuPatches(c, floats(x), image),
              Matrix.of(g, at, c.out(), places, places).transposed());
        });
    CpuReduce.sum(parts, 0, parts, BLOCKS * size, BLOCKS, size);
    Matrix.of(parts, BLOCKS * size, k, c.out(), c.out())
        .transposed()
        .write(0, c.out(), 0, k, floats(dfilters), 0, k);
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
