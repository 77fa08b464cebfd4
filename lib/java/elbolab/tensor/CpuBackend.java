package elbolab.tensor;

import elbolab.math.Activation;
import elbolab.math.Binary;
import elbolab.math.Matrix;
import elbolab.math.MatrixProduct;
import elbolab.math.Rng;
import elbolab.math.Unary;
import java.util.Arrays;
import java.util.List;

/** Arrays of floats on the processor: the kernels of room `math`. */
public final class CpuBackend implements Backend {
  private final ImageKernels images = new CpuImages();
  private final RecurrentKernels recurrent = new CpuLstm();

  private record Floats(float[] data) implements Storage {
    @Override
    public int capacity() {
      return data.length;
    }
  }

  /** The array behind a storage of this backend. */
  public static float[] floats(Storage storage) {
    return storage == null ? null : ((Floats) storage).data;
  }

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public Storage allocate(int capacity) {
    return new Floats(new float[capacity]);
  }

  @Override
  public void write(Storage to, float[] from, int count) {
    System.arraycopy(from, 0, floats(to), 0, count);
  }

  @Override
  public void read(Storage from, float[] to, int count) {
    System.arraycopy(floats(from), 0, to, 0, count);
  }

  @Override
  public void write(Storage to, double[] from, int at, int count) {
    float[] numbers = floats(to);
    for (int i = 0; i < count; i++) numbers[i] = (float) from[at + i];
  }

  @Override
  public void read(Storage from, double[] to, int at, int count) {
    float[] numbers = floats(from);
    for (int i = 0; i < count; i++) to[at + i] = numbers[i];
  }

  @Override
  public void fill(Storage to, int count, double value) {
    Arrays.fill(floats(to), 0, count, (float) value);
  }

  @Override
  public void gaussian(Storage to, int count, Rng rng) {
    rng.fillGaussian(floats(to), 0, count);
  }

  @Override
  public void uniform(Storage to, int count, Rng rng) {
    rng.fillUniform(floats(to), 0, count);
  }

  @Override
  public void copy(Storage from, Storage to, Strides strides, boolean add) {
    CpuStrides.copy(floats(from), floats(to), strides, add);
  }

  @Override
  public void map(Unary f, double p, double q, Storage x, Storage y, int count) {
    CpuElementwise.map(f, (float) p, (float) q, floats(x), floats(y), count);
  }

  @Override
  public void mapGradient(
      Unary f, double p, double q, Storage x, Storage y, Storage dy, Storage dx, int count) {
    CpuElementwise.mapGradient(
        f, (float) p, (float) q, floats(x), floats(y), floats(dy), floats(dx), count);
  }

  @Override
  public void zip(Binary f, Storage a, Storage b, Storage y, int count) {
    CpuElementwise.zip(f, floats(a), floats(b), floats(y), count);
  }

  @Override
  public void zip(Binary f, Storage a, Storage b, Storage y, Strides strides) {
    CpuElementwise.zip(f, floats(a), floats(b), floats(y), strides);
  }

  @Override
  public void add(double scale, Storage x, Storage to, int count) {
    CpuElementwise.add((float) scale, floats(x), floats(to), count);
  }

  @Override
  public void reduce(Reduction f, Storage x, Storage y, int outer, int count, int inner) {
    CpuReduce.reduce(f, floats(x), floats(y), outer, count, inner);
  }

  @Override
  public void softmax(boolean log, Storage x, Storage y, int outer, int count, int inner) {
    CpuReduce.softmax(log, floats(x), floats(y), outer, count, inner);
  }

  @Override
  public void softmaxGradient(
      boolean log, Storage y, Storage dy, Storage dx, int outer, int count, int inner) {
    CpuReduce.softmaxGradient(log, floats(y), floats(dy), floats(dx), outer, count, inner);
  }

  @Override
  public void crossEntropy(
      Storage logits, int[] labels, int classes, Storage probabilities, Storage loss) {
    CpuRows.crossEntropy(floats(logits), labels, classes, floats(probabilities), floats(loss));
  }

  @Override
  public void crossEntropyGradient(
      Storage probabilities, int[] labels, int classes, Storage dloss, Storage dlogits) {
    CpuRows.crossEntropyGradient(
        floats(probabilities), labels, classes, floats(dloss), floats(dlogits));
  }

  @Override
  public void matmul(ProductSizes p, Storage a, Storage b, Storage c) {
    float[] x = floats(a);
    float[] y = floats(b);
    float[] z = floats(c);
    for (int i = 0; i < p.batch(); i++) {
      Matrix left = matrix(p.transposedA(), x, i * p.stepA(), p.m(), p.k());
      Matrix right = matrix(p.transposedB(), y, i * p.k() * p.n(), p.k(), p.n());
      MatrixProduct.set(matrix(false, z, i * p.m() * p.n(), p.m(), p.n()), left, right);
    }
  }

  private static Matrix matrix(boolean transposed, float[] x, int from, int rows, int columns) {
    if (transposed) return Matrix.of(x, from, columns, rows, rows).transposed();
    return Matrix.of(x, from, rows, columns, columns);
  }

  @Override
  public void linear(
      Activation f, int rows, int in, int out, Storage x, Storage w, Storage bias, Storage y) {
    Matrix result = Matrix.of(floats(y), rows, out);
    Matrix left = Matrix.of(floats(x), rows, in);
    Matrix right = Matrix.of(floats(w), in, out);
    if (bias == null) MatrixProduct.set(result, f, left, right);
    else MatrixProduct.set(result, f, left, right, floats(bias), 0);
  }

  @Override
  public void gather(Storage x, int outer, int count, int inner, int[] index, Storage y) {
    CpuRows.gather(floats(x), outer, count, inner, index, floats(y));
  }

  @Override
  public void scatterAdd(Storage dy, int outer, int count, int inner, int[] index, Storage dx) {
    CpuRows.scatterAdd(floats(dy), outer, count, inner, index, floats(dx));
  }

  @Override
  public void normalise(
      Storage x,
      int outer,
      int groups,
      int inner,
      double epsilon,
      Storage y,
      Storage mean,
      Storage scale) {
    CpuRows.normalise(
        floats(x), outer, groups, inner, epsilon, floats(y), floats(mean), floats(scale));
  }

  @Override
  public void normaliseGradient(
      Storage y, Storage scale, Storage dy, Storage dx, int outer, int groups, int inner) {
    CpuRows.normaliseGradient(
        floats(y), floats(scale), floats(dy), floats(dx), outer, groups, inner);
  }

  @Override
  public ImageKernels images() {
    return images;
  }

  @Override
  public RecurrentKernels recurrent() {
    return recurrent;
  }

  @Override
  public AttentionKernels attention() {
    return CpuAttention.INSTANCE;
  }

  @Override
  public void allFinite(List<Storage> x, int[] counts, Storage flag) {
    boolean finite = true;
    for (int i = 0; i < counts.length && finite; i++) {
      finite = CpuReduce.isFinite(floats(x.get(i)), counts[i]);
    }
    floats(flag)[0] = finite ? 1 : 0;
  }

  @Override
  public void adam(AdamStep step, Storage g, Storage m, Storage v, Storage w, int count) {
    CpuElementwise.adam(step, floats(g), floats(m), floats(v), floats(w), count);
  }
}
