package elbolab.tensor;

import elbolab.math.Activation;
import elbolab.math.Binary;
import elbolab.math.Rng;
import elbolab.math.Unary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers in a shape of up to four axes, on a backend. The operations are methods that read like
 * the formula, `z = mu.plus(sigma.times(eps))`; they broadcast as NumPy does.
 */
public final class Tensor {
  /** Added to a product it leaves it as it is, the sign of a zero included. */
  private static final double PRODUCT = -0.0;

  private final Backend backend;
  private final Shape shape;
  private Storage storage;
  private String name;
  private boolean requiresGradient;
  private Tensor gradient;
  boolean isView;

  /** The tape that recorded this tensor and its entry there; the slot in which it is recycled. */
  Tape tape;

  Node node;
  int slot = -1;

  Tensor(Backend backend, Shape shape, Storage storage) {
    this.backend = backend;
    this.shape = shape;
    this.storage = storage;
  }

  public static Tensor of(float[] values, int... shape) {
    Shape s = Shape.of(shape);
    if (values.length != s.size()) throw doesNotFill(values.length, s);
    Tensor tensor = Workspace.result(Backends.standard(), s);
    tensor.backend.write(tensor.storage, values, values.length);
    return tensor;
  }

  /** As {@link #of(float[], int...)}, in the precision of the backend. */
  public static Tensor of(double[] values, int... shape) {
    Shape s = Shape.of(shape);
    if (values.length != s.size()) throw doesNotFill(values.length, s);
    Tensor tensor = Workspace.result(Backends.standard(), s);
    tensor.backend.write(tensor.storage, values, 0, values.length);
    return tensor;
  }

  private static IllegalArgumentException doesNotFill(int count, Shape s) {
    return new IllegalArgumentException(
        count + " numbers do not fill a tensor of shape " + s + ": " + s.size());
  }

  public static Tensor scalar(double value) {
    return full(value);
  }

  public static Tensor zeros(int... shape) {
    return full(0, shape);
  }

  public static Tensor ones(int... shape) {
    return full(1, shape);
  }

  public static Tensor full(double value, int... shape) {
    return full(Backends.standard(), value, Shape.of(shape));
  }

  private static Tensor full(Backend backend, double value, Shape shape) {
    Tensor tensor = Workspace.result(backend, shape);
    backend.fill(tensor.storage, tensor.size(), value);
    return tensor;
  }

  /** Standard normal numbers. */
  public static Tensor gaussian(Rng rng, int... shape) {
    Tensor tensor = Workspace.result(Backends.standard(), Shape.of(shape));
    tensor.backend.gaussian(tensor.storage, tensor.size(), rng);
    return tensor;
  }

  /** Uniform numbers in [0, 1). */
  public static Tensor uniform(Rng rng, int... shape) {
    Tensor tensor = Workspace.result(Backends.standard(), Shape.of(shape));
    tensor.backend.uniform(tensor.storage, tensor.size(), rng);
    return tensor;
  }

  /** One row per label with a 1 at the label. */
  public static Tensor oneHot(int[] labels, int classes) {
    float[] values = new float[Math.multiplyExact(labels.length, classes)];
    Sums.checkLabels("oneHot", labels, classes);
    for (int i = 0; i < labels.length; i++) values[i * classes + labels[i]] = 1;
    return of(values, labels.length, classes);
  }

  public Tensor zerosLike() {
    return full(backend, 0, shape);
  }

  public Backend backend() {
    return backend;
  }

  public Shape shape() {
    return shape;
  }

  public int rank() {
    return shape.rank();
  }

  /** How many numbers it holds. */
  public int size() {
    return shape.size();
  }

  /** Size of an axis; −1 is the last one. */
  public int size(int axis) {
    return shape.get(axis);
  }

  /** The memory behind this tensor, for optimisers and files, which change it in place. */
  public Storage storage() {
    if (storage == null) {
      throw new IllegalStateException(
          describe() + " was recycled when its tape closed: keep() it before, or use it inside");
    }
    return storage;
  }

  public String name() {
    return name;
  }

