package elbolab.tensor;

import elbolab.math.Binary;
import elbolab.math.Factor;
import elbolab.math.LstmCell;
import elbolab.math.Matrix;
import elbolab.math.MatrixProduct;
import elbolab.math.PackedMatrix;
import elbolab.math.Unary;
import elbolab.math.Workers;
import java.util.Arrays;

/**
 * Recurrences on arrays of floats. Rows do not depend on each other, so a thread takes a block of
 * rows through all steps without waiting for the others.
 */
final class CpuLstm implements RecurrentKernels {
  private static final int BLOCK = 16;

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
    Factor w = packed(Matrix.of(floats(weight), s.units(), 4 * s.units()));
    float[] a = floats(gates);
    float[] h = floats(hidden);
    float[] c = floats(cells);
    split(s, (first, count) -> forward(s, first, count, in, w, a, h, c));
  }

  private static void forward(
      Sequence s, int first, int count, float[] in, Factor w, float[] a, float[] h, float[] c) {
    int u = s.units();
    for (int t = 0; t < s.steps(); t++) {
      int old = t * s.stride() + first * u;
      int g = 4 * old;
      System.arraycopy(in, g, a, g, 4 * count * u);
      Matrix state = Matrix.of(h, old, count, u, u);
      MatrixProduct.add(Matrix.of(a, g, count, 4 * u, 4 * u), state, w);
      int next = old + s.stride();
      for (int r = 0; r < count; r++) {
        int row = g + 4 * r * u;
        Unary.SIGMOID.apply(2 * u, a, row, a, row);
        Unary.TANH.apply(u, a, row + 2 * u, a, row + 2 * u);
        Unary.SIGMOID.apply(u, a, row + 3 * u, a, row + 3 * u);
        LstmCell.advance(u, a, row, c, old + r * u, next + r * u);
      }
      Unary.TANH.apply(count * u, c, next, h, next);
      for (int r = 0; r < count; r++) {
        int to = next + r * u;
        Binary.TIMES.apply(u, h, to, a, g + (4 * r + 3) * u, h, to);
      }
    }
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
    Factor turned = packed(w.transposed());
    float[] a = floats(gates);
    float[] c = floats(cells);
    float[] dy = dhidden == null ? null : floats(dhidden);
    float[] da = floats(dinputs);
    split(s, (first, count) -> backward(s, first, count, turned, a, c, dy, da, dh, dc));
  }

  /** Once, not in each of the many small products that use it. */
  private static Factor packed(Matrix weight) {
    return PackedMatrix.of(weight, ThreadArrays.of(1, PackedMatrix.size(weight)));
  }

  private static void backward(
      Sequence s,
      int first,
      int count,
      Factor turned,
      float[] a,
      float[] c,
      float[] dy,
      float[] da,
      float[] dh,
      float[] dc) {
    int u = s.units();
    int at = first * u;
    float[] squashed = ThreadArrays.of(0, count * u);
    for (int t = s.steps() - 1; t >= 0; t--) {
      int old = t * s.stride() + at;
      if (dy != null) Binary.PLUS.apply(count * u, dh, at, dy, old, dh, at);
      Unary.TANH.apply(count * u, c, old + s.stride(), squashed, 0);
      for (int r = 0; r < count; r++) {
        int row = r * u;
        int g = 4 * (old + row);
        LstmCell.gradient(u, a, g, c, old + row, squashed, row, dh, dc, at + row, da);
      }
      Matrix gates = Matrix.of(da, 4 * old, count, 4 * u, 4 * u);
      MatrixProduct.set(Matrix.of(dh, at, count, u, u), gates, turned);
    }
  }
}
