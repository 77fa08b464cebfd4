package elbolab.device;

import elbolab.device.Device.Grid;
import elbolab.math.Activation;
import elbolab.math.Binary;
import elbolab.math.Rng;
import elbolab.math.Unary;
import elbolab.tensor.AdamStep;
import elbolab.tensor.AttentionKernels;
import elbolab.tensor.Backend;
import elbolab.tensor.ImageKernels;
import elbolab.tensor.ProductSizes;
import elbolab.tensor.RecurrentKernels;
import elbolab.tensor.Reduction;
import elbolab.tensor.Storage;
import elbolab.tensor.Strides;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The primitives as kernels of a device, each of which does the processor's operations in the
 * processor's order: the results have the same bits.
 */
public final class DeviceBackend implements Backend {
  /** The longest chains of a sum: numbers of a row, rows of a column. */
  private static final int BLOCK = 4096;

  private static final int CHAIN = 1024;

  /** Rows that a group of threads sums at a time, and threads for each. */
  private static final int ROWS = 8;

  private static final int LANES = 16;

  /** Arrays that a kernel takes at a time where it takes several. */
  private static final int ARRAYS = 8;

  /** Groups that look through one array for what is not finite. */
  private static final int WATCHERS = 64;

  /** How often memory is asked for again after the collector ran. */
  private static final int TRIES = 5;

  private final Device device;
  private final String name;
  private final Map<String, Device.Kernel> kernels = new ConcurrentHashMap<>();
  private final Products products = new Products(this);
  private final ImageKernels images = new DeviceImages(this);
  private final RecurrentKernels recurrent = new DeviceLstm(this);
  private final AttentionKernels attention = new DeviceAttention(this);

  /**
   * @param name by which a user chooses it
   */
  public DeviceBackend(String name, Device device) {
    this.name = name;
    this.device = device;
  }

  /** Where it computes. */
  public Device device() {
    return device;
  }

  @Override
  public String name() {
    return name;
  }

  // Launching

  static Arguments with(Storage... storages) {
    Arguments arguments = new Arguments();
    for (Storage storage : storages) arguments.buffer(DeviceStorage.of(storage));
    return arguments;
  }

  void launch(String kernel, Grid grid, Arguments arguments) {
    device.launch(kernels.computeIfAbsent(kernel, device::kernel), grid, arguments);
  }

  /** A thread for each of `count` numbers. */
  void each(String kernel, int count, Arguments arguments) {
    if (count > 0) launch(kernel, Grid.of(count), arguments);
  }

  /** Sixteen threads for each of so many rows. */
  private void rows(String kernel, int count, Arguments arguments) {
    if (count > 0) launch(kernel, new Grid((count - 1) / ROWS + 1, 1, 1, LANES, ROWS), arguments);
  }

  Products products() {
    return products;
  }

  // Memory

  /**
   * Tensors that nobody holds any more give their memory back only when the collector finds them,
   * and it does not know how full the device is: where there is no room it is sent for.
   */
  @Override
  public Storage allocate(int capacity) {
    for (int i = 0; i < TRIES; i++) {
      try {
        return new DeviceStorage(device, capacity);
      } catch (DeviceMemoryException full) {
        System.gc();
        pause(20L << i);
      }
    }
    return new DeviceStorage(device, capacity);
  }

  /** For what the collector found to be freed. */
  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void release(Storage storage) {
    ((DeviceStorage) storage).free();
  }

  @Override
  public long idleLimit() {
    return device.memory().bytes() / 4 / Float.BYTES;
  }

  @Override
  public void write(Storage to, float[] from, int count) {
    device.write(DeviceStorage.of(to), from, count);
  }

  @Override
  public void read(Storage from, float[] to, int count) {
    device.read(DeviceStorage.of(from), to, count);
  }

