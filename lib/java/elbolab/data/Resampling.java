package elbolab.data;

/**
 * A line of pixels with another number of pixels: each new one is a weighed mean of the old ones
 * around its place, by a triangle as wide as the wider of an old and a new pixel on each side. So
 * libraries of images scale bilinearly without aliasing.
 */
final class Resampling {
  private final int length;
  private final int[] first;
  private final double[][] weights;

  Resampling(int from, int to) {
    if (from < 1 || to < 1) {
      throw new DataException("from %d pixels to %d: both must be at least 1".formatted(from, to));
    }
    length = from;
    first = new int[to];
    weights = new double[to][];
    double scale = (double) from / to;
    double reach = Math.max(1, scale);
    for (int i = 0; i < to; i++) {
      double middle = (i + 0.5) * scale;
      first[i] = Math.max(0, (int) Math.floor(middle - reach + 0.5));
      int end = Math.min(from, (int) Math.floor(middle + reach + 0.5));
      weights[i] = new double[end - first[i]];
      double sum = 0;
      for (int k = 0; k < weights[i].length; k++) {
        double away = Math.abs(first[i] + k + 0.5 - middle) / reach;
        weights[i][k] = Math.max(0, 1 - away);
        sum += weights[i][k];
      }
      for (int k = 0; k < weights[i].length; k++) {
        weights[i][k] /= sum;
      }
    }
  }

  /** One that lies at {@code from}, each {@code stride} after the last. */
  private double at(int i, double[] line, int from, int stride) {
    double sum = 0;
    for (int k = 0; k < weights[i].length; k++) {
      sum += weights[i][k] * line[from + (first[i] + k) * stride];
    }
    return sum;
  }

  /** A picture of some channels, resampled along its rows and its columns. */
  static byte[] picture(byte[] picture, int channels, Resampling rows, Resampling columns) {
    double[] values = new double[picture.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = picture[i] & 0xFF;
    }
    int newHeight = rows.first.length;
    int newWidth = columns.first.length;
    double[] wide = new double[channels * rows.length * newWidth];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = columns.at(i % newWidth, values, i / newWidth * columns.length, 1);
    }
    byte[] result = new byte[channels * newHeight * newWidth];
    for (int i = 0; i < result.length; i++) {
      int column = i % newWidth;
      int row = i / newWidth % newHeight;
      int channel = i / newWidth / newHeight;
      int from = channel * rows.length * newWidth + column;
      result[i] = (byte) Math.round(rows.at(row, wide, from, newWidth));
    }
    return result;
  }
}
