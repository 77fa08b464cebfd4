package elbolab.tensor;

import java.util.Arrays;

/**
 * An image as columns: row (channel, i, j) holds the number under filter place (i, j) at all places
 * of the filter, which makes the convolution a matrix product; and the way back, which adds.
 */
final class CpuUnfold {
  private CpuUnfold() {}

  static void unfold(Convolution c, float[] x, int image, float[] columns) {
    int width = c.outWidth();
    int to = 0;
    for (int row = 0; row < c.patch(); row++) {
      int i = row / c.kernelWidth() % c.kernelHeight();
      int j = row % c.kernelWidth();
      int plane = image * c.in() + row / (c.kernelWidth() * c.kernelHeight());
      int from = first(c, j);
      int end = end(c, j);
      for (int r = 0; r < c.outHeight(); r++, to += width) {
        int h = r * c.stride() + i - c.padding();
        if (h < 0 || h >= c.height() || from >= end) {
          Arrays.fill(columns, to, to + width, 0);
          continue;
        }
        Arrays.fill(columns, to, to + from, 0);
        int at = (plane * c.height() + h) * c.width() + j - c.padding();
        if (c.stride() == 1) {
          System.arraycopy(x, at + from, columns, to + from, end - from);
        } else {
          for (int w = from; w < end; w++) columns[to + w] = x[at + w * c.stride()];
        }
        Arrays.fill(columns, to + end, to + width, 0);
      }
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
    if (stride == 1) {
      for (int w = first; w < end; w++) dx[at + w] += columns[from + w];
    } else {
      for (int w = first; w < end; w++) dx[at + w * stride] += columns[from + w];
    }
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