  @Override
  public float[] firsts(List<Storage> from) {
    float[] numbers = new float[from.size()];
    Storage collected = allocate(numbers.length);
    for (int i = 0; i < numbers.length; i += ARRAYS) {
      List<Storage> some = from.subList(i, Math.min(numbers.length, i + ARRAYS));
      Arguments arguments = new Arguments();
      for (int k = 0; k < ARRAYS; k++) arguments.buffer(DeviceStorage.of(at(some, k)));
      arguments.buffer(DeviceStorage.of(collected)).integers(i, some.size());
      each("collect", ARRAYS, arguments);
    }
    read(collected, numbers, numbers.length);
    release(collected);
    return numbers;
  }

  /** The k-th, or in its place the last. */
  private static <T> T at(List<T> some, int k) {
    return some.get(Math.min(k, some.size() - 1));
  }

  @Override
  public void fill(Storage to, int count, double value) {
    each("fill", count, with(to).integer(count).number((float) value));
  }

  @Override
  public void gaussian(Storage to, int count, Rng rng) {
    random("gaussian_numbers", to, count, rng.reserve((count + 3L) & -4));
  }

  @Override
  public void uniform(Storage to, int count, Rng rng) {
    random("uniform_numbers", to, count, rng.reserve(count));
  }

  /** A thread for each block of four words. */
  private void random(String kernel, Storage to, int count, Rng.State from) {
    Arguments arguments = with(to).integer(count).word(from.position() / 4);
    each(kernel, (int) ((count + 3L) / 4), arguments.word(from.stream()).word(from.key()));
  }

  private static Arguments strides(Arguments arguments, Strides s) {
    arguments.integers(s.size(1), s.size(2), s.size(3));
    for (int i = 0; i < 4; i++) arguments.integer(s.firstStride(i));
    arguments.integer(s.firstOffset());
    for (int i = 0; i < 4; i++) arguments.integer(s.secondStride(i));
    return arguments.integer(s.secondOffset());
  }

  private static int count(Strides s) {
    return s.size(0) * s.size(1) * s.size(2) * s.size(3);
  }

  @Override
  public void copy(Storage from, Storage to, Strides strides, boolean add) {
    int count = count(strides);
    Arguments arguments = with(from, to).integers(count, add ? 1 : 0);
    each("copy_strided", count, strides(arguments, strides));
  }

  // Elementwise

  @Override
  public void map(Unary f, double p, double q, Storage x, Storage y, int count) {
    needsDoubles(f, isInDoubles(f));
    Arguments arguments = with(x, y).integers(count, f.ordinal());
    each("map", count, arguments.number((float) p).number((float) q));
  }

  @Override
  public void mapGradient(
      Unary f, double p, double q, Storage x, Storage y, Storage dy, Storage dx, int count) {
    needsDoubles(f, isInDoubles(f));
    Arguments arguments = with(x == null ? y : x, y, dy, dx).integers(count, f.ordinal());
    each("map_gradient", count, arguments.number((float) p).number((float) q));
  }

  @Override
  public void zip(Binary f, Storage a, Storage b, Storage y, int count) {
    needsDoubles(f, isPower(f));
    each("zip", count, with(a, b, y).integers(count, f.ordinal()));
  }

  @Override
  public void zip(Binary f, Storage a, Storage b, Storage y, Strides strides) {
    needsDoubles(f, isPower(f));
    int count = count(strides);
    Arguments arguments = with(a, b, y).integers(count, f.ordinal());
    each("zip_strided", count, strides(arguments, strides));
  }

  private static boolean isInDoubles(Unary f) {
    return f == Unary.POWER || f == Unary.SIN || f == Unary.COS;
  }

  private static boolean isPower(Binary f) {
    return f == Binary.POWER || f == Binary.POWER_BY_BASE || f == Binary.POWER_BY_EXPONENT;
  }

