package elbolab.math;

import java.util.Arrays;

/** Runs every kernel on fixed numbers and condenses the bits of all results into one line. */
final class KernelBits {
  private static final int[][] SIZES = {
    {100, 256, 10}, {100, 13, 256}, {100, 1, 256}, {256, 1, 100}, {37, 41, 300}, {64, 300, 70}
  };

  private long hash = 0xCBF29CE484222325L;

  private KernelBits() {}

  /** Prints the line, for comparisons between processes. */
  public static void main(String[] arguments) {
    System.out.println("vector=" + VectorPath.isOn());
    System.out.println("bits=" + line());
  }

  static String line() {
    KernelBits bits = new KernelBits();
    bits.products();
    bits.maps();
    bits.sums();
    bits.cells();
    bits.randomNumbers();
    return Long.toHexString(bits.hash);
  }

  private void add(float[] x) {
    for (float v : x) {
      add(Float.floatToIntBits(v));
    }
  }

  private void add(long word) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15L;
    hash ^= hash >>> 29;
  }

  private static float[] gaussian(String name, int n) {
    float[] x = new float[n];
    Rng.of(8, name).fillGaussian(x, 0, n);
    return x;
  }

  private void products() {
    for (int[] s : SIZES) {
      int m = s[0];
      int n = s[1];
      int k = s[2];
      float[] a = gaussian("a", m * k);
      float[] b = gaussian("b", k * n);
      float[] c = gaussian("c", m * n);
      Matrix result = Matrix.of(c, m, n);
      MatrixProduct.add(result, Matrix.of(a, m, k), Matrix.of(b, k, n));
      add(c);
      MatrixProduct.set(result, Matrix.of(a, k, m).transposed(), Matrix.of(b, k, n));
      add(c);
      MatrixProduct.set(result, Matrix.of(a, m, k), Matrix.of(b, n, k).transposed());
      add(c);
      for (Activation f : Activation.values()) {
        MatrixProduct.set(result, f, Matrix.of(a, m, k), Matrix.of(b, k, n), b, 0);
        add(c);
      }
    }
  }

  private void maps() {
    float[] x = new float[5003];
    Rng rng = Rng.of(9, "every size");
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 2 == 0 ? Float.intBitsToFloat(rng.nextInt()) : 5 * (float) rng.nextGaussian();
    }
    float[] y = gaussian("y", x.length);
    float[] out = new float[x.length];
    for (Unary map : Unary.values()) {
      map.apply(x.length, 0.3f, 1.5f, x, 0, out, 0);
      add(out);
      map.gradient(x.length, 0.3f, 1.5f, x, out.clone(), y, out, 0);
      add(out);
    }
    for (Binary map : Binary.values()) {
      map.apply(x.length, x, 0, y, 0, out, 0);
      add(out);
    }
    for (float v : y) {
      add(Double.doubleToLongBits(DoubleMath.softplus(v) + DoubleMath.tanh(v)));
      add(Double.doubleToLongBits(BellIntegral.normalCdf(v) + DoubleMath.log1p(v * v)));
    }
  }

  private void sums() {
    float[] x = gaussian("sums", 3000);
    float[] out = new float[3000];
    for (int n = 0; n < x.length; n += 119) {
      Arrays.fill(out, 0);
      out[0] = Reductions.sum(n, x, 0);
      out[1] = Reductions.dot(n, x, 0, x, 0);
      out[2] = Reductions.max(n, x, 0);
      out[3] = Reductions.logSumExp(n, x, 0);
      add(out);
      Reductions.softmax(n, x, 0, out, 0);
      add(out);
      Reductions.logSoftmax(n, x, 0, out, 0);
      add(out);
    }
    Reductions.sumColumns(30, 97, x, 0, 100, out, 0);
    add(out);
  }

  private void cells() {
    int n = 37;
    float[] gates = gaussian("gates", 4 * n);
    float[] cells = gaussian("cells", 2 * n);
    float[] squashed = gaussian("squashed", n);
    float[] slopes = gaussian("slopes", n);
    float[] slope = gaussian("slope", n);
    float[] inputs = new float[4 * n];
    LstmCell.advance(n, gates, 0, cells, 0, n);
    LstmCell.gradient(n, gates, 0, cells, 0, squashed, 0, slopes, slope, 0, inputs);
    add(cells);
    add(slope);
    add(inputs);
  }

  private void randomNumbers() {
    add(gaussian("numbers", 2001));
    double[] doubles = new double[501];
    Rng rng = Rng.of(10, "doubles");
    rng.fillGaussian(doubles, 0, 501);
    for (double v : doubles) {
      add(Double.doubleToLongBits(v));
    }
    for (int i : rng.permutation(100)) {
      add(i);
    }
  }
}
