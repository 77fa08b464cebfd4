package elbolab.tensor;

import elbolab.math.Rng;
import java.util.Arrays;

/**
 * Numbers in a shape of up to four axes, on a backend. The operations are methods that read like
 * the formula, `z = mu.plus(sigma.times(eps))`; they broadcast as NumPy does.
 */
public final class Tensor extends Formula {
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
    Losses.checkLabels("oneHot", labels, classes);
    for (int i = 0; i < labels.length; i++) values[i * classes + labels[i]] = 1;
    return of(values, labels.length, classes);
  }

  public Tensor zerosLike() {
    return full(backend, 0, shape);
  }

  @Override
  Tensor self() {
    return this;
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

  /** The number of a tensor that holds one. */
  public float item() {
    if (size() != 1) throw new IllegalStateException(describe() + " holds " + size() + " numbers");
    return toArray()[0];
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
}
