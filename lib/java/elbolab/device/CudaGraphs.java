package elbolab.device;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import elbolab.device.Device.Grid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists of launches as graphs: of the steps of a training most have the shape of an earlier one,
 * and a graph costs one call in place of one for each kernel. What a launch works on may change
 * from one time to the next, and is then patched into the graph.
 */
final class CudaGraphs implements AutoCloseable {
  /** A shorter list is faster to launch one by one. */
  private static final int SHORTEST = 4;

  /** Graphs that are kept, the latest used. */
  private static final int MOST = 64;

  // CUDA_KERNEL_NODE_PARAMS: where its fields are.
  static final int GRID = 8;
  static final int GROUP = 20;
  static final int SHARED = 32;
  static final int PARAMETERS = 40;
  static final int EXTRA = 48;

  /** Behind it the addresses of the arguments, and the arguments. */
  static final int ADDRESSES = 56;

  private static final int VALUES = ADDRESSES + Long.BYTES * Arguments.MOST;
  private static final int SLOT = VALUES + Long.BYTES * Arguments.MOST;

  record Launch(String name, long kernel, Grid grid, Arguments arguments) {
    /** As CUDA_KERNEL_NODE_PARAMS has it, with what it points to behind it. */
    private long writeTo(Memory memory) {
      long address = Pointer.nativeValue(memory);
      memory.setLong(0, kernel);
      memory.setInt(GRID, grid.groupsX());
      memory.setInt(GRID + 4, grid.groupsY());
      memory.setInt(GRID + 8, grid.groupsZ());
      memory.setInt(GROUP, grid.threadsX());
      memory.setInt(GROUP + 4, grid.threadsY());
      memory.setInt(GROUP + 8, 1);
      memory.setInt(SHARED, 0);
      memory.setLong(PARAMETERS, address + ADDRESSES);
      memory.setLong(EXTRA, 0);
      for (int i = 0; i < arguments.count(); i++) {
        long value = VALUES + (long) Long.BYTES * i;
        memory.setLong(ADDRESSES + (long) Long.BYTES * i, address + value);
        memory.setLong(value, arguments.bits(i));
      }
      return address;
    }
  }

  /** What has to be equal for a graph to serve again. */
  private record Shape(List<Kind> kinds) {
    private record Kind(long kernel, Grid grid, int arguments) {}

    static Shape of(List<Launch> launches) {
      return new Shape(
          launches.stream().map(l -> new Kind(l.kernel, l.grid, l.arguments.count())).toList());
    }
  }

  private record Graph(long graph, long executable, long[] nodes, Arguments[] now) {}

  /**
   * @param alone launches without a graph
   * @param built graphs that were made
   * @param replayed lists for which there was one
   * @param patched launches of these that worked on something else than the time before
   */
  record Counts(long alone, long built, long replayed, long patched) {}

  interface Check {
    void of(int code, String what);
  }

  private final long stream;
  private final Check check;
  private final Memory scratch = new Memory(SLOT);
  private final Map<Shape, Graph> graphs = new LinkedHashMap<>(16, 0.75f, true);
  private final long[] answer = new long[1];
  private long alone;
  private long built;
  private long replayed;
  private long patched;

  CudaGraphs(long stream, Check check) {
    this.stream = stream;
    this.check = check;
  }

  Counts counts() {
    return new Counts(alone, built, replayed, patched);
  }

  void run(List<Launch> launches) {
    if (launches.size() < SHORTEST) {
      launches.forEach(this::launch);
      return;
    }
    Shape shape = Shape.of(launches);
    Graph graph = graphs.get(shape);
    if (graph == null) {
      graph = build(launches);
      graphs.put(shape, graph);
      forgetOldest();
    } else {
      patch(graph, launches);
    }
    check.of(CudaLibrary.cuGraphLaunch(graph.executable, stream), "launch a graph");
  }

  private void launch(Launch launch) {
    long address = launch.writeTo(scratch);
    Grid grid = launch.grid;
    check.of(
        CudaLibrary.cuLaunchKernel(
            launch.kernel,
            grid.groupsX(),
            grid.groupsY(),
            grid.groupsZ(),
            grid.threadsX(),
            grid.threadsY(),
            1,
            0,
            stream,
            address + ADDRESSES,
            0),
        "launch " + launch.name);
    alone++;
  }

  /** One launch after the other. */
  private Graph build(List<Launch> launches) {
    check.of(CudaLibrary.cuGraphCreate(answer, 0), "make a graph");
    long graph = answer[0];
    long[] nodes = new long[launches.size()];
    Arguments[] now = new Arguments[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      Launch launch = launches.get(i);
      long[] before = i == 0 ? null : new long[] {nodes[i - 1]};
      long address = launch.writeTo(scratch);
      check.of(
          CudaLibrary.cuGraphAddKernelNode(answer, graph, before, i == 0 ? 0 : 1, address),
          "take " + launch.name + " into a graph");
      nodes[i] = answer[0];
      now[i] = launch.arguments;
    }
    check.of(CudaLibrary.cuGraphInstantiateWithFlags(answer, graph, 0), "build a graph");
    built++;
    return new Graph(graph, answer[0], nodes, now);
  }

  private void patch(Graph graph, List<Launch> launches) {
    for (int i = 0; i < graph.nodes.length; i++) {
      Launch launch = launches.get(i);
      if (launch.arguments.isSame(graph.now[i])) continue;
      long address = launch.writeTo(scratch);
      check.of(
          CudaLibrary.cuGraphExecKernelNodeSetParams(graph.executable, graph.nodes[i], address),
          "change " + launch.name + " in a graph");
      graph.now[i] = launch.arguments;
      patched++;
    }
    replayed++;
  }

  private void forgetOldest() {
    if (graphs.size() <= MOST) return;
    var oldest = graphs.values().iterator();
    destroy(oldest.next());
    oldest.remove();
  }

  /** A launch of it that is under way goes on: the driver waits with what it needs. */
  private static void destroy(Graph graph) {
    CudaLibrary.cuGraphExecDestroy(graph.executable);
    CudaLibrary.cuGraphDestroy(graph.graph);
  }

  @Override
  public void close() {
    graphs.values().forEach(CudaGraphs::destroy);
    graphs.clear();
  }
}
