package elbolab.math;

import java.nio.charset.StandardCharsets;

/**
 * Random numbers from a stream that a seed, a name and an index determine alone. A child stream
 * does not depend on what its parent has drawn, so each part of a computation can be repeated by
 * itself. Numbers are words of {@link Philox}; everything derived from them has the same bits on
 * every machine.
 */
public final class Rng {
  /** Where a stream stands: restoring it continues with the very next number. */
  public record State(long key, long stream, long position) {}

  private static final int WORDS = 4;
  private static final long DERIVATION =
      0x656C626F6C6162L; // keeps child identities apart from draws
  private static final double DOUBLE_UNIT = 0x1p-53;

  private final long key;
  private final long stream;
  private final int[] block = new int[WORDS];
  private long position;
  private long blockHeld = -1;

  private Rng(long key, long stream, long position) {
    this.key = key;
    this.stream = stream;
    this.position = position;
  }

  /** The stream of this seed and name. */
  public static Rng of(long seed, String name) {
    return derive(seed, 0, name, 0);
  }

  /** A stream that continues where {@link #state()} was taken. */
  public static Rng restore(State state) {
    return new Rng(state.key, state.stream, state.position);
  }

  /** The independent child stream of this name and index; this stream does not move. */
  public Rng stream(String name, long index) {
    return derive(key, stream, name, index);
  }

  /** Where this stream stands now. */
  public State state() {
    return new State(key, stream, position);
  }

  /** Absorbs the name's bytes, eight at a time, then its length and the index, with Philox. */
  private static Rng derive(long key, long stream, String name, long index) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    long[] identity = {key ^ DERIVATION, stream};
    for (int i = 0; i < bytes.length; i += Long.BYTES) {
      long word = 0;
      for (int j = Math.min(i + Long.BYTES, bytes.length) - 1; j >= i; j--) {
        word = word << 8 | (bytes[j] & 0xFF);
      }
      absorb(word, identity);
    }
    absorb(bytes.length, identity);
    absorb(index, identity);
    return new Rng(identity[0], identity[1], 0);
  }

  private static void absorb(long word, long[] identity) {
    int[] out = new int[WORDS];
    Philox.block(word, identity[1], identity[0], out, 0);
    identity[0] = join(out[0], out[1]);
    identity[1] = join(out[2], out[3]);
  }

  private static long join(int low, int high) {
    return (long) high << 32 | (low & 0xFFFFFFFFL);
  }

  /** A uniform word. */
  public int nextInt() {
    hold(position >>> 2);
    return block[(int) (position++ & 3)];
  }

  private void hold(long wanted) {
    if (blockHeld != wanted) {
      Philox.block(wanted, stream, key, block, 0);
      blockHeld = wanted;
    }
  }

  /** Two uniform words. */
  public long nextLong() {
    int low = nextInt();
    return join(low, nextInt());
  }

  /**
   * Uniform in 0, …, bound − 1, without bias: words in the incomplete last multiple are redrawn.
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound is " + bound + "; it must be at least 1");
    }
    long product = (nextInt() & 0xFFFFFFFFL) * bound;
    if ((product & 0xFFFFFFFFL) < bound) {
      long threshold = (1L << 32) % bound;
      while ((product & 0xFFFFFFFFL) < threshold) {
        product = (nextInt() & 0xFFFFFFFFL) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /** Uniform in [0, 1), a multiple of 2⁻²⁴. */
  public float nextFloat() {
    return unitFloat(nextInt());
  }

  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  public double nextDouble() {
    return (nextLong() >>> 11) * DOUBLE_UNIT;
  }

  /** Standard normal; takes four words. For many numbers {@code fillGaussian} is faster. */
  public double nextGaussian() {
    double radius = radius(nextLong());
    return radius * DoubleMath.cosTurns(nextDouble());
  }

  /** Uniform floats in [0, 1). Starts at the next whole block of four words, as every fill does. */
  public void fillUniform(float[] to, int from, int count) {
    skipToBlock();
    for (int i = 0; i < count; i++) {
      to[from + i] = nextFloat();
    }
  }

  /** Uniform doubles in [0, 1). */
  public void fillUniform(double[] to, int from, int count) {
    skipToBlock();
    for (int i = 0; i < count; i++) {
      to[from + i] = nextDouble();
    }
  }

  /** Standard normal floats (Box and Muller 1958): two from each two words. */
  public void fillGaussian(float[] to, int from, int count) {
    skipToBlock();
    for (int i = 0; i < count; i += 2 * GaussianPairs.BATCH) {
      int part = Math.min(2 * GaussianPairs.BATCH, count - i);
      GaussianPairs.own().fill(position / WORDS, stream, key, to, from + i, part);
      position += (part + WORDS - 1) & -WORDS;
    }
  }

  /** Standard normal doubles (Box and Muller 1958): two from each block of four words. */
  public void fillGaussian(double[] to, int from, int count) {
    skipToBlock();
    for (int i = 0; i < count; i += 2) {
      double radius = radius(nextLong());
      double turns = nextDouble();
      to[from + i] = radius * DoubleMath.cosTurns(turns);
      if (i + 1 < count) {
        to[from + i + 1] = radius * DoubleMath.sinTurns(turns);
      }
    }
  }

  /** A random order of 0, …, n − 1 (Fisher and Yates). */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /**
   * Sets so many words aside for a fill that is done elsewhere: returns where it begins, at a whole
   * block, and moves on behind it.
   */
  public State reserve(long words) {
    skipToBlock();
    State start = state();
    position += words;
    return start;
  }

  private void skipToBlock() {
    position = (position + WORDS - 1) & -WORDS;
  }

  static float unitFloat(int word) {
    return (word >>> 8) * 0x1p-24f;
  }

  /** √(−2 log v) for v in (0, 1]. */
  private static double radius(long word) {
    double v = ((word >>> 11) + 0.5) * DOUBLE_UNIT;
    return Math.sqrt(-2 * DoubleMath.log(v));
  }
}
