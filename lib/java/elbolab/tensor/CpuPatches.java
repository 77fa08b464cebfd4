package elbolab.tensor;

import elbolab.math.Abreast;
import elbolab.math.Factor;
import java.util.Arrays;

/**
 * The patches of images one after the other as the columns of a matrix, which makes the convolution
 * a matrix product: row (channel, i, j) holds the number under filter place (i, j) at all places of
 * the filter. A product reads the pieces that it wants straight from the images, which lie with
 * their padding around them, so that every place of the filter is within.
 *
 * @param x the images as the layout has them
 * @param from where the first of them begins
 */
record CpuPatches(Layout layout, float[] x, int from, int images) implements Factor {
  /** Lines shorter than this are gathered number by number. */
  private static final int SHORT = 6;

  /**
   * Where numbers lie: images with their padding, and with a stride of s as s² small ones, each of
   * every s-th number both ways. Neighbouring places of the filter then find neighbouring numbers,
   * whatever the stride.
   *
   * @param places of the filter, from that at the top left: how far each is
   * @param under the filter's numbers: how far each is from the first, a row of the matrix each
   * @param width of a small image
   * @param plane numbers that a channel takes
   * @param begin where a line of a channel goes, from its first columns on, one for each small
   *     image
   */
  record Layout(Convolution c, int[] places, int[] under, int width, int plane, int[] begin) {
    static Layout of(Convolution c) {
      int s = c.stride();
      int width = (c.width() + 2 * c.padding() + s - 1) / s;
      int part = (c.height() + 2 * c.padding() + s - 1) / s * width;
      int[] places = new int[c.outHeight() * c.outWidth()];
      for (int q = 0; q < places.length; q++) {
        places[q] = q / c.outWidth() * width + q % c.outWidth();
      }
      int window = c.kernelHeight() * c.kernelWidth();
      int[] under = new int[c.patch()];
      for (int row = 0; row < under.length; row++) {
        int i = row % window / c.kernelWidth();
        under[row] = row / window * s * s * part + at(i, row % c.kernelWidth(), s, part, width);
      }
      int[] begin = new int[c.height() * s];
      for (int k = 0; k < begin.length; k++) {
        begin[k] = at(k / s + c.padding(), k % s + c.padding(), s, part, width);
      }
      return new Layout(c, places, under, width, s * s * part, begin);
    }

    private static int at(int row, int column, int s, int part, int width) {
      return (row % s * s + column % s) * part + row / s * width + column / s;
    }

    /** Whether images can be read from where they are. */
    boolean isPlain() {
      return c.padding() == 0 && c.stride() == 1;
    }

    int image() {
      return c.in() * plane;
    }

    /** Writes planes that lie at {@code from} of x as this layout has them, from 0 on. */
    private void part(float[] x, int from, int planes, float[] to) {
      int s = c.stride();
      for (int p = 0; p < planes; p++) {
        Arrays.fill(to, p * plane, (p + 1) * plane, 0);
        for (int k = 0; k < begin.length; k++) {
          int line = from + (p * c.height() + k / s) * c.width();
          int at = p * plane + begin[k];
          if (s == 1) {
            System.arraycopy(x, line, to, at, c.width());
          } else {
            for (int w = k % s; w < c.width(); w += s) {
              to[at++] = x[line + w];
            }
          }
        }
      }
    }

    /** Writes images {@code first} to {@code first + count} as this layout has them, abreast. */
    void spread(float[] x, int first, int count, float[] to) {
      Arrays.fill(to, 0, image() * Abreast.IMAGES, 0);
      int s = c.stride();
      for (int line = 0; line < c.in() * c.height(); line++) {
        for (int k = 0; k < s; k++) {
          int at = line / c.height() * plane + begin[line % c.height() * s + k];
          int n = (c.width() - k + s - 1) / s;
          for (int i = 0; i < count; i++) {
            int from = ((first + i) * c.in() * c.height() + line) * c.width() + k;
            Abreast.spread(n, s, x, from, to, at * Abreast.IMAGES + i);
          }
        }
      }
    }

