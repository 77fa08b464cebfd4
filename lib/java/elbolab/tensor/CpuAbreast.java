package elbolab.tensor;

import static elbolab.math.Abreast.IMAGES;

import elbolab.math.Abreast;
import elbolab.math.Factor;
import elbolab.math.Matrix;
import elbolab.math.MatrixProduct;
import java.util.Arrays;

/**
 * Convolutions of {@link Abreast sixteen images beside each other}: small images have short lines,
 * which this makes long. The columns of a product are the places, of each place the images; every
 * element is the chain that it is one by one.
 *
 * @param x the images as the layout has them, abreast
 */
record CpuAbreast(CpuPatches.Layout layout, float[] x) implements Factor {
  /**
   * With more numbers than these, all images counted, images one by one are as fast: measured where
   * the second cache holds half a million.
   */
  private static final int CACHED = 5 << 17;

  /** Numbers of patches that are made before they are folded. */
  private static final int AT_ONCE = 1 << 17;

  /** So many numbers at a time change their order within the first cache. */
  private static final int PART = 128;

  /** With fewer images the empty places cost more than they bring. */
  private static final int FEWEST = 8;

  /**
   * How many of the images go abreast, from the first on.
   *
   * @param numbers of each image that lie in the cache beside it
   */
  static int images(CpuPatches.Layout layout, long numbers) {
    int batch = layout.c().batch();
    if ((long) IMAGES * (layout.image() + numbers) > CACHED) return 0;
    int rest = batch % IMAGES;
    return rest < FEWEST ? batch - rest : batch;
  }

  @Override
  public int rows() {
    return layout.under().length;
  }

  @Override
  public int columns() {
    return layout.places().length * IMAGES;
  }

  /** Neighbouring places of a line lie together. */
  @Override
  public void write(int p, int depth, int j, int width, float[] to, int at, int step) {
    int wide = layout.c().outWidth();
    for (int done = 0; done < width; ) {
      int place = (j + done) / IMAGES;
      int lane = (j + done) % IMAGES;
      int some = Math.min((wide - place % wide) * IMAGES - lane, width - done);
      int from = layout.places()[place] * IMAGES + lane;
      Abreast.gather(depth, some, x, from, layout.under(), p, to, at + done, step);
      done += some;
    }
  }

  /** y = filters · patches + bias for images first to first + count. */
  static void convolve(
      CpuPatches.Layout layout,
      float[] x,
      float[] w,
      float[] bias,
      float[] y,
      int first,
      int count) {
    Convolution c = layout.c();
    int n = layout.places().length;
    int columns = n * IMAGES;
    float[] images = ThreadArrays.of(2, layout.image() * IMAGES);
    layout.spread(x, first, count, images);
    float[] sums = ThreadArrays.of(0, c.out() * columns);
    for (int o = 0; o < c.out(); o++) {
      Arrays.fill(sums, o * columns, (o + 1) * columns, bias == null ? 0 : bias[o]);
    }
    MatrixProduct.add(
        Matrix.of(sums, c.out(), columns),
        Matrix.of(w, c.out(), c.patch()),
        new CpuAbreast(layout, images));
    collect(c.out() * n, sums, y, first, count);
  }

  /** dpatches = filtersᵀ · dy, folded back onto the images a few channels at a time. */
  static void convolveByInput(
      CpuPatches.Layout layout, float[] w, float[] dy, float[] dx, int first, int count) {
    Convolution c = layout.c();
    int columns = layout.places().length * IMAGES;
    float[] slopes = ThreadArrays.of(1, c.out() * columns);
    if (count < IMAGES) Arrays.fill(slopes, 0, c.out() * columns, 0);
    spread(c.out() * layout.places().length, dy, slopes, first, count);
    int window = c.kernelHeight() * c.kernelWidth();
    int rows = Math.max(1, AT_ONCE / (window * columns)) * window;
    float[] patches = ThreadArrays.of(0, rows * columns);
    float[] sums = ThreadArrays.of(2, layout.image() * IMAGES);
    Arrays.fill(sums, 0, layout.image() * IMAGES, 0);
    for (int row = 0; row < c.patch(); row += rows) {
      int some = Math.min(rows, c.patch() - row);
      MatrixProduct.set(
          Matrix.of(patches, some, columns),
          Matrix.of(w, row, c.out(), some, c.patch()).transposed(),
          Matrix.of(slopes, c.out(), columns));
      fold(layout, row, some, patches, sums);
    }
    layout.collect(sums, dx, first, count);
  }

  /** Adds each of so many rows of patches to the numbers that it is made of. */
  private static void fold(
      CpuPatches.Layout layout, int first, int rows, float[] patches, float[] sums) {
    int[] places = layout.places();
    int wide = layout.c().outWidth();
    int from = 0;
    for (int row = first; row < first + rows; row++) {
      for (int q = 0; q < places.length; q += wide, from += wide * IMAGES) {
        int at = (layout.under()[row] + places[q]) * IMAGES;
        Abreast.add(wide * IMAGES, patches, from, sums, at);
      }
    }
  }

  /** What lies image by image goes abreast, a part at a time that stays in the first cache. */
  private static void spread(int size, float[] x, float[] to, int first, int count) {
    for (int at = 0; at < size; at += PART) {
      for (int i = 0; i < count; i++) {
        int from = (first + i) * size + at;
        Abreast.spread(Math.min(PART, size - at), 1, x, from, to, at * IMAGES + i);
      }
    }
  }

  /** The way back. */
  private static void collect(int size, float[] x, float[] to, int first, int count) {
    for (int at = 0; at < size; at += PART) {
      for (int i = 0; i < count; i++) {
        int there = (first + i) * size + at;
        Abreast.collect(Math.min(PART, size - at), 1, x, at * IMAGES + i, to, there);
      }
    }
  }
}
