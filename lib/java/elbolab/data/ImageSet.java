package elbolab.data;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * Grey images of one size with labels.
 *
 * @param generated true when these are drawn by the program and not real data
 * @param pixels image after image, row by row; 0 is background, 255 is ink
 * @param labels index of each image's class
 */
public record ImageSet(
    String name,
    boolean generated,
    int height,
    int width,
    byte[] pixels,
    int[] labels,
    List<String> classNames) {
  public ImageSet {
    classNames = List.copyOf(classNames);
    if (height < 1 || width < 1 || pixels.length != (long) labels.length * height * width) {
      throw new DataException(
          "%s: %d labels and images of %d x %d need %d pixels, there are %d"
              .formatted(
                  name,
                  labels.length,
                  height,
                  width,
                  (long) labels.length * height * width,
                  pixels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new DataException(
            "%s: image %d has label %d; expected 0 to %d"
                .formatted(name, i, labels[i], classNames.size() - 1));
      }
    }
  }

  public int size() {
    return labels.length;
  }

  public int pixelsPerImage() {
    return height * width;
  }

  /** Writes one image as numbers in [0, 1], row by row, from {@code at} on. */
  public void copyTo(int image, float[] to, int at) {
    int n = pixelsPerImage();
    for (int p = 0; p < n; p++) {
      to[at + p] = (pixels[image * n + p] & 0xFF) / 255f;
    }
  }

  /** Images {@code from} to {@code to} (not included) as numbers in [0, 1], one after the other. */
  public float[] floats(int from, int to) {
    float[] values = new float[(to - from) * pixelsPerImage()];
    for (int i = from; i < to; i++) {
      copyTo(i, values, (i - from) * pixelsPerImage());
    }
    return values;
  }

  /** All images as numbers in [0, 1]. */
  public float[] floats() {
    return floats(0, size());
  }

  /**
   * The middle of each image with so many pixels a side, each the mean of a square of the old ones.
   */
  public ImageSet smaller(int side) {
    int block = Math.min(height, width) / side;
    if (side < 1 || block < 1) {
      throw new DataException(
          "%s: images of %d x %d have no %d x %d squares of pixels"
              .formatted(name, height, width, side, side));
    }
    int top = (height - block * side) / 2;
    int left = (width - block * side) / 2;
    byte[] means = new byte[size() * side * side];
    for (int i = 0; i < means.length; i++) {
      int y = top + block * (i / side % side);
      int x = left + block * (i % side);
      int sum = 0;
      for (int k = 0; k < block * block; k++) {
        int at = (y + k / block) * width + x + k % block;
        sum += pixels[i / (side * side) * pixelsPerImage() + at] & 0xFF;
      }
      means[i] = (byte) Math.round((double) sum / (block * block));
    }
    return new ImageSet(name, generated, side, side, means, labels, classNames);
  }

  /** These images, in this order. */
  public ImageSet select(int... chosen) {
    int n = pixelsPerImage();
    byte[] copied = new byte[chosen.length * n];
    int[] classOf = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(pixels, chosen[i] * n, copied, i * n, n);
      classOf[i] = labels[chosen[i]];
    }
    return new ImageSet(name, generated, height, width, copied, classOf, classNames);
  }

  public ImageSet first(int count) {
    int kept = Math.min(count, size());
    return new ImageSet(
        name,
        generated,
        height,
        width,
        Arrays.copyOf(pixels, kept * pixelsPerImage()),
        Arrays.copyOf(labels, kept),
        classNames);
  }

  /** How many images each class has. */
  public int[] classCounts() {
    int[] counts = new int[classNames.size()];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** The first images, dark on light, in a grid of at most 20 columns and 10 rows. */
  public BufferedImage toImage() {
    int columns = Math.min(20, size());
    int rows = Math.min(10, (size() + columns - 1) / Math.max(columns, 1));
    BufferedImage sheet =
        new BufferedImage(
            Math.max(1, columns * width), Math.max(1, rows * height), BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < rows * height; y++) {
      for (int x = 0; x < columns * width; x++) {
        int image = y / height * columns + x / width;
        int ink =
            image < size()
                ? pixels[image * pixelsPerImage() + y % height * width + x % width] & 0xFF
                : 0;
        sheet.getRaster().setSample(x, y, 0, 255 - ink);
      }
    }
    return sheet;
  }

  @Override
  public String toString() {
    return "%s: %d images of %d x %d, %d classes%s"
        .formatted(name, size(), height, width, classNames.size(), generated ? " (generated)" : "");
  }
}
