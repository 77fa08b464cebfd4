package elbolab.tensor;

import elbolab.math.Binary;
import elbolab.math.Matrix;
import elbolab.math.MatrixProduct;
import elbolab.math.PackedMatrix;
import elbolab.math.Unary;
import elbolab.math.Workers;
import elbolab.tensor.RecurrentKernels.Sequence;
import java.util.Arrays;

/**
 * The plain recurrence h' = tanh(input + h·weight) on arrays of floats. Rows do not depend on each
 * other, so a thread takes a block of rows through all steps; each number is computed as the single
 * operations would do it, and so has their bits.
 */
final class CpuRnn {
  private static final int BLOCK = 48;

  /** Steps whose contributions to the weight's gradient wait for each other. */
  private static final int PART = 16;

  /** Below this many multiplications the threads cost more than they save. */
  private static final long SERIAL_WORK = 1 << 18;

  private CpuRnn() {}

  private interface Rows {
    void run(int first, int count);
  }

  private static boolean isSmall(Sequence s) {
    return (long) s.steps() * s.stride() * s.units() < SERIAL_WORK;
  }

  private static void split(Sequence s, Rows work) {
    if (isSmall(s)) {
      work.run(0, s.rows());
    } else {
      int blocks = (s.rows() + BLOCK - 1) / BLOCK;
      Workers.run(blocks, b -> work.run(b * BLOCK, Math.min(BLOCK, s.rows() - b * BLOCK)));
    }
  }

  /** Once, not in each of the many small products that use it. */
  private static PackedMatrix packed(Matrix weight) {
    return PackedMatrix.of(weight, ThreadArrays.of(1, PackedMatrix.size(weight)));
  }

  /** The states [steps, rows, units] after the first one. */
  static void forward(Sequence s, float[] in, float[] weight, float[] first, float[] hidden) {
    int u = s.units();
    PackedMatrix w = packed(Matrix.of(weight, u, u));
    split(
        s,
        (row, count) -> {
          for (int t = 0; t < s.steps(); t++) {
            int at = t * s.stride() + row * u;
            Matrix old =
                t == 0 ? block(s, first, row * u, count) : block(s, hidden, at - s.stride(), count);
            MatrixProduct.set(block(s, hidden, at, count), old, w);
            Binary.PLUS.apply(count * u, in, at, hidden, at, hidden, at);
            Unary.TANH.apply(count * u, hidden, at, hidden, at);
          }
        });
  }

  private static Matrix block(Sequence s, float[] states, int at, int count) {
    return Matrix.of(states, at, count, s.units(), s.units());
  }

  /**
   * The slopes of the inputs, from those of all states and of the last one, either of which may be
   * null.
   *
   * @param dfirst receives the slope of the first state; null if nobody asks for it
   */
  static void backward(
      Sequence s,
      float[] weight,
      float[] hidden,
      float[] dhidden,
      float[] dlast,
      float[] dinputs,
      float[] dfirst) {
    int u = s.units();
    PackedMatrix turned = packed(Matrix.of(weight, u, u).transposed());
    split(
        s,
        (row, count) -> {
          int n = count * u;
          int at = (s.steps() - 1) * s.stride() + row * u;
          if (dlast == null) Arrays.fill(dinputs, at, at + n, 0);
          else System.arraycopy(dlast, row * u, dinputs, at, n);
          for (int t = s.steps() - 1; t >= 0; t--, at -= s.stride()) {
            if (dhidden != null) Binary.PLUS.apply(n, dinputs, at, dhidden, at, dinputs, at);
            Unary.TANH.gradient(n, 0, 0, null, hidden, dinputs, dinputs, at);
            Matrix slopes = block(s, dinputs, at, count);
            if (t > 0) {
              MatrixProduct.set(block(s, dinputs, at - s.stride(), count), slopes, turned);
            } else if (dfirst != null) {
              MatrixProduct.set(block(s, dfirst, at, count), slopes, turned);
            }
          }
        });
  }

  /** The sum of the steps' contributions, from the last step to the first, as a tape adds them. */
  static void weightGradient(
      Sequence s, float[] first, float[] hidden, float[] dinputs, float[] dweight) {
    int size = s.units() * s.units();
    float[] parts = ThreadArrays.of(0, PART * size);
    for (int end = s.steps(); end > 0; end -= PART) {
      int from = Math.max(0, end - PART);
      int last = end;
      Workers.Task task = i -> contribution(s, from + i, first, hidden, dinputs, parts, i * size);
      if (isSmall(s)) for (int i = 0; i < last - from; i++) task.run(i);
      else Workers.run(last - from, task);
      for (int i = last - from - 1; i >= 0; i--) {
        if (from + i == s.steps() - 1) System.arraycopy(parts, i * size, dweight, 0, size);
        else Binary.PLUS.apply(size, dweight, 0, parts, i * size, dweight, 0);
      }
    }
  }

  private static void contribution(
      Sequence s, int t, float[] first, float[] hidden, float[] dinputs, float[] to, int at) {
    int before = (t - 1) * s.stride();
    Matrix old = t == 0 ? block(s, first, 0, s.rows()) : block(s, hidden, before, s.rows());
    Matrix slopes = block(s, dinputs, t * s.stride(), s.rows());
    MatrixProduct.set(block(s, to, at, s.units()), old.transposed(), slopes);
  }
}
