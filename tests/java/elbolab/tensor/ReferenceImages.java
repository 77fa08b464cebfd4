package elbolab.tensor;

/** Convolutions and windows by their definition: every triple of places that belongs together. */
final class ReferenceImages {
  interface Tap {
    void at(int input, int tap, int output);
  }

  private ReferenceImages() {}

  /** Visits (place in the input, place in the filters, place in the output) of a convolution. */
  static void taps(Convolution c, Tap visit) {
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
  static void windows(Pooling p, Tap visit) {
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
}
