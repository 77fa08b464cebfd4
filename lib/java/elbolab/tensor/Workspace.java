package elbolab.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one thread computes in: the open tapes, which stack up on one list of nodes and one list of
 * tensors to recycle, and the pools of storages.
 */
final class Workspace {
  private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);

  Tape tape;
  Node[] nodes = new Node[256];
  int nodeCount;
  private Tensor[] owned = new Tensor[256];
  private int ownedCount;
  private Pool pool;
  private final List<Pool> pools = new ArrayList<>();

  static Workspace current() {
    return OF_THREAD.get();
  }

  Pool pool(Backend backend) {
    if (pool != null && pool.backend == backend) return pool;
    for (Pool known : pools) {
      if (known.backend == backend) return pool = known;
    }
    pool = new Pool(backend);
    pools.add(pool);
    return pool;
  }

  /** A tensor with undefined content; it goes back to the pool with the innermost open tape. */
  static Tensor result(Backend backend, Shape shape) {
    Workspace space = current();
    if (space.tape == null) return new Tensor(backend, shape, backend.allocate(shape.size()));
    return space.own(new Tensor(backend, shape, space.pool(backend).take(shape.size())));
  }

  /** Another shape of the same storage. */
  static Tensor view(Tensor x, Shape shape) {
    return view(x, shape, x.storage());
  }

  /** Another storage seen as a tensor like x, without owning it. */
  static Tensor view(Tensor x, Shape shape, Storage storage) {
    Workspace space = current();
    Tensor view = new Tensor(x.backend(), shape, storage);
    view.isView = true;
    return space.tape == null ? view : space.own(view);
  }

  Tensor own(Tensor tensor) {
    if (ownedCount == owned.length) owned = Arrays.copyOf(owned, 2 * ownedCount);
    tensor.slot = ownedCount;
    owned[ownedCount++] = tensor;
    return tensor;
  }

  void disown(Tensor tensor) {
    owned[tensor.slot] = null;
    tensor.slot = -1;
  }

  Node append(Node node) {
    if (nodeCount == nodes.length) nodes = Arrays.copyOf(nodes, 2 * nodeCount);
    nodes[nodeCount++] = node;
    return node;
  }

  int ownedCount() {
    return ownedCount;
  }

  /** Forgets all nodes and recycles all tensors that came after the marks. */
  void rewind(int firstNode, int firstOwned) {
    Arrays.fill(nodes, firstNode, nodeCount, null);
    nodeCount = firstNode;
    for (int i = ownedCount - 1; i >= firstOwned; i--) {
      Tensor tensor = owned[i];
      owned[i] = null;
      if (tensor == null) continue;
      Storage storage = tensor.end();
      if (storage != null) pool(tensor.backend()).giveBack(storage);
    }
    ownedCount = firstOwned;
  }
}
