package elbolab.tensor;

import static elbolab.tensor.CpuBackend.floats;

import elbolab.math.MatrixProduct;
import java.util.Arrays;

/** Convolutions as matrix products of unfolded patches, and pooling, on arrays of floats. */
final class CpuImages implements ImageKernels {
  /** For each image: y = filters [out, patch] · columns [patch, places] + bias. */
  @Override
  public void convolve(Convolution c, Storage x, Storage filters, Storage bias, Storage y) {
    int places = c.outHeight() * c.outWidth();
    float[] columns = new float[c.patch() * places];
    float[] out = floats(y);
    float[] shift = floats(bias);
    for (int image = 0; image < c.batch(); image++) {
      unfold(c, floats(x), image * c.in() * c.height() * c.width(), columns);
      int at = image * c.out() * places;
      for (int o = 0; o < c.out(); o++) {
        Arrays.fill(out, at + o * places, at + (o + 1) * places, bias == null ? 0 : shift[o]);
      }
      MatrixProduct.addNn(
          c.out(),
          places,
          c.patch(),
          floats(filters),
          0,
          c.patch(),
          columns,
          0,
          places,
          out,
          at,
          places);
    }
  }

  @Override
  public void convolveByInput(Convolution c, Storage filters, Storage dy, Storage dx) {
    int places = c.outHeight() * c.outWidth();
    int size = c.in() * c.height() * c.width();
    float[] columns = new float[c.patch() * places];
    Arrays.fill(floats(dx), 0, c.batch() * size, 0);
    for (int image = 0; image < c.batch(); image++) {
      int at = image * c.out() * places;
      MatrixProduct.tn(
          c.patch(),
          places,
          c.out(),
          floats(filters),
          0,
          c.patch(),
          floats(dy),
          at,
          places,
          columns,
          0,
          places);
      fold(c, columns, floats(dx), image * size);
    }
  }

  @Override
  public void convolveByFilters(Convolution c, Storage x, Storage dy, Storage dfilters) {
    int places = c.outHeight() * c.outWidth();
    float[] columns = new float[c.patch() * places];
    Arrays.fill(floats(dfilters), 0, c.out() * c.patch(), 0);
    for (int image = 0; image < c.batch(); image++) {
      unfold(c, floats(x), image * c.in() * c.height() * c.width(), columns);
      int at = image * c.out() * places;
      MatrixProduct.addNt(
          c.out(),
          c.patch(),
          places,
          floats(dy),
          at,
          places,
          columns,
          0,
          places,
          floats(dfilters),
          0,
          c.patch());
    }
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
