package elbolab.tensor;

import static elbolab.tensor.DoubleBackend.doubles;

import java.util.Arrays;

/** Convolutions and windows by their definition: every triple of places that belongs together. */
final class DoubleImages implements ImageKernels {
  private interface Tap {
    void at(int input, int tap, int output);
  }

  @Override
  public void convolve(Convolution c, Storage x, Storage filters, Storage bias, Storage y) {
    int places = c.outHeight() * c.outWidth();
    for (int i = 0; i < c.batch() * c.out() * places; i++) {
      doubles(y)[i] = bias == null ? 0 : doubles(bias)[i / places % c.out()];
    }
    taps(c, (in, tap, out) -> doubles(y)[out] += doubles(x)[in] * doubles(filters)[tap]);
  }

  @Override
  public void convolveByInput(Convolution c, Storage filters, Storage dy, Storage dx) {
    clear(dx, c.batch() * c.in() * c.height() * c.width());
    taps(c, (in, tap, out) -> doubles(dx)[in] += doubles(dy)[out] * doubles(filters)[tap]);
  }

  @Override
  public void convolveByFilters(Convolution c, Storage x, Storage dy, Storage dfilters) {
    clear(dfilters, c.out() * c.patch());
    taps(c, (in, tap, out) -> doubles(dfilters)[tap] += doubles(dy)[out] * doubles(x)[in]);
  }

  @Override
  public void maxPool(Pooling p, Storage x, Storage y, Storage where) {
    int count = p.planes() * p.outHeight() * p.outWidth();
    Arrays.fill(doubles(y), 0, count, Double.NEGATIVE_INFINITY);
    windows(
        p,
        (in, place, out) -> {
          if (doubles(x)[in] > doubles(y)[out]) {
            doubles(y)[out] = doubles(x)[in];
            doubles(where)[out] = place;
          }
        });
  }

  @Override
  public void maxPoolGradient(Pooling p, Storage where, Storage dy, Storage dx) {
    clear(dx, p.planes() * p.height() * p.width());
    windows(
        p,
        (in, place, out) -> {
          if (doubles(where)[out] == place) doubles(dx)[in] += doubles(dy)[out];
        });
  }

  @Override
  public void averagePool(Pooling p, Storage x, Storage y) {
    clear(y, p.planes() * p.outHeight() * p.outWidth());
    double share = 1.0 / (p.kernel() * p.kernel());
    windows(p, (in, place, out) -> doubles(y)[out] += share * doubles(x)[in]);
  }

  @Override
  public void averagePoolGradient(Pooling p, Storage dy, Storage dx) {
    clear(dx, p.planes() * p.height() * p.width());
    double share = 1.0 / (p.kernel() * p.kernel());
    windows(p, (in, place, out) -> doubles(dx)[in] += share * doubles(dy)[out]);
  }

  /** Visits (place in the input, place in the filters, place in the output) of a convolution. */
  private static void taps(Convolution c, Tap visit) {
    int perImage = c.out() * c.outHeight() * c.outWidth();
    for (int out = 0; out < c.batch() * perImage; out++) {
      int image = out / perImage;
      int filter = out / (c.outHeight() * c.outWidth()) % c.out();
      int row = out / c.outWidth() % c.outHeight();
      int column = out % c.outWidth();
      for (int tap = 0; tap < c.patch(); tap++) {
        int channel = tap / (c.kernelHeight() * c.kernelWidth());
        int h = row * c.stride() - c.padding() + tap / c.kernelWidth() % c.kernelHeight();
        int w = column * c.stride() - c.padding() + tap % c.kernelWidth();
        if (h < 0 || h >= c.height() || w < 0 || w >= c.width()) continue;
        int in = ((image * c.in() + channel) * c.height() + h) * c.width() + w;
        visit.at(in, filter * c.patch() + tap, out);
      }
    }
  }

  /** Visits (place in the input, place within its plane, place in the output) of pooling. */
  private static void windows(Pooling p, Tap visit) {
    for (int out = 0; out < p.planes() * p.outHeight() * p.outWidth(); out++) {
      int plane = out / (p.outHeight() * p.outWidth());
      int row = out / p.outWidth() % p.outHeight();
      int column = out % p.outWidth();
      for (int i = 0; i < p.kernel() * p.kernel(); i++) {
        int h = row * p.stride() - p.padding() + i / p.kernel();
        int w = column * p.stride() - p.padding() + i % p.kernel();
        if (h < 0 || h >= p.height() || w < 0 || w >= p.width()) continue;
        int place = h * p.width() + w;
        visit.at(plane * p.height() * p.width() + place, place, out);
      }
    }
  }

  private static void clear(Storage to, int count) {
    Arrays.fill(doubles(to), 0, count, 0);
  }
}
