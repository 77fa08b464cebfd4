package elbolab.tensor;

import static elbolab.tensor.CpuBackend.floats;

import elbolab.math.Abreast;
import elbolab.math.Factor;
import elbolab.math.Matrix;
import elbolab.math.MatrixProduct;
import elbolab.math.Workers;
import java.util.Arrays;

/**
 * Convolutions as matrix products of the images' patches on arrays of floats. Images are shared
 * among the workers in blocks whose size depends on the batch alone; small ones of a block share a
 * product, which would else spend its time on packing the filters, and many of them go sixteen
 * {@linkplain CpuAbreast abreast}. The chain of an element is the same either way.
 */
final class CpuImages implements ImageKernels {
  private static final int BLOCKS = 16;

  /** Columns of a product from which on more would only leave the cache. */
  private static final int COLUMNS = 256;

  private interface Images {
    void run(int first, int count);
  }

  private static int perBlock(int batch) {
    return (batch + BLOCKS - 1) / BLOCKS;
  }

  /** Runs groups of images that share a product, none of them across two blocks. */
  private static void eachGroup(Convolution c, int first, Images task) {
    int images = c.batch() - first;
    int size = perBlock(images);
    if (images == 0) return;
    int group = Math.max(1, COLUMNS / (c.outHeight() * c.outWidth()));
    Workers.run(
        (images + size - 1) / size,
        b -> {
          int end = Math.min(images, (b + 1) * size);
          for (int i = b * size; i < end; i += group) task.run(first + i, Math.min(group, end - i));
        });
  }

  /** The first of the images, sixteen at a time. */
  private static void eachAbreast(int images, Images task) {
    Workers.run(
        (images + Abreast.IMAGES - 1) / Abreast.IMAGES,
        b -> {
          int first = b * Abreast.IMAGES;
          task.run(first, Math.min(Abreast.IMAGES, images - first));
        });
  }

  /** What lies as [image, row, column], as a matrix with the images' columns beside each other. */
  private record Beside(float[] data, int first, int images, int rows, int width)
      implements Factor {
    @Override
    public int columns() {
      return images * width;
    }

    @Override
    public void write(int p, int depth, int j, int count, float[] to, int at, int step) {
      for (int row = p; row < p + depth; row++) {
        int image = j / width;
        int column = j - image * width;
        for (int done = 0; done < count; image++, column = 0) {
          int some = Math.min(width - column, count - done);
          int from = ((first + image) * rows + row) * width + column;
          Factor.copy(1, some, data, from, 0, to, at + (row - p) * step + done, 0);
          done += some;
        }
      }
    }
  }

  /** The transpose of {@link Beside}: the images' columns as rows below each other. */
  private record Below(float[] data, int first, int images, int columns, int height)
      implements Factor {
    @Override
    public int rows() {
      return images * height;
    }

    @Override
    public void write(int p, int depth, int j, int count, float[] to, int at, int step) {
      int image = p / height;
      int row = p - image * height;
      for (int done = 0; done < depth; image++, row = 0) {
        int some = Math.min(height - row, depth - done);
        int from = (first + image) * columns * height;
        Matrix own = Matrix.of(data, from, columns, height, height).transposed();
        own.write(row, some, j, count, to, at + done * step, step);
        done += some;
      }
    }
  }

  /** y = filters [out, patch] · patches [patch, places] + bias. */
  @Override
  public void convolve(Convolution c, Storage x, Storage filters, Storage bias, Storage y) {
    CpuPatches.Layout layout = CpuPatches.Layout.of(c);
    int n = layout.places().length;
    float[] w = floats(filters);
    float[] result = floats(y);
    float[] shift = floats(bias);
    int abreast = CpuAbreast.images(layout, (long) c.out() * n);
    eachAbreast(
        abreast,
        (first, count) -> CpuAbreast.convolve(layout, floats(x), w, shift, result, first, count));
    eachGroup(
        c,
        abreast,
        (first, count) -> {
          int columns = count * n;
          float[] sums = count == 1 ? result : ThreadArrays.of(0, c.out() * columns);
          int at = count == 1 ? first * c.out() * n : 0;
          for (int o = 0; o < c.out(); o++) {
            float start = shift == null ? 0 : shift[o];
            Arrays.fill(sums, at + o * columns, at + (o + 1) * columns, start);
          }
          MatrixProduct.add(
              Matrix.of(sums, at, c.out(), columns, columns),
              Matrix.of(w, c.out(), c.patch()),
              CpuPatches.of(layout, floats(x), first, count));
          // What a copied row may leave behind it must stay within its image: the next one may be
          // another worker's, and finished.
          int copied = n < Factor.SLACK ? 0 : c.out() - 1;
          for (int i = 0; i < count && count > 1; i++) {
            int to = (first + i) * c.out() * n;
            Factor.copy(copied, n, sums, i * n, columns, result, to, n);
            for (int o = copied; o < c.out(); o++) {
              System.arraycopy(sums, o * columns + i * n, result, to + o * n, n);
            }
          }
        });
  }

  /** dcolumns = filtersᵀ · dy, folded back onto the images. */
  @Override
  public void convolveByInput(Convolution c, Storage filters, Storage dy, Storage dx) {
    CpuPatches.Layout layout = CpuPatches.Layout.of(c);
    int n = layout.places().length;
    float[] w = floats(filters);
    float[] g = floats(dy);
    int abreast = CpuAbreast.images(layout, 0);
    eachAbreast(
        abreast,
        (first, count) -> CpuAbreast.convolveByInput(layout, w, g, floats(dx), first, count));
    eachGroup(
        c,
        abreast,
        (first, count) -> {
          int step = count * n;
          float[] columns = ThreadArrays.of(0, c.patch() * step);
          MatrixProduct.set(
              Matrix.of(columns, c.patch(), step),
              Matrix.of(w, c.out(), c.patch()).transposed(),
              new Beside(g, first, count, c.out(), n));
          for (int i = 0; i < count; i++) {
            CpuPatches.fold(layout, columns, i * n, step, floats(dx), first + i);
          }
        });
  }

  /**
   * dfiltersᵀ = Σ patches · dyᵀ: a sum for each block of images, and the sum of these, which is
   * turned at the end.
   */
  @Override
  public void convolveByFilters(Convolution c, Storage x, Storage dy, Storage dfilters) {
    CpuPatches.Layout layout = CpuPatches.Layout.of(c);
    int n = layout.places().length;
    int k = c.patch();
    int size = c.out() * k;
    float[] g = floats(dy);
    int perBlock = perBlock(c.batch());
    float[] parts = ThreadArrays.of(1, (BLOCKS + 1) * size);
    Arrays.fill(parts, 0, BLOCKS * size, 0);
    eachGroup(
        c,
        0,
        (first, count) ->
            MatrixProduct.add(
                Matrix.of(parts, first / perBlock * size, k, c.out(), c.out()),
                CpuPatches.of(layout, floats(x), first, count),
                new Below(g, first, count, c.out(), n)));
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