  /** Gives the name that messages and tables show. */
  public Tensor named(String newName) {
    name = newName;
    return this;
  }

  /** Name and shape as messages show them. */
  String describe() {
    return name == null ? shape.toString() : name + " " + shape;
  }

  /** Whether gradients with respect to this tensor are asked for: true for what is trained. */
  public boolean requiresGradient() {
    return requiresGradient;
  }

  public Tensor requireGradient(boolean required) {
    requiresGradient = required;
    return this;
  }

  boolean isTracked() {
    return requiresGradient || node != null;
  }

  /**
   * Computes the gradients of this tensor with respect to all leaves and adds them to {@link
   * #gradient}; what an earlier tape left there is replaced.
   */
  public void backward() {
    if (tape == null) {
      throw new IllegalStateException(
          describe()
              + " was not recorded: compute it inside `try (Tape tape = Tape.scope())` from"
              + " tensors that require a gradient");
    }
    tape.gradients(this).store();
  }

  /** The gradient that {@link #backward} left here, or null. */
  public Tensor gradient() {
    return gradient != null && gradient.storage == null ? null : gradient;
  }

  void addGradient(Tensor more) {
    if (gradient() == null) gradient = more;
    else backend.add(1, more.storage, gradient.storage, size());
  }

  /** This tensor as a constant: no gradient flows back through it. */
  public Tensor stopGradient() {
    return Workspace.view(this, shape);
  }

  /** Takes this tensor out of its tape: it survives the tape's end, as a constant. */
  public Tensor keep() {
    if (slot < 0) return this;
    if (isView) return copy().keep();
    Workspace.current().disown(this);
    tape = null;
    node = null;
    return this;
  }

  /** A constant with the same numbers in storage of its own. */
  public Tensor copy() {
    Tensor copy = Workspace.result(backend, shape);
    backend.copy(storage(), copy.storage, Strides.expand(shape, shape), false);
    return copy.named(name);
  }

  /** A leaf with the same numbers on another backend. */
  public Tensor to(Backend other) {
    Tensor moved = Workspace.result(other, shape);
    other.write(moved.storage, toArray(), size());
    return moved.named(name).requireGradient(requiresGradient);
  }

  /** The numbers, row-major. */
  public float[] toArray() {
    float[] values = new float[size()];
    backend.read(storage(), values, values.length);
    return values;
  }

  /** The numbers, row-major, in double precision. */
  public double[] toDoubles() {
    double[] values = new double[size()];
    backend.read(storage(), values, 0, values.length);
    return values;
  }

  /** Replaces the numbers in place. */
  public void set(float[] values) {
    if (values.length != size()) {
      throw new IllegalArgumentException(values.length + " numbers for " + describe());
    }
    backend.write(storage(), values, values.length);
  }

  /** Replaces the numbers in place by those of a tensor of the same shape; returns this. */
  public Tensor set(Tensor from) {
    if (!from.shape.equals(shape)) {
      throw new IllegalArgumentException(from.describe() + " cannot be put into " + describe());
    }
    backend.copy(from.storage(), storage(), Strides.expand(shape, shape), false);
    return this;
  }

  /** The number of a tensor that holds one. */
  public float item() {
    if (size() != 1) throw new IllegalStateException(describe() + " holds " + size() + " numbers");
    return toArray()[0];
  }

  /** The numbers of several tensors that hold one each, fetched in one go. */
  public static float[] items(List<Tensor> tensors) {
    List<Storage> storages = new ArrayList<>(tensors.size());
    for (Tensor x : tensors) {
      if (x.size() != 1 || x.backend != tensors.get(0).backend) {
        throw Mismatch.of("items", x, "each holds one number, all on one backend");
      }
      storages.add(x.storage());
    }
    return storages.isEmpty() ? new float[0] : tensors.get(0).backend.firsts(storages);
  }

