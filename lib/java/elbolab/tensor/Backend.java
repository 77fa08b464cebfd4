package elbolab.tensor;

import elbolab.math.Activation;
import elbolab.math.Binary;
import elbolab.math.Rng;
import elbolab.math.Unary;
import java.util.List;

/**
 * The primitives that a machine must offer so that tensors run on it. All storages are dense and
 * row-major, counts are numbers and not bytes, and a result never overlaps an argument unless the
 * primitive says so. What can be differentiated, and how, is decided above: nothing in here knows
 * of gradients except the primitives that are named so.
 */
public interface Backend {
  String name();

  // Memory

  /** Storage with undefined content. */
  Storage allocate(int capacity);

  /** Gives memory back that nobody will use again; without a word the collector does it. */
  default void release(Storage storage) {}

  /** How many numbers may wait in a pool to be used again. */
  default long idleLimit() {
    return Runtime.getRuntime().maxMemory() / 4 / Float.BYTES;
  }

  void write(Storage to, float[] from, int count);

  void read(Storage from, float[] to, int count);

  /** Writes `count` numbers that begin at `at`, rounded to this backend's precision. */
  default void write(Storage to, double[] from, int at, int count) {
    float[] narrow = new float[count];
    for (int i = 0; i < count; i++) narrow[i] = (float) from[at + i];
    write(to, narrow, count);
  }

  /** The first number of each; where fetching takes long it is done once for all. */
  default float[] firsts(List<Storage> from) {
    float[] numbers = new float[from.size()];
    float[] one = new float[1];
    for (int i = 0; i < numbers.length; i++) {
      read(from.get(i), one, 1);
      numbers[i] = one[0];
    }
    return numbers;
  }

  /** Reads `count` numbers to where `at` says. */
  default void read(Storage from, double[] to, int at, int count) {
    float[] narrow = new float[count];
    read(from, narrow, count);
    for (int i = 0; i < count; i++) to[at + i] = narrow[i];
  }

  void fill(Storage to, int count, double value);

  void gaussian(Storage to, int count, Rng rng);

  /** Uniform in [0, 1). */
  void uniform(Storage to, int count, Rng rng);

  /** Copies from the first storage of the strides to the second; with `add` it adds. */
  void copy(Storage from, Storage to, Strides strides, boolean add);

  // Elementwise

  /** y = f(x); y may be x. */
  void map(Unary f, double p, double q, Storage x, Storage y, int count);

  /**
   * dx = dy · f'(x), where y = f(x); dx may be dy. For the maps of {@link Activation} the
   * derivative is taken from y and x may be null.
   */
  void mapGradient(
      Unary f, double p, double q, Storage x, Storage y, Storage dy, Storage dx, int count);

  /** y = f(a, b); y may be a or b. */
  void zip(Binary f, Storage a, Storage b, Storage y, int count);

  /** y = f(a, b) where the strides say how a (first) and b (second) broadcast to the dense y. */
  void zip(Binary f, Storage a, Storage b, Storage y, Strides strides);

  /** to += scale · x. */
  void add(double scale, Storage x, Storage to, int count);

  // Sums

  /** Reduces the middle axis of x [outer, count, inner] to y [outer, inner]. */
  void reduce(Reduction f, Storage x, Storage y, int outer, int count, int inner);

  /** Softmax over the middle axis of [outer, count, inner], or its logarithm. */
  void softmax(boolean log, Storage x, Storage y, int outer, int count, int inner);

  /** From the softmax y (or its logarithm) and dy to dx; dx may be dy. */
  void softmaxGradient(
      boolean log, Storage y, Storage dy, Storage dx, int outer, int count, int inner);

  /** loss[i] = −log softmax(logits[i])[labels[i]], and the probabilities for the gradient. */
  void crossEntropy(Storage logits, int[] labels, int classes, Storage probabilities, Storage loss);

  /** dlogits[i] = dloss[i] · (probabilities[i] − onehot(labels[i])). */
  void crossEntropyGradient(
      Storage probabilities, int[] labels, int classes, Storage dloss, Storage dlogits);

  // Products

  /** c = a · b for each pair of matrices. */
  void matmul(ProductSizes p, Storage a, Storage b, Storage c);

  /** y [rows, out] = f(x [rows, in] · w [in, out] + bias [out]); the bias may be null. */
  void linear(
      Activation f, int rows, int in, int out, Storage x, Storage w, Storage bias, Storage y);

  // Indices

  /** y [outer, index.length, inner] = the entries `index` along the middle axis of x. */
  void gather(Storage x, int outer, int count, int inner, int[] index, Storage y);

  /** Adds dy [outer, index.length, inner] to the entries `index` of dx [outer, count, inner]. */
  void scatterAdd(Storage dy, int outer, int count, int inner, int[] index, Storage dx);

  // Normalisation

  /**
   * y = (x − mean) · scale for each of the groups in the middle axis of [outer, groups, inner],
   * with mean and scale = 1/√(variance + epsilon) over outer and inner.
   */
  void normalise(
      Storage x,
      int outer,
      int groups,
      int inner,
      double epsilon,
      Storage y,
      Storage mean,
      Storage scale);

  /** dx = scale · (dy − mean(dy) − y · mean(dy · y)), means over outer and inner. */
  void normaliseGradient(
      Storage y, Storage scale, Storage dy, Storage dx, int outer, int groups, int inner);

  /** Convolutions and pooling. */
  ImageKernels images();

  // Recurrence

  /** Networks over sequences. */
  RecurrentKernels recurrent();

  // Attention

  /** Attention of several heads; a backend that has nothing better composes it. */
  default AttentionKernels attention() {
    return new ComposedAttention(this);
  }

  // Learning

  /**
   * One step of Adam in place: m = β₁m + (1−β₁)g, v = β₂v + (1−β₂)g², w = (1 − decay)·w −
   * rate·m/(√v·vScale + ε), where rate carries 1/(1−β₁ᵗ) and vScale is 1/√(1−β₂ᵗ).
   */
  void adam(AdamStep step, Storage g, Storage m, Storage v, Storage w, int count);

  /** The same step for the arrays of several parameters. */
  default void adam(AdamStep step, List<AdamStep.Arrays> all) {
    for (AdamStep.Arrays one : all) {
      adam(step, one.gradient(), one.mean(), one.square(), one.weights(), one.count());
    }
  }

  /** flag = 1 if all numbers of all these arrays are finite, else 0. */
  default void allFinite(List<Storage> x, int[] counts, Storage flag) {
    boolean finite = true;
    for (int i = 0; i < counts.length && finite; i++) {
      float[] numbers = new float[counts[i]];
      read(x.get(i), numbers, counts[i]);
      for (float number : numbers) finite &= Float.isFinite(number);
    }
    fill(flag, 1, finite ? 1 : 0);
  }
}
