package elbolab.math;

/**
 * Whether kernels run on the vector module {@code jdk.incubator.vector}. The scalar path gives the
 * same bits, slower. {@code -Delbolab.vector=off} forces it.
 */
public final class VectorPath {
  private static final boolean AVAILABLE = detect();
  private static volatile boolean on = AVAILABLE;

  private VectorPath() {}

  private static boolean detect() {
    if ("off".equals(System.getProperty("elbolab.vector"))) {
      return false;
    }
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    if (!present) {
      System.err.println(
          "elbolab: start Java with --add-modules jdk.incubator.vector for fast arithmetic"
              + " (results are the same without)");
    }
    // The sums' sixteen lanes must be whole vectors.
    return present && VectorTiles.LANES >= 4 && VectorTiles.LANES <= 16;
  }

  /** Whether this process can run the vector path. */
  public static boolean isAvailable() {
    return AVAILABLE;
  }

  /** Whether kernels called from now on run the vector path. */
  public static boolean isOn() {
    return on;
  }

  /** Switches the vector path off, or on again where it is available. */
  public static void use(boolean wanted) {
    on = wanted && AVAILABLE;
  }
}