  /** 1 if all numbers of all these tensors are finite, else 0; a constant. */
  public static Tensor allFinite(List<Tensor> tensors) {
    if (tensors.isEmpty()) return ones();
    Backend k = tensors.get(0).backend;
    List<Storage> storages = new ArrayList<>(tensors.size());
    int[] sizes = new int[tensors.size()];
    for (Tensor x : tensors) {
      if (x.backend != k) throw Mismatch.of("allFinite", x, "all are on one backend");
      sizes[storages.size()] = x.size();
      storages.add(x.storage());
    }
    Tensor flag = Workspace.result(k, Shape.of());
    k.allFinite(storages, sizes, flag.storage);
    return flag;
  }

  /** Ends this tensor's life and returns the storage to recycle, if it is its own. */
  Storage end() {
    Storage freed = isView ? null : storage;
    storage = null;
    node = null;
    slot = -1;
    return freed;
  }

  @Override
  public String toString() {
    if (storage == null) return describe() + " (recycled)";
    float[] values = toArray();
    String numbers = Arrays.toString(Arrays.copyOf(values, Math.min(values.length, 12)));
    return describe() + " " + (values.length > 12 ? numbers.replace("]", ", …]") : numbers);
  }

  private Tensor map(Unary f) {
    return Elementwise.map(f, 0, 0, this);
  }

  private Tensor map(Unary f, double p, double q) {
    return Elementwise.map(f, p, q, this);
  }

  public Tensor plus(Tensor b) {
    return Elementwise.zip(Binary.PLUS, this, b);
  }

  public Tensor plus(double b) {
    return map(Unary.AFFINE, 1, b);
  }

  public Tensor minus(Tensor b) {
    return Elementwise.zip(Binary.MINUS, this, b);
  }

  public Tensor minus(double b) {
    return map(Unary.AFFINE, 1, -b);
  }

  public Tensor times(Tensor b) {
    return Elementwise.zip(Binary.TIMES, this, b);
  }

  public Tensor times(double b) {
    return map(Unary.AFFINE, b, PRODUCT);
  }

  public Tensor over(Tensor b) {
    return Elementwise.zip(Binary.OVER, this, b);
  }

  public Tensor over(double b) {
    return map(Unary.AFFINE, 1 / b, PRODUCT);
  }

  public Tensor pow(Tensor b) {
    return Elementwise.zip(Binary.POWER, this, b);
  }

  public Tensor pow(double b) {
    return map(Unary.POWER, b, 0);
  }

  public Tensor maximum(Tensor b) {
    return Elementwise.zip(Binary.MAXIMUM, this, b);
  }

  public Tensor minimum(Tensor b) {
    return Elementwise.zip(Binary.MINIMUM, this, b);
  }

  public Tensor negate() {
    return map(Unary.AFFINE, -1, PRODUCT);
  }

  public Tensor exp() {
    return map(Unary.EXP);
  }

  /** exp(x) − 1. */
  public Tensor expm1() {
    return map(Unary.EXPM1);
  }

  public Tensor log() {
    return map(Unary.LOG);
  }

  public Tensor sqrt() {
    return map(Unary.SQRT);
  }

  public Tensor square() {
    return map(Unary.SQUARE);
  }

  public Tensor reciprocal() {
    return map(Unary.RECIPROCAL);
  }

  public Tensor abs() {
    return map(Unary.ABS);
  }

  public Tensor sin() {
    return map(Unary.SIN);
  }

  public Tensor cos() {
    return map(Unary.COS);
  }

  public Tensor tanh() {
    return map(Unary.TANH);
  }

  public Tensor sigmoid() {
    return map(Unary.SIGMOID);
  }

  /** log(1 + exp(x)). */
  public Tensor softplus() {
    return map(Unary.SOFTPLUS);
  }

  public Tensor relu() {
    return map(Unary.RELU);
  }

  /** x for x > 0, else slope·x. */
  public Tensor leakyRelu(double slope) {
    return map(Unary.LEAKY_RELU, slope, 0);
  }

  /** x for x > 0, else α(exp(x) − 1). */
  public Tensor elu(double alpha) {
    return map(Unary.ELU, alpha, 0);
  }

  /** x·Φ(x). */
  public Tensor gelu() {
    return map(Unary.GELU);
  }

  public Tensor erf() {
    return map(Unary.ERF);
  }

