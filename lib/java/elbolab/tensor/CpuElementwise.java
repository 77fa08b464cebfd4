package elbolab.tensor;

import elbolab.math.Binary;
import elbolab.math.Unary;
import elbolab.math.Workers;

/**
 * Maps of one and of two arrays of floats, their derivatives, and steps that change an array in
 * place; long arrays are cut into blocks for the workers.
 */
final class CpuElementwise {
  static final int BLOCK = 1 << 14;

  /** What leaves a product as it is when it is added, the sign of a zero included. */
  private static final float PRODUCT = -0f;

  private CpuElementwise() {}

  private interface Block {
    void run(int at, int count);
  }

  private static void inBlocks(int count, Block block) {
    if (count < 2 * BLOCK) {
      block.run(0, count);
    } else {
      int blocks = (count + BLOCK - 1) / BLOCK;
      Workers.run(blocks, b -> block.run(b * BLOCK, Math.min(BLOCK, count - b * BLOCK)));
    }
  }

  static void map(Unary f, float p, float q, float[] x, float[] y, int count) {
    inBlocks(count, (at, n) -> f.apply(n, p, q, x, at, y, at));
  }

  static void mapGradient(
      Unary f, float p, float q, float[] x, float[] y, float[] dy, float[] dx, int count) {
    inBlocks(count, (at, n) -> f.gradient(n, p, q, x, y, dy, dx, at));
  }

  static void zip(Binary f, float[] a, float[] b, float[] y, int count) {
    inBlocks(count, (at, n) -> f.apply(n, a, at, b, at, y, at));
  }

  static void zip(Binary f, float[] a, float[] b, float[] y, Strides strides) {
    CpuStrides.rows(
        strides, (atA, atB, row, count) -> row(f, a, atA, b, atB, y, row * count, strides));
  }

  private static void row(
      Binary f, float[] a, int atA, float[] b, int atB, float[] y, int to, Strides strides) {
    int count = strides.size(3);
    int stepA = strides.firstStride(3);
    int stepB = strides.secondStride(3);
    if (stepA == 1 && stepB == 1) {
      f.apply(count, a, atA, b, atB, y, to);
    } else if (stepA == 1 && f == Binary.TIMES) {
      Unary.AFFINE.apply(count, b[atB], PRODUCT, a, atA, y, to);
    } else if (stepB == 1 && f == Binary.TIMES) {
      Unary.AFFINE.apply(count, a[atA], PRODUCT, b, atB, y, to);
    } else if (stepA == 1 && f == Binary.PLUS) {
      for (int i = 0; i < count; i++) y[to + i] = a[atA + i] + b[atB];
    } else if (stepA == 1 && f == Binary.MINUS) {
      for (int i = 0; i < count; i++) y[to + i] = a[atA + i] - b[atB];
    } else {
      for (int i = 0; i < count; i++) y[to + i] = f.of(a[atA + i * stepA], b[atB + i * stepB]);
    }
  }

  /** to += scale · x. */
  static void add(float scale, float[] x, float[] to, int count) {
    inBlocks(
        count,
        (at, n) -> {
          for (int i = at; i < at + n; i++) to[i] = Math.fma(scale, x[i], to[i]);
        });
  }

  static void adam(AdamStep step, float[] g, float[] m, float[] v, float[] w, int count) {
    float keepM = (float) step.beta1();
    float takeM = (float) (1 - step.beta1());
    float keepV = (float) step.beta2();
    float takeV = (float) (1 - step.beta2());
    float epsilon = (float) step.epsilon();
    float rate = (float) step.rate();
    float vScale = (float) step.vScale();
    float keepW = (float) (1 - step.decay());
    inBlocks(
        count,
        (at, n) -> {
          for (int i = at; i < at + n; i++) {
            m[i] = keepM * m[i] + takeM * g[i];
            v[i] = keepV * v[i] + takeV * g[i] * g[i];
            w[i] = keepW * w[i] - rate * m[i] / ((float) Math.sqrt(v[i]) * vScale + epsilon);
          }
        });
  }
}
