package elbolab.tensor;

import java.util.Arrays;

/** Pooling on arrays of floats. */
final class CpuPooling {
  private CpuPooling() {}

  static void max(Pooling p, float[] x, float[] y, float[] where) {
    int to = 0;
    for (int plane = 0; plane < p.planes(); plane++) {
      int at = plane * p.height() * p.width();
      for (int row = 0; row < p.outHeight(); row++) {
        for (int column = 0; column < p.outWidth(); column++, to++) {
          int place = greatest(p, x, at, row * p.stride() - p.padding(), column);
          where[to] = place;
          y[to] = x[at + place];
        }
      }
    }
  }

  /** Place in the image of the greatest number under a window; NaN counts as greatest. */
  private static int greatest(Pooling p, float[] x, int at, int top, int column) {
    int left = column * p.stride() - p.padding();
    int best = -1;
    for (int h = Math.max(top, 0); h < Math.min(top + p.kernel(), p.height()); h++) {
      for (int w = Math.max(left, 0); w < Math.min(left + p.kernel(), p.width()); w++) {
        int place = h * p.width() + w;
        if (best < 0 || !(x[at + place] <= x[at + best])) best = place;
      }
    }
    return best;
  }

  static void maxGradient(Pooling p, float[] where, float[] dy, float[] dx) {
    int size = p.height() * p.width();
    Arrays.fill(dx, 0, p.planes() * size, 0);
    int perPlane = p.outHeight() * p.outWidth();
    for (int plane = 0; plane < p.planes(); plane++) {
      for (int i = plane * perPlane; i < (plane + 1) * perPlane; i++) {
        dx[plane * size + (int) where[i]] += dy[i];
      }
    }
  }

  static void average(Pooling p, float[] x, float[] y) {
    float share = 1f / (p.kernel() * p.kernel());
    int to = 0;
    for (int plane = 0; plane < p.planes(); plane++) {
      int at = plane * p.height() * p.width();
      for (int row = 0; row < p.outHeight(); row++) {
        for (int column = 0; column < p.outWidth(); column++) {
          int top = row * p.stride() - p.padding();
          int left = column * p.stride() - p.padding();
          float sum = 0;
          for (int h = Math.max(top, 0); h < Math.min(top + p.kernel(), p.height()); h++) {
            for (int w = Math.max(left, 0); w < Math.min(left + p.kernel(), p.width()); w++) {
              sum += x[at + h * p.width() + w];
            }
          }
          y[to++] = sum * share;
        }
      }
    }
  }

  static void averageGradient(Pooling p, float[] dy, float[] dx) {
    Arrays.fill(dx, 0, p.planes() * p.height() * p.width(), 0);
    float share = 1f / (p.kernel() * p.kernel());
    int from = 0;
    for (int plane = 0; plane < p.planes(); plane++) {
      int at = plane * p.height() * p.width();
      for (int row = 0; row < p.outHeight(); row++) {
        for (int column = 0; column < p.outWidth(); column++, from++) {
          int top = row * p.stride() - p.padding();
          int left = column * p.stride() - p.padding();
          for (int h = Math.max(top, 0); h < Math.min(top + p.kernel(), p.height()); h++) {
            for (int w = Math.max(left, 0); w < Math.min(left + p.kernel(), p.width()); w++) {
              dx[at + h * p.width() + w] += share * dy[from];
            }
          }
        }
      }
    }
  }
}
