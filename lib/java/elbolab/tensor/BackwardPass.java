package elbolab.tensor;

/**
 * One pass backwards over a tape. Only entries between the roots and what was asked for are
 * visited. The gradient of an entry lives from its first contribution until the entry has been
 * visited; its storage may then become the gradient of an input without being copied.
 */
final class BackwardPass {
  private final Tape tape;
  private final Workspace space;
  private Node node;
  private boolean dyGone;

  BackwardPass(Tape tape, Workspace space) {
    this.tape = tape;
    this.space = space;
  }

  void seed(Tensor root) {
    Node at = tape.find(root);
    if (at == null) return;
    if (at.gradient == null) {
      at.gradient = take(root.backend(), root.size());
      root.backend().fill(at.gradient, root.size(), 1);
    } else {
      Storage one = take(root.backend(), root.size());
      root.backend().fill(one, root.size(), 1);
      root.backend().add(1, one, at.gradient, root.size());
      space.pool(root.backend()).giveBack(one);
    }
  }

  void run(int firstNode) {
    Node[] nodes = space.nodes;
    int count = space.nodeCount;
    for (int i = firstNode; i < count; i++) {
      Node at = nodes[i];
      at.wanted = at.kept;
      for (int j = 0; j < at.inputs.length && !at.wanted; j++) {
        at.wanted = at.inputs[j] != null && at.inputs[j].wanted;
      }
    }
    for (int i = count - 1; i >= firstNode; i--) {
      Node at = nodes[i];
      if (at.gradient != null || at.second != null) visit(at);
    }
  }

  private void visit(Node at) {
    node = at;
    dyGone = at.kept;
    Storage dy = at.gradient;
    if (at.wanted && at.rule != null) at.rule.apply(this, dy);
    if (!at.kept) {
      at.gradient = null;
      if (dy != null && !dyGone) giveBack(dy);
    }
    if (at.second != null) giveBack(at.second);
    at.second = null;
  }

  /** Whether the gradient of x is needed; a null input never is. */
  boolean wants(Tensor x) {
    if (x == null) return false;
    Node at = tape.find(x);
    return at != null && at.wanted;
  }

  /**
   * Hands over a contribution to the gradient of x. The storage belongs to the pass from now on.
   * The entry's own dy may be handed over too, after its last use: it is copied only where it must
   * be.
   */
  void give(Tensor x, Storage contribution) {
    boolean isDy = contribution == node.gradient;
    Node to = wants(x) ? tape.find(x) : null;
    if (to != null && to.gradient == null) {
      to.gradient = isDy && dyGone ? copy(contribution, x) : contribution;
      dyGone |= isDy;
      return;
    }
    if (to != null) x.backend().add(1, contribution, to.gradient, x.size());
    if (!isDy) giveBack(contribution);
  }

  /** Hands this entry's dy to the entry of x as the gradient of its second output. */
  void giveSecond(Tensor x, Storage dy) {
    tape.find(x).second = dyGone ? copy(dy, node.output) : dy;
    dyGone = true;
  }

  /** The gradient of the second output of the entry under visit, or null. */
  Storage second() {
    return node.second;
  }

  /** The gradient of x as gathered so far, null if there is none: for rules that add in place. */
  Storage gathered(Tensor x) {
    return tape.find(x).gradient;
  }

  /** Whether a storage is this entry's own dy, which the pass recycles itself. */
  boolean isDy(Storage storage) {
    return storage == node.gradient;
  }

  /** Storage to write a gradient as large as dy into: dy itself unless it is still needed. */
  Storage reuse(Storage dy) {
    return dyGone ? take(node.output.size()) : dy;
  }

  Storage take(int size) {
    return take(node.output.backend(), size);
  }

  private Storage take(Backend backend, int size) {
    return space.pool(backend).take(size);
  }

  void giveBack(Storage storage) {
    space.pool(node.output.backend()).giveBack(storage);
  }

  /** A copy that belongs to the pass. */
  Storage copy(Storage from, Tensor like) {
    Storage copy = take(like.size());
    like.backend().fill(copy, like.size(), 0);
    like.backend().add(1, from, copy, like.size());
    return copy;
  }
}
