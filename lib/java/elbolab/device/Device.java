package elbolab.device;

/**
 * A machine that runs kernels on memory of its own. What it is told happens in that order; it may
 * happen later, and {@link #read} waits for all that was told before. Several threads may use one.
 */
public interface Device extends AutoCloseable {
  /** As its maker calls it. */
  String name();

  /** Whether it computes in double precision, which powers and sines of great angles need. */
  boolean hasDoubles();

  /** Bytes that it has, and bytes that are in use by this process. */
  Memory memory();

  /** Memory for so many bytes, as an address or a handle. */
  long allocate(long bytes);

  void free(long buffer, long bytes);

  void write(long buffer, float[] from, int count);

  void write(long buffer, int[] from, int count);

  void read(long buffer, float[] to, int count);

  Kernel kernel(String name);

  void launch(Kernel kernel, Grid grid, Arguments arguments);

  /** What was told so far. */
  Counts counts();

  @Override
  void close();

  interface Kernel {}

  /** Groups along three axes, and threads of a group along two. */
  record Grid(int groupsX, int groupsY, int groupsZ, int threadsX, int threadsY) {
    private static final int THREADS = 128;

    /** At least `count` threads in a line. */
    static Grid of(int count) {
      return new Grid((count - 1) / THREADS + 1, 1, 1, THREADS, 1);
    }
  }

  record Memory(long bytes, long used) {
    long free() {
      return bytes - used;
    }
  }

  /** How often kernels were launched, numbers fetched, which waits for all before, and sent. */
  record Counts(long launches, long reads, long writes) {
    public Counts minus(Counts earlier) {
      return new Counts(
          launches - earlier.launches, reads - earlier.reads, writes - earlier.writes);
    }
  }
}
