package elbolab.device;

/**
 * The kernels that the one text of a product makes: each thread holds so many by so many chains.
 */
enum ProductKernel {
  LARGE(4, false),
  SMALL(2, false),
  LARGE_PATCHES(4, true),
  SMALL_PATCHES(2, true);

  static final int THREADS = 16;

  /** So many groups of threads keep a card busy; with fewer, smaller blocks make more of them. */
  private static final int ENOUGH = 128;

  private final int perThread;
  private final boolean ofPatches;

  ProductKernel(int perThread, boolean ofPatches) {
    this.perThread = perThread;
    this.ofPatches = ofPatches;
  }

  /** For so many products of m rows and n columns. */
  static ProductKernel of(boolean ofPatches, int batch, int m, int n) {
    ProductKernel large = ofPatches ? LARGE_PATCHES : LARGE;
    ProductKernel small = ofPatches ? SMALL_PATCHES : SMALL;
    boolean fills = m > small.width() && n > small.width();
    return fills && (long) batch * large.groups(m) * large.groups(n) >= ENOUGH ? large : small;
  }

  /** Rows and columns of a block. */
  private int width() {
    return THREADS * perThread;
  }

  int groups(int size) {
    return (size - 1) / width() + 1;
  }

  String kernel() {
    return "product_" + name().toLowerCase(java.util.Locale.ROOT);
  }

  int perThread() {
    return perThread;
  }

  boolean ofPatches() {
    return ofPatches;
  }
}
