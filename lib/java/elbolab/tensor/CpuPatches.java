package elbolab.tensor;

import elbolab.math.Factor;
import java.util.Arrays;

/**
 * The patches of images one after the other as the columns of a matrix, which makes the convolution
 * a matrix product: row (channel, i, j) holds the number under filter place (i, j) at all places of
 * the filter. A product reads the pieces that it wants straight from the images, which lie with
 * their padding around them, so that every place of the filter is within.
 *
 * @param x the padded images
 * @param from where the first of them begins
 * @param places of the filter, from that at the top left: how far each is
 */
record CpuPatches(Convolution c, float[] x, int from, int images, int[] places) implements Factor {

  /** The patches of images {@code first} to {@code first + images − 1}. */
  static CpuPatches of(Convolution c, float[] x, int first, int images, int[] places) {
    int size = c.in() * c.height() * c.width();
    return c.padding() == 0
        ? new CpuPatches(c, x, first * size, images, places)
        : new CpuPatches(c, padded(c, x, first, images), 0, images, places);
  }

  /** How far each place of the filter is from the first one, in a padded image. */
  static int[] places(Convolution c) {
    int[] places = new int[c.outHeight() * c.outWidth()];
    for (int q = 0; q < places.length; q++) {
      places[q] = (q / c.outWidth() * paddedWidth(c) + q % c.outWidth()) * c.stride();
    }
    return places;
  }

  private static int paddedWidth(Convolution c) {
    return c.width() + 2 * c.padding();
  }

  private static int paddedPlane(Convolution c) {
    return (c.height() + 2 * c.padding()) * paddedWidth(c);
  }

  private static float[] padded(Convolution c, float[] x, int first, int images) {
    int planes = images * c.in();
    float[] padded = ThreadArrays.of(2, planes * paddedPlane(c));
    Arrays.fill(padded, 0, planes * paddedPlane(c), 0);
    for (int plane = 0; plane < planes; plane++) {
      int from = (first * c.in() + plane) * c.height() * c.width();
      int to = inside(c, plane);
      for (int line = 0; line < c.height(); line++) {
        System.arraycopy(x, from + line * c.width(), padded, to + line * paddedWidth(c), c.width());
      }
    }
    return padded;
  }

  /** Where the image begins within a padded plane. */
  private static int inside(Convolution c, int plane) {
    return plane * paddedPlane(c) + c.padding() * (paddedWidth(c) + 1);
  }

  /** Where the numbers of a row of the matrix begin in its padded image. */
  private static int under(Convolution c, int row) {
    int window = c.kernelWidth() * c.kernelHeight();
    int i = row % window / c.kernelWidth();
    return row / window * paddedPlane(c) + i * paddedWidth(c) + row % c.kernelWidth();
  }

  @Override
  public int rows() {
    return c.patch();
  }

  @Override
  public int columns() {
    return images * places.length;
  }

  @Override
  public void write(int p, int depth, int j, int width, float[] to, int at, int step) {
    int image = c.in() * paddedPlane(c);
    for (int row = 0; row < depth; row++) {
      int start = from + under(c, p + row) + j / places.length * image;
      int place = j % places.length;
      for (int done = 0; done < width; start += image, place = 0) {
        int count = Math.min(places.length - place, width - done);
        if (c.stride() == 1) {
          writeLines(start, place, count, to, at + row * step + done);
        } else {
          writePlaces(x, start, places, place, count, to, at + row * step + done);
        }
        done += count;
      }
    }
  }

  private static void writePlaces(
      float[] x, int start, int[] places, int place, int count, float[] to, int at) {
    for (int q = 0; q < count; q++) {
      to[at + q] = x[start + places[place + q]];
    }
  }

  /** Neighbouring places lie together: as many lines as are wanted from end to end. */
  private void writeLines(int start, int place, int count, float[] to, int at) {
    for (int done = 0; done < count; ) {
      int left = (place + done) % c.outWidth();
      int some = Math.min(c.outWidth() - left, count - done);
      int lines = left == 0 ? Math.max(1, (count - done) / c.outWidth()) : 1;
      int source = start + places[place + done];
      Factor.copy(lines, some, x, source, paddedWidth(c), to, at + done, some);
      done += lines * some;
    }
  }

  /**
   * Sets an image to the sum of what its columns hold for each of its numbers: those from {@code
   * from} on in rows that are {@code step} apart.
   */
  static void fold(
      Convolution c, int[] places, float[] columns, int from, int step, float[] dx, int image) {
    boolean pads = c.padding() > 0;
    int size = c.in() * paddedPlane(c);
    float[] sums = pads ? ThreadArrays.of(2, size) : dx;
    int first = pads ? 0 : image * size;
    Arrays.fill(sums, first, first + size, 0);
    for (int row = 0; row < c.patch(); row++) {
      int at = first + under(c, row);
      int own = from + row * step;
      if (c.stride() == 1) {
        for (int q = 0; q < places.length; q += c.outWidth()) {
          addLine(columns, own + q, sums, at + places[q], c.outWidth());
        }
      } else {
        addPlaces(columns, own, sums, at, places);
      }
    }
    for (int line = 0; pads && line < c.in() * c.height(); line++) {
      int source = inside(c, line / c.height()) + line % c.height() * paddedWidth(c);
      int to = (image * c.in() * c.height() + line) * c.width();
      System.arraycopy(sums, source, dx, to, c.width());
    }
  }

  private static void addLine(float[] columns, int from, float[] sums, int at, int count) {
    for (int w = 0; w < count; w++) {
      sums[at + w] += columns[from + w];
    }
  }

  private static void addPlaces(float[] columns, int from, float[] sums, int at, int[] places) {
    for (int q = 0; q < places.length; q++) {
      sums[at + places[q]] += columns[from + q];
    }
  }
}
