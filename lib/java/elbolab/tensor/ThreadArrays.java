package elbolab.tensor;

/** Memory of a thread for the length of one kernel. */
final class ThreadArrays {
  private static final ThreadLocal<float[][]> OWN = ThreadLocal.withInitial(() -> new float[3][0]);

  private ThreadArrays() {}

  /** An array of at least this size with undefined content; the same one for the same `which`. */
  static float[] of(int which, int size) {
    float[][] own = OWN.get();
    if (own[which].length < size) own[which] = new float[size + size / 4];
    return own[which];
  }
}