  private void needsDoubles(Enum<?> f, boolean needed) {
    if (needed && !device.hasDoubles()) {
      throw new DeviceException(
          f.name().toLowerCase(Locale.ROOT)
              + " is computed in double precision, which "
              + device.name()
              + " does not have: use Backends.use(\"cpu\") for this model");
    }
  }

  @Override
  public void add(double scale, Storage x, Storage to, int count) {
    each("add_scaled", count, with(x, to).integer(count).number((float) scale));
  }

  // Sums

  @Override
  public void reduce(Reduction f, Storage x, Storage y, int outer, int count, int inner) {
    if (f == Reduction.LOG_SUM_EXP) {
      if (inner == 1) rows("log_sum_exp_rows", outer, with(x, y).integers(outer, count));
      else each("log_sum_exp_columns", outer * inner, columns(with(x, y), outer, count, inner));
      return;
    }
    int longest = inner == 1 ? BLOCK : CHAIN;
    int blocks = Math.max(1, (count - 1) / longest + 1);
    Storage sums = blocks == 1 ? y : allocate(outer * blocks * inner);
    int results = outer * blocks * inner;
    Arguments arguments = with(x, sums);
    if (inner == 1) {
      rows("reduce_rows", results, arguments.integers(results, count, blocks, f.ordinal()));
    } else {
      arguments.integers(results, count, inner, blocks, f.ordinal());
      each("reduce_columns", results, arguments);
    }
    if (blocks > 1) {
      reduce(f, sums, y, outer, blocks, inner);
      release(sums);
    }
  }

  private static Arguments columns(Arguments arguments, int outer, int count, int inner) {
    return arguments.integers(outer * inner, count, inner);
  }

  @Override
  public void softmax(boolean log, Storage x, Storage y, int outer, int count, int inner) {
    if (count == 0) return;
    int kind = log ? 1 : 0;
    if (inner == 1) {
      rows("softmax_rows", outer, with(x, y).integers(outer, count, kind));
    } else {
      Arguments arguments = columns(with(x, y), outer, count, inner).integer(kind);
      each("softmax_columns", outer * inner, arguments);
    }
  }

  @Override
  public void softmaxGradient(
      boolean log, Storage y, Storage dy, Storage dx, int outer, int count, int inner) {
    int kind = log ? 1 : 0;
    if (inner == 1) {
      rows("softmax_gradient_rows", outer, with(y, dy, dx).integers(outer, count, kind));
    } else {
      Arguments arguments = columns(with(y, dy, dx), outer, count, inner).integer(kind);
      each("softmax_gradient_columns", outer * inner, arguments);
    }
  }

  /** As {@link #softmaxGradient} of rows, with each product fused into the sum. */
  void fusedSoftmaxGradient(Storage y, Storage dy, Storage dx, int outer, int count) {
    rows("softmax_gradient_rows", outer, with(y, dy, dx).integers(outer, count, 2));
  }

  @Override
  public void crossEntropy(
      Storage logits, int[] labels, int classes, Storage probabilities, Storage loss) {
    int rows = labels.length;
    softmax(true, logits, probabilities, rows, classes, 1);
    Storage index = index(labels);
    each("cross_entropy", rows, with(probabilities, index, loss).integers(rows, classes));
    release(index);
  }

  @Override
  public void crossEntropyGradient(
      Storage probabilities, int[] labels, int classes, Storage dloss, Storage dlogits) {
    int count = labels.length * classes;
    Storage index = index(labels);
    Arguments arguments = with(probabilities, index, dloss, dlogits);
    each("cross_entropy_gradient", count, arguments.integers(count, classes));
    release(index);
  }

  private Storage index(int[] numbers) {
    Storage index = allocate(numbers.length);
    device.write(DeviceStorage.of(index), numbers, numbers.length);
    return index;
  }

  // Products

  @Override
  public void matmul(ProductSizes p, Storage a, Storage b, Storage c) {
    products.matmul(p, a, b, c);
  }

