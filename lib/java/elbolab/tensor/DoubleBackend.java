package elbolab.tensor;

import elbolab.math.Activation;
import elbolab.math.Binary;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import elbolab.math.Unary;
import java.util.Arrays;

/**
 * The primitives in double precision, each by its definition in plain loops on one thread. It
 * serves densities with few parameters, where an exact posterior needs more digits than a float
 * has, and it is the oracle of the tests: values of the other backends are compared with it and
 * central differences are taken in it. For a network it is tens of times slower than {@link
 * CpuBackend}. Random numbers are those of the other backends: floats, widened.
 */
public final class DoubleBackend implements Backend {
  /** It has no state: one serves all threads. */
  public static final DoubleBackend INSTANCE = new DoubleBackend();

  private DoubleBackend() {}

  private record Doubles(double[] data) implements Storage {
    @Override
    public int capacity() {
      return data.length;
    }
  }

  /** The array behind a storage of this backend. */
  public static double[] doubles(Storage storage) {
    return storage == null ? null : ((Doubles) storage).data;
  }

  @Override
  public String name() {
    return "double";
  }

  @Override
  public Storage allocate(int capacity) {
    return new Doubles(new double[capacity]);
  }

  @Override
  public void write(Storage to, float[] from, int count) {
    for (int i = 0; i < count; i++) doubles(to)[i] = from[i];
  }

  @Override
  public void read(Storage from, float[] to, int count) {
    for (int i = 0; i < count; i++) to[i] = (float) doubles(from)[i];
  }

  @Override
  public void write(Storage to, double[] from, int at, int count) {
    System.arraycopy(from, at, doubles(to), 0, count);
  }

  @Override
  public void read(Storage from, double[] to, int at, int count) {
    System.arraycopy(doubles(from), 0, to, at, count);
  }

  @Override
  public void fill(Storage to, int count, double value) {
    Arrays.fill(doubles(to), 0, count, value);
  }

  @Override
  public void gaussian(Storage to, int count, Rng rng) {
    float[] numbers = new float[count];
    rng.fillGaussian(numbers, 0, count);
    write(to, numbers, count);
  }

  @Override
  public void uniform(Storage to, int count, Rng rng) {
    float[] numbers = new float[count];
    rng.fillUniform(numbers, 0, count);
    write(to, numbers, count);
  }

  private interface Visit {
    void at(int index, int first, int second);
  }

  private static void walk(Strides w, Visit visit) {
    int index = 0;
    for (int i = 0; i < w.size(0); i++) {
      for (int j = 0; j < w.size(1); j++) {
        for (int k = 0; k < w.size(2); k++) {
          for (int l = 0; l < w.size(3); l++) {
            int first = w.firstOffset() + i * w.firstStride(0) + j * w.firstStride(1);
            int second = w.secondOffset() + i * w.secondStride(0) + j * w.secondStride(1);
            first += k * w.firstStride(2) + l * w.firstStride(3);
            second += k * w.secondStride(2) + l * w.secondStride(3);
            visit.at(index++, first, second);
          }
        }
      }
    }
  }

  @Override
  public void copy(Storage from, Storage to, Strides walk, boolean add) {
    double[] x = doubles(from);
    double[] y = doubles(to);
    walk(walk, (i, s, t) -> y[t] = add ? y[t] + x[s] : x[s]);
  }

  @Override
  public void map(Unary f, double p, double q, Storage x, Storage y, int count) {
    double[] from = doubles(x);
    double[] to = doubles(y);
    for (int i = 0; i < count; i++) to[i] = DoubleMaps.value(f, p, q, from[i]);
  }

  @Override
  public void mapGradient(
      Unary f, double p, double q, Storage x, Storage y, Storage dy, Storage dx, int count) {
    for (int i = 0; i < count; i++) {
      double at = x == null ? Double.NaN : doubles(x)[i];
      doubles(dx)[i] = doubles(dy)[i] * DoubleMaps.slope(f, p, q, at, doubles(y)[i]);
    }
  }

