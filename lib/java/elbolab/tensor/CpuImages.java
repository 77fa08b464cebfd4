package elbolab.tensor;

import elbolab.math.MatrixProduct;
import java.util.Arrays;

/** Convolutions as matrix products of unfolded patches, and pooling, on arrays of floats. */
final class CpuImages {
  private CpuImages() {}

  /** For each image: y = filters [out, patch] · columns [patch, places] + bias. */
  static void convolve(Convolution c, float[] x, float[] filters, float[] bias, float[] y) {
    int places = c.outHeight() * c.outWidth();
    float[] columns = new float[c.patch() * places];
    for (int image = 0; image < c.batch(); image++) {
      unfold(c, x, image * c.in() * c.height() * c.width(), columns);
      int at = image * c.out() * places;
      for (int o = 0; o < c.out(); o++) {
        Arrays.fill(y, at + o * places, at + (o + 1) * places, bias == null ? 0 : bias[o]);
      }
      MatrixProduct.addNn(
          c.out(), places, c.patch(), filters, 0, c.patch(), columns, 0, places, y, at, places);
    }
  }

  static void byInput(Convolution c, float[] filters, float[] dy, float[] dx) {
    int places = c.outHeight() * c.outWidth();
    int size = c.in() * c.height() * c.width();
    float[] columns = new float[c.patch() * places];
    Arrays.fill(dx, 0, c.batch() * size, 0);
    for (int image = 0; image < c.batch(); image++) {
      int at = image * c.out() * places;
      MatrixProduct.tn(
          c.patch(), places, c.out(), filters, 0, c.patch(), dy, at, places, columns, 0, places);
      fold(c, columns, dx, image * size);
    }
  }

  static void byFilters(Convolution c, float[] x, float[] dy, float[] dfilters) {
    int places = c.outHeight() * c.outWidth();
    float[] columns = new float[c.patch() * places];
    Arrays.fill(dfilters, 0, c.out() * c.patch(), 0);
    for (int image = 0; image < c.batch(); image++) {
      unfold(c, x, image * c.in() * c.height() * c.width(), columns);
      int at = image * c.out() * places;
      MatrixProduct.addNt(
          c.out(), c.patch(), places, dy, at, places, columns, 0, places, dfilters, 0, c.patch());
    }
  }

  /** Row (channel, i, j) of the columns holds the number under filter place (i, j) everywhere. */
  private static void unfold(Convolution c, float[] x, int at, float[] columns) {
    int to = 0;
    for (int channel = 0; channel < c.in(); channel++) {
      for (int i = 0; i < c.kernelHeight(); i++) {
        for (int j = 0; j < c.kernelWidth(); j++) {
          for (int row = 0; row < c.outHeight(); row++) {
            int h = row * c.stride() + i - c.padding();
            int line = at + (channel * c.height() + h) * c.width();
            for (int column = 0; column < c.outWidth(); column++) {
              int w = column * c.stride() + j - c.padding();
              boolean inside = h >= 0 && h < c.height() && w >= 0 && w < c.width();
              columns[to++] = inside ? x[line + w] : 0;
            }
          }
        }
      }
    }
  }

  private static void fold(Convolution c, float[] columns, float[] dx, int at) {
    int from = 0;
    for (int channel = 0; channel < c.in(); channel++) {
      for (int i = 0; i < c.kernelHeight(); i++) {
        for (int j = 0; j < c.kernelWidth(); j++) {
          for (int row = 0; row < c.outHeight(); row++) {
            int h = row * c.stride() + i - c.padding();
            int line = at + (channel * c.height() + h) * c.width();
            for (int column = 0; column < c.outWidth(); column++, from++) {
              int w = column * c.stride() + j - c.padding();
              if (h >= 0 && h < c.height() && w >= 0 && w < c.width()) {
                dx[line + w] += columns[from];
              }
            }
          }
        }
      }
    }
  }
}
