package elbolab.tensor;

import elbolab.math.Factor;
import java.util.Arrays;

/**
 * The patches of an image as the columns of a matrix, which makes the convolution a matrix product:
 * row (channel, i, j) holds the number under filter place (i, j) at all places of the filter. A
 * product reads the pieces that it wants straight from the image.
 */
record CpuPatches(Convolution c, float[] x, int image) implements Factor {
  @Override
  public int rows() {
    return c.patch();
  }

  @Override
  public int columns() {
    return c.outHeight() * c.outWidth();
  }

  @Override
  public void write(int p, int depth, int j, int width, float[] to, int at, int step) {
    int filterColumn = p % c.kernelWidth();
    int filterRow = p / c.kernelWidth() % c.kernelHeight();
    int plane = image * c.in() + p / (c.kernelWidth() * c.kernelHeight());
    int top = j / c.outWidth() * c.stride() - c.padding();
    int left = j % c.outWidth();
    for (int row = 0; row < depth; row++) {
      writeRow(plane, top + filterRow, filterColumn, left, width, to, at + row * step);
      if (++filterColumn == c.kernelWidth()) {
        filterColumn = 0;
        if (++filterRow == c.kernelHeight()) {
          filterRow = 0;
          plane++;
        }
      }
    }
  }

  /** What lies under one place of the filter, from place `left` of line h on. */
  private void writeRow(
      int plane, int h, int filterColumn, int left, int width, float[] to, int t) {
    int column = filterColumn - c.padding();
    // The places whose number lies within the image, not in its padding.
    int first = c.padding() == 0 ? 0 : first(c, filterColumn);
    int end = c.padding() == 0 ? c.outWidth() : end(c, filterColumn);
    boolean whole = c.stride() == 1 && first == 0 && end == c.outWidth();
    int w = left;
    for (int done = 0; done < width; w = 0) {
      int source = (plane * c.height() + h) * c.width() + column + w * c.stride();
      int count = Math.min(c.outWidth() - w, width - done);
      int lines = 1;
      if (h < 0 || h >= c.height()) {
        Arrays.fill(to, t + done, t + done + count, 0);
      } else if (whole) {
        // As many lines of the image as are wanted from end to end.
        if (w == 0 && width - done >= 2 * count) {
          lines = Math.min((width - done) / count, c.height() - h);
        }
        Factor.copy(lines, count, x, source, c.width(), to, t + done, count);
      } else {
        for (int q = 0; q < count; q++) {
          boolean inside = w + q >= first && w + q < end;
          to[t + done + q] = inside ? x[source + q * c.stride()] : 0;
        }
      }
      done += lines * count;
      h += lines * c.stride();
    }
  }

  /** Sets the image to the sum of what the columns hold for each of its numbers. */
  static void fold(Convolution c, float[] columns, float[] dx, int image) {
    int size = c.in() * c.height() * c.width();
    Arrays.fill(dx, image * size, (image + 1) * size, 0);
    int from = 0;
    for (int row = 0; row < c.patch(); row++) {
      int i = row / c.kernelWidth() % c.kernelHeight();
      int j = row % c.kernelWidth();
      int plane = image * c.in() + row / (c.kernelWidth() * c.kernelHeight());
      for (int r = 0; r < c.outHeight(); r++, from += c.outWidth()) {
        int h = r * c.stride() + i - c.padding();
        if (h < 0 || h >= c.height()) continue;
        int at = (plane * c.height() + h) * c.width() + j - c.padding();
        addRow(columns, from, dx, at, c.stride(), first(c, j), end(c, j));
      }
    }
  }

  private static void addRow(
      float[] columns, int from, float[] dx, int at, int stride, int first, int end) {
    int w = first;
    for (; w + 4 <= end && stride == 1; w += 4) {
      dx[at + w] += columns[from + w];
      dx[at + w + 1] += columns[from + w + 1];
      dx[at + w + 2] += columns[from + w + 2];
      dx[at + w + 3] += columns[from + w + 3];
    }
    for (; w < end; w++) dx[at + w * stride] += columns[from + w];
  }

  /** First place of the filter whose column j lies within the image. */
  private static int first(Convolution c, int j) {
    return Math.min(c.outWidth(), Math.max(0, (c.padding() - j + c.stride() - 1) / c.stride()));
  }

  /** One past the last place of the filter whose column j lies within the image. */
  private static int end(Convolution c, int j) {
    int room = c.width() - 1 + c.padding() - j;
    return room < 0 ? 0 : Math.min(c.outWidth(), room / c.stride() + 1);
  }
}
