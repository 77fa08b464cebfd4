package elbolab.tensor;

/**
 * One entry of a tape: what was computed from what, and the rule that carries a gradient back. An
 * entry without a rule is a leaf: a tensor that asks for a gradient itself.
 */
final class Node {
  /** Carries the gradient dy of this entry's output on to its inputs. */
  interface Rule {
    void apply(BackwardPass pass, Storage dy);
  }

  final String operation;
  final Tensor output;
  final Node[] inputs;
  final Rule rule;

  /** Whether the pass under way needs the gradient of something that this entry depends on. */
  boolean wanted;

  /** Whether the caller of the pass asked for this very gradient. */
  boolean kept;

  Storage gradient;

  /** A second output's gradient, for the operations that have two. */
  Storage second;

  Node(String operation, Tensor output, Node[] inputs, Rule rule) {
    this.operation = operation;
    this.output = output;
    this.inputs = inputs;
    this.rule = rule;
  }
}
