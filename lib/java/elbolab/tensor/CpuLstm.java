package elbolab.tensor;

import elbolab.math.Matrix;
import elbolab.math.MatrixProduct;
import elbolab.math.PackedMatrix;
import elbolab.math.Panels;
import elbolab.math.Unary;
import elbolab.math.Workers;
import java.util.Arrays;

/**
 * Recurrences on arrays of floats. Rows do not depend on each other, so a thread takes a block of
 * rows through all steps without waiting for the others.
 */
final class CpuLstm implements RecurrentKernels {
  private static final int BLOCK = 32;

  /** Below this many multiplications the threads cost more than they save. */
  private static final long SERIAL_WORK = 1 << 18;

  private interface Rows {
    void run(int first, int count);
  }

  private static float[] floats(Storage storage) {
    return CpuBackend.floats(storage);
  }

  private static void split(Sequence s, Rows work) {
    if (4L * s.steps() * s.stride() * s.units() < SERIAL_WORK) {
      work.run(0, s.rows());
      return;
    }
    int blocks = (s.rows() + BLOCK - 1) / BLOCK;
    Workers.run(blocks, b -> work.run(b * BLOCK, Math.min(BLOCK, s.rows() - b * BLOCK)));
  }

  @Override
  public void lstm(
      Sequence s, Storage inputs, Storage weight, Storage gates, Storage hidden, Storage cells) {
    float[] in = floats(inputs);
    Panels w = packed(Matrix.of(floats(weight), s.units(), 4 * s.units()));
    float[] a = floats(gates);
    float[] h = floats(hidden);
    float[] c = floats(cells);
    split(s, (first, count) -> forward(s, first, count, in, w, a, h, c));
  }

  private static void forward(
      Sequence s, int first, int count, float[] in, Panels w, float[] a, float[] h, float[] c) {
    int u = s.units();
    for (int t = 0; t < s.steps(); t++) {
      int old = t * s.stride() + first * u;
      int g = 4 * old;
      System.arraycopy(in, g, a, g, 4 * count * u);
      Matrix state = Matrix.of(h, old, count, u, u);
      MatrixProduct.add(Matrix.of(a, g, count, 4 * u, 4 * u), state, w);
      for (int r = 0; r < count; r++) {
        cell(u, a, g + 4 * r * u, c, old + r * u, h, s.stride());
      }
    }
  }

  /** One row's step; its old cell lies at {@code old}, its new state {@code next} further. */
  private static void cell(int u, float[] a, int g, float[] c, int old, float[] h, int next) {
    Unary.SIGMOID.apply(2 * u, a, g, a, g);
    Unary.TANH.apply(u, a, g + 2 * u, a, g + 2 * u);
    Unary.SIGMOID.apply(u, a, g + 3 * u, a, g + 3 * u);
    for (int i = 0; i < u; i++) {
      c[old + next + i] = a[g + u + i] * c[old + i] + a[g + i] * a[g + 2 * u + i];
    }
    Unary.TANH.apply(u, c, old + next, h, old + next);
    for (int i = 0; i < u; i++) h[old + next + i] *= a[g + 3 * u + i];
  }

  @Override
  public void lstmGradient(
      Sequence s,
      Storage weight,
      Storage gates,
      Storage cells,
      Storage dhidden,
      Storage dlast,
      Storage dinputs,
      Storage dfirstHidden,
      Storage dfirstCell) {
    float[] dh = floats(dfirstHidden);
    float[] dc = floats(dfirstCell);
    Arrays.fill(dh, 0, s.stride(), 0);
    if (dlast == null) Arrays.fill(dc, 0, s.stride(), 0);
    else System.arraycopy(floats(dlast), 0, dc, 0, s.stride());
    Matrix w = Matrix.of(floats(weight), s.units(), 4 * s.units());
    Panels turned = packed(w.transposed());
    float[] a = floats(gates);
    float[] c = floats(cells);
    float[] dy = dhidden == null ? null : floats(dhidden);
    float[] da = floats(dinputs);
    split(s, (first, count) -> backward(s, first, count, turned, a, c, dy, da, dh, dc));
  }

  /** Once, not in each of the many small products that use it. */
  private static Panels packed(Matrix weight) {
    return PackedMatrix.of(weight, ThreadArrays.of(1, PackedMatrix.size(weight)));
  }

  private static void backward(
      Sequence s,
      int first,
      int count,
      Panels turned,
      float[] a,
      float[] c,
      float[] dy,
      float[] da,
      float[] dh,
      float[] dc) {
    int u = s.units();
    int at = first * u;
    float[] squashed = new float[u];
    for (int t = s.steps() - 1; t >= 0; t--) {
      int old = t * s.stride() + at;
      if (dy != null) for (int i = 0; i < count * u; i++) dh[at + i] += dy[old + i];
      for (int r = 0; r < count; r++) {
        int row = r * u;
        Unary.TANH.apply(u, c, old + s.stride() + row, squashed, 0);
        cellGradient(u, a, 4 * (old + row), c, old + row, squashed, dh, dc, at + row, da);
      }
      Matrix gates = Matrix.of(da, 4 * old, count, 4 * u, 4 * u);
      MatrixProduct.set(Matrix.of(dh, at, count, u, u), gates, turned);
    }
  }

  /** From dh and dc to the gates' inputs, and dc from the new cell to the old one. */
  private static void cellGradient(
      int u,
      float[] a,
      int g,
      float[] c,
      int old,
      float[] squashed,
      float[] dh,
      float[] dc,
      int at,
      float[] da) {
    for (int i = 0; i < u; i++) {
      float input = a[g + i];
      float forget = a[g + u + i];
      float candidate = a[g + 2 * u + i];
      float output = a[g + 3 * u + i];
      float slope = dh[at + i];
      float q = squashed[i];
      float d = dc[at + i] + slope * output * (1 - q * q);
      da[g + i] = d * candidate * input * (1 - input);
      da[g + u + i] = d * c[old + i] * forget * (1 - forget);
      da[g + 2 * u + i] = d * input * (1 - candidate * candidate);
      da[g + 3 * u + i] = slope * q * output * (1 - output);
      dc[at + i] = d * forget;
    }
  }
}
