package elbolab.tensor;

import java.util.IdentityHashMap;
import java.util.Map;

/** Gradients of one pass. They live as long as their tape unless they are kept. */
public final class Gradients {
  private final Map<Tensor, Tensor> gradients = new IdentityHashMap<>();

  Gradients(Tape tape, Node[] nodes, int from, int to) {
    Workspace space = Workspace.current();
    for (int i = from; i < to; i++) {
      Node node = nodes[i];
      if (node.gradient == null) continue;
      Tensor x = node.output;
      gradients.put(x, space.own(new Tensor(x.backend(), x.shape(), node.gradient)));
      node.gradient = null;
    }
  }

  /** The gradient with respect to x: zeros when the roots do not depend on it. */
  public Tensor of(Tensor x) {
    Tensor gradient = gradients.get(x);
    return gradient != null ? gradient : x.zerosLike();
  }

  /** Whether the roots depend on x. */
  public boolean reach(Tensor x) {
    return gradients.containsKey(x);
  }

  /** Makes these the tensors' own gradients, added to what the same tape has put there before. */
  void store() {
    gradients.forEach(Tensor::addGradient);
  }
}
