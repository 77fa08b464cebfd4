package elbolab.math;

/**
 * Pairs of standard normal floats from pairs of words (Box and Muller 1958): √(−2 log v)·cos 2πu
 * and √(−2 log v)·sin 2πu, a few hundred at a time so that they can be computed on vectors.
 */
final class GaussianPairs {
  /** How many pairs a batch holds at most; a multiple of every vector's length. */
  static final int BATCH = 256;

  private static final ThreadLocal<GaussianPairs> OWN = ThreadLocal.withInitial(GaussianPairs::new);

  /** Numbers v in (0, 1] before, radii afterwards. */
  final float[] radius = new float[BATCH];

  /** Numbers u in [0, 1). */
  final float[] turns = new float[BATCH];

  final float[] cosine = new float[BATCH];
  final float[] sine = new float[BATCH];
  private final int[] block = new int[4];

  private GaussianPairs() {}

  static GaussianPairs own() {
    return OWN.get();
  }

  /** Writes count numbers, at most two per pair of a batch, from the stream's blocks. */
  void fill(long firstBlock, long stream, long key, float[] to, int from, int count) {
    int pairs = (count + 1) / 2;
    for (int i = 0; i < pairs; i += 2) {
      Philox.block(firstBlock + i / 2, stream, key, block, 0);
      radius[i] = open(block[0]);
      turns[i] = Rng.unitFloat(block[1]);
      radius[i + 1] = open(block[2]);
      turns[i + 1] = Rng.unitFloat(block[3]);
    }
    int done = VectorPath.isOn() ? VectorGaussians.compute(pairs, this) : 0;
    for (int i = done; i < pairs; i++) {
      radius[i] = (float) Math.sqrt(-2 * FloatMath.log(radius[i]));
      cosine[i] = radius[i] * FloatMath.cosTurns(turns[i]);
      sine[i] = radius[i] * FloatMath.sinTurns(turns[i]);
    }
    for (int i = 0; i < count / 2; i++) {
      to[from + 2 * i] = cosine[i];
      to[from + 2 * i + 1] = sine[i];
    }
    if (count % 2 == 1) {
      to[from + count - 1] = cosine[count / 2];
    }
  }

  /** A number in (0, 1] from a whole word, so that the tail reaches 6.7. */
  private static float open(int word) {
    return ((word & 0xFFFFFFFFL) + 0.5f) * 0x1p-32f;
  }
}