  public Tensor clamp(double from, double to) {
    if (!(from <= to)) {
      throw new IllegalArgumentException("clamp between " + from + " and " + to);
    }
    return map(Unary.CLAMP, from, to);
  }

  /** 1 where x > 0, else 0: a constant. */
  public Tensor positive() {
    return Elementwise.map(Unary.POSITIVE, 0, 0, stopGradient());
  }

  /** Zeroes each number with the probability given and scales the others to keep the mean. */
  public Tensor dropout(double probability, Rng rng) {
    return Elementwise.dropout(this, probability, rng);
  }

  /** Sum over the axes given, which it drops; over all when none is given. */
  public Tensor sum(int... axes) {
    return Sums.reduce(Reduction.SUM, this, axes);
  }

  public Tensor mean(int... axes) {
    return Sums.mean(this, axes);
  }

  public Tensor max(int... axes) {
    return Sums.reduce(Reduction.MAX, this, axes);
  }

  public Tensor logSumExp(int... axes) {
    return Sums.reduce(Reduction.LOG_SUM_EXP, this, axes);
  }

  public Tensor softmax(int axis) {
    return Sums.softmax(false, this, axis);
  }

  public Tensor logSoftmax(int axis) {
    return Sums.softmax(true, this, axis);
  }

  /** −log softmax(x)[label] of each row of x [rows, classes]. */
  public Tensor crossEntropy(int... labels) {
    return Sums.crossEntropy(this, labels);
  }

  /** Matrix product; batched over leading axes. */
  public Tensor matmul(Tensor b) {
    return Products.matmul(this, b);
  }

  /** x·w + bias; the bias may be null. */
  public Tensor linear(Tensor w, Tensor bias) {
    return Products.linear(this, w, bias, Activation.IDENTITY);
  }

  /** f(x·w + bias) in one step; the bias may be null. */
  public Tensor linear(Tensor w, Tensor bias, Activation f) {
    return Products.linear(this, w, bias, f);
  }

  /**
   * relu(x·v + b)·w + c of several networks side by side, x [networks, rows, in] with v [networks,
   * in, hidden], b [networks, 1, hidden], w [networks, hidden, out] and c [networks, 1, out].
   */
  public Tensor perceptrons(Tensor v, Tensor b, Tensor w, Tensor c) {
    return Products.perceptrons(this, v, b, w, c);
  }

  /** Exchanges the last two axes. */
  public Tensor transpose() {
    return Layouts.transpose(this);
  }

  /** Axis i of the result is axis order[i] of this. */
  public Tensor transpose(int... order) {
    return Layouts.permute(this, order);
  }

  /** The same numbers in another shape; one size may be −1. */
  public Tensor reshape(int... sizes) {
    return Layouts.reshape(this, Layouts.fill(this, sizes));
  }

  /** Puts an axis of size 1 before the axis given; −1 puts it last. */
  public Tensor unsqueeze(int axis) {
    return Layouts.reshape(this, shape.withOneAt(axis));
  }

  /** The entries [from, to) along an axis. */
  public Tensor slice(int axis, int from, int to) {
    return Layouts.slice(this, axis, from, to);
  }

  /** The entries `index` along an axis, in that order; an entry may come more than once. */
  public Tensor gather(int axis, int... index) {
    return Layouts.gather(this, axis, index);
  }

  /** Surrounds by zeros: before[i] and after[i] of them along axis i. */
  public Tensor pad(int[] before, int[] after) {
    return Layouts.pad(this, before, after, 0);
  }

  /** Repeats along axes of size 1 to the shape given. */
  public Tensor expand(int... shape) {
    return Layouts.expand(this, Shape.of(shape));
  }

  /** These tensors one after the other along an axis. */
  public static Tensor concat(int axis, Tensor... parts) {
    return Layouts.concat(axis, parts);
  }

  /** These tensors, equal in shape, along a new axis. */
  public static Tensor stack(int axis, Tensor... parts) {
    Tensor[] thick = new Tensor[parts.length];
    for (int i = 0; i < parts.length; i++) thick[i] = parts[i].unsqueeze(axis);
    return Layouts.concat(axis, thick);
  }
}
