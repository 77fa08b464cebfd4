package elbolab.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The scope of a computation: it records what is needed for gradients, and when it is closed all
 * tensors made since it was opened give their storage back to a pool, so that a loop which opens a
 * tape per step allocates next to nothing after its first steps. Such a tensor must not be used
 * after the tape is closed unless {@link Tensor#keep} was called.
 *
 * <p>A tape belongs to the thread that opened it. Tapes nest: what an outer tape computed is a leaf
 * to the inner one.
 */
public final class Tape implements AutoCloseable {
  private final Workspace space;
  private final Tape outer;
  private final boolean records;
  private final Backend backend;
  private final int firstNode;
  private final int firstOwned;
  private Map<Tensor, Node> leaves;
  private boolean open = true;

  private Tape(boolean records, Backend backend) {
    space = Workspace.current();
    outer = space.tape;
    this.records = records;
    this.backend = backend != null || outer == null ? backend : outer.backend;
    firstNode = space.nodeCount;
    firstOwned = space.ownedCount();
    space.tape = this;
  }

  /** Opens a tape that records. */
  public static Tape scope() {
    return new Tape(true, null);
  }

  /** Opens a tape that records; tensors made from numbers while it is open are on this backend. */
  public static Tape scope(Backend backend) {
    return new Tape(true, Objects.requireNonNull(backend));
  }

  /** Opens a tape that only recycles storage: for values without gradients. */
  public static Tape inference() {
    return new Tape(false, null);
  }

  /** The backend that this tape or one around it names, or null. */
  Backend backend() {
    return backend;
  }

  /**
   * Records that `output` was computed from the inputs, of which some may be null, if a tape that
   * records is open and any of them is tracked; returns the output.
   */
  static Tensor record(String operation, Tensor output, Node.Rule rule, Tensor... inputs) {
    for (Tensor x : inputs) {
      if (x != null && x.isTracked()) {
        Tape tape = Workspace.current().tape;
        if (tape != null && tape.records) tape.append(operation, output, rule, inputs);
        break;
      }
    }
    return output;
  }

  /** The derivative of an operation that was computed apart from the tape. */
  @FunctionalInterface
  public interface Pullback {
    /** From the gradient of the output to that of each input; null stands for zeros. */
    Tensor[] apply(Tensor outputGradient);
  }

  /**
   * Makes one entry of this tape out of a whole computation that was not recorded and has its own
   * way to a gradient, and returns its output. The pullback runs during the pass backwards, on
   * tensors that go back to the pool when it is done; it may open tapes of its own.
   *
   * @param output a constant that belongs to the tape that is open now
   * @param inputs whatever the output depends on and may ask for a gradient
   */
  public static Tensor custom(
      String operation, Tensor output, Pullback pullback, Tensor... inputs) {
    Node.Rule rule =
        (pass, dy) -> {
          try (Tape inner = inference()) {
            Tensor[] gradients = pullback.apply(Workspace.view(output, output.shape(), dy));
            for (int i = 0; i < inputs.length; i++) {
              Tensor gradient = gradients[i];
              if (gradient == null || !pass.wants(inputs[i])) continue;
              if (!gradient.shape().equals(inputs[i].shape())) {
                throw Mismatch.of(
                    operation, gradient, inputs[i], "a gradient has the shape of its input");
              }
              pass.give(inputs[i], pass.copy(gradient.storage(), gradient));
            }
          }
        };
    return record(operation, output, rule, inputs);
  }

  private void append(String operation, Tensor output, Node.Rule rule, Tensor... inputs) {
    Node[] nodes = new Node[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      Tensor x = inputs[i];
      if (x != null && x.isTracked()) nodes[i] = x.tape == this ? x.node : leaf(x);
    }
    output.tape = this;
    output.node = space.append(new Node(operation, output, nodes, rule));
  }

  private Node leaf(Tensor x) {
    if (leaves == null) leaves = new IdentityHashMap<>();
    Node leaf = leaves.get(x);
    if (leaf == null) {
      leaf = space.append(new Node("leaf", x, new Node[0], null));
      leaves.put(x, leaf);
    }
    return leaf;
  }

  /** This tape's entry for x, or null when nothing recorded depends on it. */
  Node find(Tensor x) {
    if (x.tape == this && x.node != null) return x.node;
    return leaves == null ? null : leaves.get(x);
  }

  /**
   * The gradient of `root` with respect to each of `by`, or to every leaf when none is named. A
   * root that is not a scalar counts as the sum of its numbers. The tape stays: other roots can
   * follow.
   */
  public Gradients gradients(Tensor root, Tensor... by) {
    return gradients(List.of(root), by);
  }

  /** The gradient of the sum of several roots, in one pass. */
  public Gradients gradients(List<Tensor> roots, Tensor... by) {
    checkOpen();
    for (int i = firstNode; i < space.nodeCount; i++) {
      Node node = space.nodes[i];
      node.kept = by.length == 0 && node.rule == null;
    }
    for (Tensor x : by) ask(x);
    BackwardPass pass = new BackwardPass(this, space);
    for (Tensor root : roots) pass.seed(root);
    pass.run(firstNode);
    return new Gradients(this, space.nodes, firstNode, space.nodeCount);
  }

  /** The gradient of `root` with respect to one tensor. */
  public Tensor gradient(Tensor root, Tensor by) {
    return gradients(root, by).of(by);
  }

  private void ask(Tensor x) {
    Node node = find(x);
    if (node != null) {
      node.kept = true;
    } else if (!x.isTracked()) {
      throw new IllegalArgumentException(
          "no gradient with respect to "
              + x.describe()
              + ": nothing was recorded for it; call requireGradient(true) before computing");
    }
  }

  /**
   * One line of what was recorded.
   *
   * @param operation that computed the output; "leaf" for a tensor that asks for a gradient itself
   * @param inputs numbers of the entries that it was computed from; constants are left out
   */
  public record Entry(int number, String operation, Tensor output, List<Integer> inputs) {
    @Override
    public String toString() {
      return "#" + number + " " + output.describe() + " = " + operation + inputs;
    }
  }

  /** What was recorded, in the order of the computation; a pass goes through it backwards. */
  public List<Entry> entries() {
    checkOpen();
    Map<Node, Integer> numbers = new IdentityHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (int i = firstNode; i < space.nodeCount; i++) {
      Node node = space.nodes[i];
      numbers.put(node, i - firstNode);
      List<Integer> inputs =
          Arrays.stream(node.inputs).filter(Objects::nonNull).map(numbers::get).toList();
      entries.add(new Entry(i - firstNode, node.operation, node.output, inputs));
    }
    return entries;
  }

  private void checkOpen() {
    if (!open) throw new IllegalStateException("this tape is closed");
    if (space != Workspace.current()) {
      throw new IllegalStateException("a tape can be used only by the thread that opened it");
    }
  }

  /** Recycles everything that was made since the tape was opened and was not kept. */
  @Override
  public void close() {
    if (!open) return;
    checkOpen();
    if (space.tape != this) {
      throw new IllegalStateException("an inner tape is still open: close it first");
    }
    open = false;
    space.tape = outer;
    space.rewind(firstNode, firstOwned);
  }
}
