package elbolab.tensor;

/**
 * The sizes of a product of `batch` pairs of matrices, c [m, n] = a [m, k] · b [k, n], each kind
 * lying one after the other.
 *
 * @param transposedA whether each a lies as [k, m]
 * @param transposedB whether each b lies as [n, k]
 * @param sharedA whether there is one a for all
 */
public record ProductSizes(
    boolean transposedA, boolean transposedB, boolean sharedA, int batch, int m, int n, int k) {
  /** a · b. */
  public static ProductSizes nn(int batch, int m, int n, int k) {
    return new ProductSizes(false, false, false, batch, m, n, k);
  }

  /** aᵀ · b. */
  static ProductSizes tn(int batch, int m, int n, int k) {
    return new ProductSizes(true, false, false, batch, m, n, k);
  }

  /** a · bᵀ. */
  static ProductSizes nt(int batch, int m, int n, int k) {
    return new ProductSizes(false, true, false, batch, m, n, k);
  }

  /** As these, with one a for all where that is said. */
  ProductSizes shareA(boolean shared) {
    return new ProductSizes(transposedA, transposedB, shared, batch, m, n, k);
  }

  /** How far from one a to the next. */
  public int stepA() {
    return sharedA ? 0 : m * k;
  }
}