    /** The way back. */
    void collect(float[] x, float[] to, int first, int count) {
      int s = c.stride();
      for (int line = 0; line < c.in() * c.height(); line++) {
        for (int k = 0; k < s; k++) {
          int from = line / c.height() * plane + begin[line % c.height() * s + k];
          int n = (c.width() - k + s - 1) / s;
          for (int i = 0; i < count; i++) {
            int at = ((first + i) * c.in() * c.height() + line) * c.width() + k;
            Abreast.collect(n, s, x, from * Abreast.IMAGES + i, to, at);
          }
        }
      }
    }

    /** The way back. */
    private void join(float[] parts, float[] x, int to) {
      int s = c.stride();
      for (int p = 0; p < c.in(); p++) {
        for (int k = 0; k < begin.length; k++) {
          int line = to + (p * c.height() + k / s) * c.width();
          int at = p * plane + begin[k];
          if (s == 1) {
            System.arraycopy(parts, at, x, line, c.width());
          } else {
            for (int w = k % s; w < c.width(); w += s) {
              x[line + w] = parts[at++];
            }
          }
        }
      }
    }
  }

  /** The patches of images {@code first} to {@code first + images − 1}. */
  static CpuPatches of(Layout layout, float[] x, int first, int images) {
    Convolution c = layout.c;
    int from = first * c.in() * c.height() * c.width();
    if (layout.isPlain()) {
      return new CpuPatches(layout, x, from, images);
    }
    float[] parts = ThreadArrays.of(2, images * layout.image());
    layout.part(x, from, images * c.in(), parts);
    return new CpuPatches(layout, parts, 0, images);
  }

  @Override
  public int rows() {
    return layout.under.length;
  }

  @Override
  public int columns() {
    return images * layout.places.length;
  }

  @Override
  public void write(int p, int depth, int j, int width, float[] to, int at, int step) {
    int[] places = layout.places;
    int image = layout.image();
    int first = from + j / places.length * image;
    int begin = j % places.length;
    boolean lines = layout.c.outWidth() >= SHORT;
    for (int row = 0; row < depth; row++) {
      int start = first + layout.under[p + row];
      int place = begin;
      for (int done = 0; done < width; start += image, place = 0) {
        int count = Math.min(places.length - place, width - done);
        if (lines) {
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
    int wide = layout.c.outWidth();
    for (int done = 0; done < count; ) {
      int left = (place + done) % wide;
      int some = Math.min(wide - left, count - done);
      int lines = left == 0 ? Math.max(1, (count - done) / wide) : 1;
      int source = start + layout.places[place + done];
      Factor.copy(lines, some, x, source, layout.width, to, at + done, some);
      done += lines * some;
    }
  }

  /**
   * Sets an image to the sum of what its columns hold for each of its numbers: those from {@code
   * from} on in rows that are {@code step} apart.
   */
  static void fold(Layout layout, float[] columns, int from, int step, float[] dx, int image) {
    Convolution c = layout.c;
    int[] places = layout.places;
    boolean plain = layout.isPlain();
    int size = layout.image();
    float[] sums = plain ? dx : ThreadArrays.of(2, size);
    int first = plain ? image * size : 0;
    Arrays.fill(sums, first, first + size, 0);
    for (int row = 0; row < layout.under.length; row++) {
      int at = first + layout.under[row];
      int own = from + row * step;
      if (c.outWidth() >= SHORT) {
        for (int q = 0; q < places.length; q += c.outWidth()) {
          addLine(columns, own + q, sums, at + places[q], c.outWidth());
        }
      } else {
        addPlaces(columns, own, sums, at, places);
      }
    }
    if (!plain) {
      layout.join(sums, dx, image * c.in() * c.height() * c.width());
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