  @Override
  public void linear(
      Activation f, int rows, int in, int out, Storage x, Storage w, Storage bias, Storage y) {
    products.linear(f, rows, in, out, x, w, bias, y);
  }

  // Indices

  @Override
  public void gather(Storage x, int outer, int count, int inner, int[] index, Storage y) {
    int picked = outer * index.length * inner;
    if (picked == 0) return;
    Storage places = index(index);
    each("gather", picked, with(x, places, y).integers(picked, count, index.length, inner));
    release(places);
  }

  @Override
  public void scatterAdd(Storage dy, int outer, int count, int inner, int[] index, Storage dx) {
    int lines = outer * inner;
    if (lines == 0 || index.length == 0) return;
    Storage places = index(index);
    each("scatter_add", lines, with(dy, places, dx).integers(lines, count, index.length, inner));
    release(places);
  }

  // Normalisation

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
    Arguments arguments = with(x, y, mean, scale).integers(outer * inner, groups, inner);
    rows("normalise", groups, arguments.number((float) epsilon));
  }

  @Override
  public void normaliseGradient(
      Storage y, Storage scale, Storage dy, Storage dx, int outer, int groups, int inner) {
    Arguments arguments = with(y, scale, dy, dx).integers(outer * inner, groups, inner);
    rows("normalise_gradient", groups, arguments);
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
    return attention;
  }

  // Learning

  @Override
  public void adam(AdamStep step, Storage g, Storage m, Storage v, Storage w, int count) {
    adam(step, List.of(new AdamStep.Arrays(g, m, v, w, count)));
  }

  @Override
  public void adam(AdamStep step, List<AdamStep.Arrays> all) {
    for (int i = 0; i < all.size(); i += ARRAYS) {
      adamOfSome(step, all.subList(i, Math.min(all.size(), i + ARRAYS)));
    }
  }

  private void adamOfSome(AdamStep s, List<AdamStep.Arrays> some) {
    Arguments a = new Arguments();
    for (int k = 0; k < ARRAYS; k++) a.buffer(DeviceStorage.of(at(some, k).gradient()));
    for (int k = 0; k < ARRAYS; k++) a.buffer(DeviceStorage.of(at(some, k).mean()));
    for (int k = 0; k < ARRAYS; k++) a.buffer(DeviceStorage.of(at(some, k).square()));
    for (int k = 0; k < ARRAYS; k++) a.buffer(DeviceStorage.of(at(some, k).weights()));
    int most = 0;
    for (int k = 0; k < ARRAYS; k++) {
      a.integer(at(some, k).count());
      most = Math.max(most, at(some, k).count());
    }
    a.number((float) s.beta1()).number((float) (1 - s.beta1()));
    a.number((float) s.beta2()).number((float) (1 - s.beta2()));
    a.number((float) s.epsilon()).number((float) s.rate());
    a.number((float) s.vScale()).number((float) (1 - s.decay()));
    if (most > 0) launch("adam", of(most, some.size()), a);
  }

  /** At least `count` threads for each of several arrays. */
  private static Grid of(int count, int arrays) {
    Grid line = Grid.of(count);
    return new Grid(line.groupsX(), arrays, 1, line.threadsX(), 1);
  }

  @Override
  public void allFinite(List<Storage> x, int[] counts, Storage flag) {
    fill(flag, 1, 1);
    for (int i = 0; i < counts.length; i += ARRAYS) {
      List<Storage> some = x.subList(i, Math.min(counts.length, i + ARRAYS));
      Arguments arguments = new Arguments();
      for (int k = 0; k < ARRAYS; k++) arguments.buffer(DeviceStorage.of(at(some, k)));
      for (int k = 0; k < ARRAYS; k++) arguments.integer(k < some.size() ? counts[i + k] : 0);
      arguments.buffer(DeviceStorage.of(flag));
      launch("all_finite", new Grid(WATCHERS, some.size(), 1, 128, 1), arguments);
    }
  }
}