  @Override
  public void zip(Binary f, Storage a, Storage b, Storage y, int count) {
    for (int i = 0; i < count; i++) {
      doubles(y)[i] = DoubleMaps.value(f, doubles(a)[i], doubles(b)[i]);
    }
  }

  @Override
  public void zip(Binary f, Storage a, Storage b, Storage y, Strides walk) {
    walk(walk, (i, s, t) -> doubles(y)[i] = DoubleMaps.value(f, doubles(a)[s], doubles(b)[t]));
  }

  @Override
  public void add(double scale, Storage x, Storage to, int count) {
    for (int i = 0; i < count; i++) doubles(to)[i] += scale * doubles(x)[i];
  }

  /** Visits the middle axis of [outer, count, inner]: place in the rest, place in the whole. */
  private static void middle(int outer, int count, int inner, Visit visit) {
    for (int i = 0; i < outer; i++) {
      for (int c = 0; c < count; c++) {
        for (int j = 0; j < inner; j++) visit.at(c, i * inner + j, (i * count + c) * inner + j);
      }
    }
  }

  @Override
  public void reduce(Reduction f, Storage x, Storage y, int outer, int count, int inner) {
    double[] values = doubles(x);
    double[] result = doubles(y);
    if (f == Reduction.LOG_SUM_EXP) {
      logSumExp(values, result, outer, count, inner);
      return;
    }
    double start = f == Reduction.SUM ? 0 : Double.NEGATIVE_INFINITY;
    Arrays.fill(result, 0, outer * inner, start);
    middle(
        outer,
        count,
        inner,
        (c, to, at) ->
            result[to] =
                f == Reduction.SUM ? result[to] + values[at] : Math.max(result[to], values[at]));
  }

  private static void logSumExp(double[] x, double[] y, int outer, int count, int inner) {
    double[] max = new double[outer * inner];
    double[] sum = new double[outer * inner];
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
    middle(outer, count, inner, (c, to, at) -> max[to] = Math.max(max[to], x[at]));
    middle(outer, count, inner, (c, to, at) -> sum[to] += DoubleMath.exp(x[at] - max[to]));
    for (int i = 0; i < max.length; i++) {
      y[i] = max[i] == Double.NEGATIVE_INFINITY ? max[i] : max[i] + DoubleMath.log(sum[i]);
    }
  }

  @Override
  public void softmax(boolean log, Storage x, Storage y, int outer, int count, int inner) {
    double[] total = new double[outer * inner];
    logSumExp(doubles(x), total, outer, count, inner);
    middle(
        outer,
        count,
        inner,
        (c, of, at) -> {
          double value = doubles(x)[at] - total[of];
          doubles(y)[at] = log ? value : DoubleMath.exp(value);
        });
  }

  @Override
  public void softmaxGradient(
      boolean log, Storage y, Storage dy, Storage dx, int outer, int count, int inner) {
    double[] p = doubles(y);
    double[] g = doubles(dy);
    double[] sum = new double[outer * inner];
    middle(outer, count, inner, (c, of, at) -> sum[of] += log ? g[at] : g[at] * p[at]);
    middle(
        outer,
        count,
        inner,
        (c, of, at) ->
            doubles(dx)[at] =
                log ? g[at] - DoubleMath.exp(p[at]) * sum[of] : p[at] * (g[at] - sum[of]));
  }

  @Override
  public void crossEntropy(
      Storage logits, int[] labels, int classes, Storage probabilities, Storage loss) {
    softmax(false, logits, probabilities, labels.length, classes, 1);
    for (int i = 0; i < labels.length; i++) {
      doubles(loss)[i] = -DoubleMath.log(doubles(probabilities)[i * classes + labels[i]]);
    }
  }

  @Override
  public void crossEntropyGradient(
      Storage probabilities, int[] labels, int classes, Storage dloss, Storage dlogits) {
    for (int i = 0; i < labels.length; i++) {
      for (int c = 0; c < classes; c++) {
        double hit = labels[i] == c ? 1 : 0;
        doubles(dlogits)[i * classes + c] =
            doubles(dloss)[i] * (doubles(probabilities)[i * classes + c] - hit);
      }
    }
  }

