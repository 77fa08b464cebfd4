package elbolab.tensor;

import java.util.Arrays;

/** Pooling on arrays of floats, plane by plane. */
final class CpuPooling {
  private CpuPooling() {}

  static void max(Pooling p, float[] x, float[] y, float[] where) {
    CpuReduce.each(p.planes(), p.height() * p.width(), plane -> maxPlane(p, x, y, where, plane));
  }

  private static void maxPlane(Pooling p, float[] x, float[] y, float[] where, int plane) {
    int at = plane * p.height() * p.width();
    int to = plane * p.outHeight() * p.outWidth();
    int width = p.width();
    for (int row = 0; row < p.outHeight(); row++) {
      int top = Math.max(0, row * p.stride() - p.padding());
      int bottom = Math.min(p.height(), row * p.stride() - p.padding() + p.kernel());
      for (int column = 0; column < p.outWidth(); column++, to++) {
        int left = Math.max(0, column * p.stride() - p.padding());
        int right = Math.min(width, column * p.stride() - p.padding() + p.kernel());
        int best = greatest(x, at, width, top, bottom, left, right);
        where[to] = best;
        y[to] = x[at + best];
      }
    }
  }

  /** Where the greatest number of a window lies; without branches, which random numbers mislead. */
  private static int greatest(
      float[] x, int at, int width, int top, int bottom, int left, int right) {
    int best = top * width + left;
    if (bottom - top == 2 && right - left == 2) {
      best = greater(x, at, best, best + 1);
      int below = (top + 1) * width + left;
      return greater(x, at, greater(x, at, best, below), below + 1);
    }
    for (int h = top; h < bottom; h++) {
      for (int w = left; w < right; w++) best = greater(x, at, best, h * width + w);
    }
    return best;
  }

  /** Not {@code x[here] > x[best]}: a NaN must come through. */
  private static int greater(float[] x, int at, int best, int here) {
    return x[at + here] <= x[at + best] ? best : here;
  }

  static void maxGradient(Pooling p, float[] where, float[] dy, float[] dx) {
    int size = p.height() * p.width();
    int perPlane = p.outHeight() * p.outWidth();
    CpuReduce.each(
        p.planes(),
        size,
        plane -> {
          Arrays.fill(dx, plane * size, (plane + 1) * size, 0);
          for (int i = plane * perPlane; i < (plane + 1) * perPlane; i++) {
            dx[plane * size + (int) where[i]] += dy[i];
          }
        });
  }

  static void average(Pooling p, float[] x, float[] y) {
    float share = 1f / (p.kernel() * p.kernel());
    CpuReduce.each(
        p.planes(),
        p.height() * p.width(),
        plane -> {
          int to = plane * p.outHeight() * p.outWidth();
          for (int place = 0; place < p.outHeight() * p.outWidth(); place++) {
            y[to + place] = share * sum(p, x, plane, place);
          }
        });
  }

  private static float sum(Pooling p, float[] x, int plane, int place) {
    int top = place / p.outWidth() * p.stride() - p.padding();
    int left = place % p.outWidth() * p.stride() - p.padding();
    float sum = 0;
    for (int h = Math.max(top, 0); h < Math.min(top + p.kernel(), p.height()); h++) {
      int line = (plane * p.height() + h) * p.width();
      for (int w = Math.max(left, 0); w < Math.min(left + p.kernel(), p.width()); w++) {
        sum += x[line + w];
      }
    }
    return sum;
  }

  static void averageGradient(Pooling p, float[] dy, float[] dx) {
    int size = p.height() * p.width();
    float share = 1f / (p.kernel() * p.kernel());
    CpuReduce.each(
        p.planes(),
        size,
        plane -> {
          Arrays.fill(dx, plane * size, (plane + 1) * size, 0);
          int from = plane * p.outHeight() * p.outWidth();
          for (int place = 0; place < p.outHeight() * p.outWidth(); place++) {
            spread(p, share * dy[from + place], dx, plane, place);
          }
        });
  }

  private static void spread(Pooling p, float value, float[] dx, int plane, int place) {
    int top = place / p.outWidth() * p.stride() - p.padding();
    int left = place % p.outWidth() * p.stride() - p.padding();
    for (int h = Math.max(top, 0); h < Math.min(top + p.kernel(), p.height()); h++) {
      int line = (plane * p.height() + h) * p.width();
      for (int w = Math.max(left, 0); w < Math.min(left + p.kernel(), p.width()); w++) {
        dx[line + w] += value;
      }
    }
  }
}
