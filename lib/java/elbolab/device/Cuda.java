package elbolab.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A card of NVIDIA's, by its driver alone: the kernels are shipped as PTX, which the driver
 * compiles for the card. Launches wait in a list until something needs what they compute; a list
 * that has the shape of an earlier one is replayed as the graph that was made of that.
 */
public final class Cuda implements Device {
  static final String KERNELS = "kernels.ptx.gz";

  /** What to do where there is no card. */
  static final String REMEDY =
      "install NVIDIA's driver (environment/gpu.md); --backend opencl serves other makers' cards,"
          + " and the processor does everything";

  /** Of driver errors that mean that the PTX is newer than the driver. */
  static final List<Integer> OLD_DRIVER = List.of(209, 218, 222);

  /** A list that grows longer is run at once. */
  private static final int LONGEST_LIST = 1024;

  private record Compiled(String name, long handle) implements Kernel {}

  private final CudaDevice card;
  private final long context;
  private final long module;
  private final long stream;
  private final CudaGraphs graphs;
  private final List<CudaGraphs.Launch> waiting = new ArrayList<>();

  /** Buffers that nobody holds any more, which launches may still work on. */
  private final List<Long> released = new ArrayList<>();

  private final long[] answer = new long[1];
  private boolean closed;
  private long used;
  private long launches;
  private long reads;
  private long writes;

  /** The card of this number. */
  public static Cuda open(int number) {
    Throwable missing = CudaLibrary.failure();
    if (missing != null) {
      throw DeviceException.notInstalled("NVIDIA's driver", missing, REMEDY);
    }
    List<CudaDevice> cards = CudaDevice.all();
    if (cards.isEmpty()) throw new DeviceException("CUDA knows no card: " + REMEDY);
    if (number < 0 || number >= cards.size()) {
      throw new DeviceException("no CUDA card " + number + "; there are " + cards);
    }
    return new Cuda(cards.get(number));
  }

  Cuda(CudaDevice card) {
    if (!card.refusal().isEmpty()) throw new DeviceException(card.refusal());
    this.card = card;
    check(CudaLibrary.cuDevicePrimaryCtxRetain(answer, card.handle()), "make a context");
    context = answer[0];
    bind();
    int code = CudaLibrary.cuModuleLoadData(answer, ptx());
    if (OLD_DRIVER.contains(code)) {
      throw new DeviceException(
          "the driver of %s does not take the kernels (CUDA error %d): install a newer one"
              .formatted(card, code));
    }
    check(code, "take the kernels");
    module = answer[0];
    check(CudaLibrary.cuStreamCreate(answer, CudaLibrary.NON_BLOCKING), "make a stream");
    stream = answer[0];
    graphs = new CudaGraphs(stream, this::check);
  }

  /** The kernels' code, with the zero at its end that the driver looks for. */
  static byte[] ptx() {
    try (InputStream in = new GZIPInputStream(Cuda.class.getResourceAsStream(KERNELS))) {
      byte[] text = in.readAllBytes();
      return Arrays.copyOf(text, text.length + 1);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void check(int code, String what) {
    if (code != 0) throw new DeviceException(card + " could not " + what + ": CUDA error " + code);
  }

  /** The driver keeps a context for each thread; any thread may come. */
  private void bind() {
    check(CudaLibrary.cuCtxSetCurrent(context), "use its context");
  }

  @Override
  public String name() {
    return card.name();
  }

  @Override
  public boolean hasDoubles() {
    return true;
  }

  /** What how many lists came to. */
  synchronized CudaGraphs.Counts graphCounts() {
    return graphs.counts();
  }

  @Override
  public synchronized Memory memory() {
    return new Memory(card.memory(), used);
  }

  /** What is free on the card, other programs' share taken off. */
  private Memory memoryNow() {
    long[] total = new long[1];
    check(CudaLibrary.cuMemGetInfo_v2(answer, total), "tell its memory");
    return new Memory(total[0], total[0] - answer[0]);
  }

  @Override
  public synchronized long allocate(long bytes) {
    bind();
    int code = CudaLibrary.cuMemAlloc_v2(answer, bytes);
    if (code == CudaLibrary.OUT_OF_MEMORY) {
      finish();
      code = CudaLibrary.cuMemAlloc_v2(answer, bytes);
    }
    if (code == CudaLibrary.OUT_OF_MEMORY) {
      throw new DeviceMemoryException(name(), bytes, memoryNow());
    }
    check(code, "allocate " + bytes + " bytes");
    used += bytes;
    return answer[0];
  }

  @Override
  public synchronized void free(long buffer, long bytes) {
    if (closed) return;
    released.add(buffer);
    used -= bytes;
  }

  @Override
  public synchronized void write(long buffer, float[] from, int count) {
    if (count == 0) return;
    run();
    long bytes = (long) Float.BYTES * count;
    wrote(CudaLibrary.cuMemcpyHtoDAsync_v2(buffer, from, bytes, stream), bytes);
  }

  @Override
  public synchronized void write(long buffer, int[] from, int count) {
    if (count == 0) return;
    run();
    long bytes = (long) Integer.BYTES * count;
    wrote(CudaLibrary.cuMemcpyHtoDAsync_v2(buffer, from, bytes, stream), bytes);
  }

  private void wrote(int code, long bytes) {
    check(code, "take " + bytes + " bytes");
    writes++;
  }

  @Override
  public synchronized void read(long buffer, float[] to, int count) {
    if (count == 0) return;
    reads++;
    finish();
    check(
        CudaLibrary.cuMemcpyDtoH_v2(to, buffer, (long) Float.BYTES * count),
        "give " + count + " numbers");
  }

  @Override
  public synchronized Kernel kernel(String name) {
    bind();
    check(CudaLibrary.cuModuleGetFunction(answer, module, name), "find kernel " + name);
    return new Compiled(name, answer[0]);
  }

  @Override
  public synchronized void launch(Kernel kernel, Grid grid, Arguments arguments) {
    Compiled compiled = (Compiled) kernel;
    waiting.add(new CudaGraphs.Launch(compiled.name, compiled.handle, grid, arguments));
    launches++;
    if (waiting.size() == LONGEST_LIST) run();
  }

  /** Sends off what waits. */
  private void run() {
    bind();
    if (waiting.isEmpty()) return;
    List<CudaGraphs.Launch> launches = List.copyOf(waiting);
    waiting.clear();
    graphs.run(launches);
  }

  /** Waits until all is done, and frees what nobody holds. */
  private void finish() {
    run();
    check(CudaLibrary.cuStreamSynchronize(stream), "finish its work");
    for (long buffer : released) check(CudaLibrary.cuMemFree_v2(buffer), "free a buffer");
    released.clear();
  }

  @Override
  public synchronized Counts counts() {
    return new Counts(launches, reads, writes);
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    finish();
    closed = true;
    graphs.close();
    CudaLibrary.cuStreamDestroy_v2(stream);
    CudaLibrary.cuModuleUnload(module);
    CudaLibrary.cuDevicePrimaryCtxRelease_v2(card.handle());
  }
}
