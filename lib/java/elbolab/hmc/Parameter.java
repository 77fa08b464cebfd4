package elbolab.hmc;

import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A named parameter of a density written by hand, and where it may lie: {@code positive("tau")},
 * {@code real("xi", 8)}, {@code simplex("share", 3)}. The factories are made for static import.
 */
public final class Parameter {
  private final String name;
  private final int[] shape;
  private final Support support;

  private Parameter(String name, Support support, int... shape) {
    if (name.isBlank() || name.contains("[") || name.contains(",")) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no name of a parameter: give a word without brackets or commas");
    }
    this.name = name;
    this.shape = shape;
    this.support = support;
  }

  public static Parameter real(String name) {
    return real(name, 1);
  }

  /** A vector of any real numbers. */
  public static Parameter real(String name, int size) {
    return new Parameter(name, Support.real(atLeast(1, name, size)), size);
  }

  public static Parameter positive(String name) {
    return positive(name, 1);
  }

  /** A vector of numbers above 0. */
  public static Parameter positive(String name, int size) {
    return above(name, size, 0);
  }

  /** A vector of numbers above a bound. */
  public static Parameter above(String name, int size, double bound) {
    return new Parameter(name, Support.beyond(atLeast(1, name, size), bound, 1), size);
  }

  /** A vector of numbers below a bound. */
  public static Parameter below(String name, int size, double bound) {
    return new Parameter(name, Support.beyond(atLeast(1, name, size), bound, -1), size);
  }

  public static Parameter bounded(String name, double from, double to) {
    return bounded(name, 1, from, to);
  }

  /** A vector of numbers between two bounds. */
  public static Parameter bounded(String name, int size, double from, double to) {
    return new Parameter(name, Support.between(atLeast(1, name, size), from, to), size);
  }

  /** A vector whose numbers ascend. */
  public static Parameter ordered(String name, int size) {
    return new Parameter(name, Support.ordered(atLeast(2, name, size)), size);
  }

  /** Shares: positive numbers whose sum is 1. The density is that of all but the last. */
  public static Parameter simplex(String name, int size) {
    return new Parameter(name, Support.simplex(atLeast(2, name, size)), size);
  }

  /**
   * The Cholesky factor L of a correlation matrix, so that L·ξ has it when ξ is standard normal.
   * {@link #lkj} is the usual prior.
   */
  public static Parameter correlation(String name, int size) {
    return new Parameter(name, Support.choleskyOfCorrelation(atLeast(2, name, size)), size, size);
  }

  private static int atLeast(int least, String name, int size) {
    if (size < least) {
      throw new IllegalArgumentException(
          name + " of size " + size + ": it must have at least " + least);
    }
    return size;
  }

  /**
   * log LKJ(LLᵀ; η) as a density of L, up to its constant: Σᵢ (n − i + 2η − 2) log Lᵢᵢ for i = 2 …
   * n (Lewandowski, Kurowicka and Joe 2009). At η = 1 all correlation matrices are alike.
   *
   * @param choleskyFactor a parameter {@link #correlation}, [rows, n, n]
   */
  public static Tensor lkj(Tensor choleskyFactor, double eta) {
    if (!(eta > 0)) {
      throw new IllegalArgumentException("eta is " + eta + "; it must be positive");
    }
    int n = choleskyFactor.size(-1);
    int[] diagonal = IntStream.range(1, n).map(i -> i * (n + 1)).toArray();
    double[] weights = IntStream.range(1, n).mapToDouble(i -> n - i + 2 * eta - 3).toArray();
    Tensor flat = choleskyFactor.reshape(choleskyFactor.size(0), n * n);
    return flat.gather(1, diagonal).log().times(Tensor.of(weights, n - 1)).sum(1);
  }

  String name() {
    return name;
  }

  Support support() {
    return support;
  }

  /** How many numbers it has. */
  int size() {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /** The names of its numbers: tau; xi[1], xi[2], …; L[1,1], L[1,2], …. */
  static List<String> names(String name, int... shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    if (size == 1) {
      return List.of(name);
    }
    return IntStream.range(0, size).mapToObj(at -> name + index(at, shape)).toList();
  }

  private static String index(int at, int[] shape) {
    StringBuilder out = new StringBuilder();
    int rest = at;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      out.insert(0, (axis == 0 ? "[" : ",") + (rest % shape[axis] + 1));
      rest /= shape[axis];
    }
    return out.append("]").toString();
  }

  /** Which of its numbers can vary: of a Cholesky factor not its first, and none above. */
  int[] varying() {
    IntStream all = IntStream.range(0, size());
    return shape.length == 1
        ? all.toArray()
        : all.filter(at -> at > 0 && at % shape[0] <= at / shape[0]).toArray();
  }

  List<String> names() {
    List<String> all = names(name, shape);
    return Arrays.stream(varying()).mapToObj(all::get).toList();
  }
}