  @Override
  public void matmul(ProductSizes p, Storage a, Storage b, Storage c) {
    int m = p.m();
    int n = p.n();
    int k = p.k();
    for (int i = 0; i < p.batch() * m * n; i++) {
      int row = i / n % m;
      int column = i % n;
      double sum = 0;
      for (int j = 0; j < k; j++) {
        int atA = i / (m * n) * p.stepA() + (p.transposedA() ? j * m + row : row * k + j);
        int atB = i / (m * n) * k * n + (p.transposedB() ? column * k + j : j * n + column);
        sum += doubles(a)[atA] * doubles(b)[atB];
      }
      doubles(c)[i] = sum;
    }
  }

  @Override
  public void linear(
      Activation f, int rows, int in, int out, Storage x, Storage w, Storage bias, Storage y) {
    matmul(ProductSizes.nn(1, rows, out, in), x, w, y);
    for (int i = 0; i < rows * out; i++) {
      double value = doubles(y)[i] + (bias == null ? 0 : doubles(bias)[i % out]);
      doubles(y)[i] = f.map() == null ? value : DoubleMaps.value(f.map(), 0, 0, value);
    }
  }

  @Override
  public void gather(Storage x, int outer, int count, int inner, int[] index, Storage y) {
    middle(
        outer,
        index.length,
        inner,
        (c, of, at) ->
            doubles(y)[at] = doubles(x)[(of / inner * count + index[c]) * inner + of % inner]);
  }

  @Override
  public void scatterAdd(Storage dy, int outer, int count, int inner, int[] index, Storage dx) {
    middle(
        outer,
        index.length,
        inner,
        (c, of, at) ->
            doubles(dx)[(of / inner * count + index[c]) * inner + of % inner] += doubles(dy)[at]);
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
    double total = outer * inner;
    double[] sum = new double[groups];
    double[] squares = new double[groups];
    middle(outer, groups, inner, (g, of, at) -> sum[g] += doubles(x)[at] / total);
    middle(
        outer,
        groups,
        inner,
        (g, of, at) -> {
          double off = doubles(x)[at] - sum[g];
          squares[g] += off * off / total;
        });
    for (int g = 0; g < groups; g++) {
      doubles(mean)[g] = sum[g];
      doubles(scale)[g] = 1 / Math.sqrt(squares[g] + epsilon);
    }
    middle(
        outer,
        groups,
        inner,
        (g, of, at) -> doubles(y)[at] = (doubles(x)[at] - sum[g]) * doubles(scale)[g]);
  }

  @Override
  public void normaliseGradient(
      Storage y, Storage scale, Storage dy, Storage dx, int outer, int groups, int inner) {
    double total = outer * inner;
    double[] sum = new double[groups];
    double[] product = new double[groups];
    middle(
        outer,
        groups,
        inner,
        (g, of, at) -> {
          sum[g] += doubles(dy)[at] / total;
          product[g] += doubles(dy)[at] * doubles(y)[at] / total;
        });
    middle(
        outer,
        groups,
        inner,
        (g, of, at) ->
            doubles(dx)[at] =
                doubles(scale)[g] * (doubles(dy)[at] - sum[g] - doubles(y)[at] * product[g]));
  }

  @Override
  public ImageKernels images() {
    return new DoubleImages();
  }

  @Override
  public RecurrentKernels recurrent() {
    return new DoubleLstm();
  }

  @Override
  public void adam(AdamStep s, Storage g, Storage m, Storage v, Storage w, int count) {
    for (int i = 0; i < count; i++) {
      double slope = doubles(g)[i];
      doubles(m)[i] = s.beta1() * doubles(m)[i] + (1 - s.beta1()) * slope;
      doubles(v)[i] = s.beta2() * doubles(v)[i] + (1 - s.beta2()) * slope * slope;
      double scaled = Math.sqrt(doubles(v)[i]) * s.vScale() + s.epsilon();
      doubles(w)[i] = (1 - s.decay()) * doubles(w)[i] - s.rate() * doubles(m)[i] / scaled;
    }
  }
}
