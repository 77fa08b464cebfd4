package elbolab.deepdive.derivation;

import elbolab.show.Diagram;
import elbolab.show.Panels;

/** Figure 5 of the paper, drawn again with the proposition and the assumption of each step. */
public final class Overview {
  private static final int QUESTIONED = 1;
  private static final int IN_THE_LOSS = 2;

  private Overview() {}

  /** The likelihood taken apart, and below it the last term with its stand-in. */
  public static Panels figure5() {
    return Panels.of("Figure 5, redrawn: the derivation of the loss", 1, likelihood(), standIn())
        .size(1000, 620);
  }

  private static Diagram likelihood() {
    return Diagram.of("the likelihood, taken apart")
        .node("p", "log p(x, y)")
        .node("L", "bound L\nproposition 1")
        .node("gap", "KL(q ‖ p(a, b | x, y))\nleft out, at least 0")
        .node("y", "E log p(y | a, b, x)\nmean squared error", IN_THE_LOSS)
        .node("x", "E log p(x | a, b)\nmean squared error", IN_THE_LOSS)
        .node("kl", "KL(q(a, b | x) ‖ p(a, b))")
        .node("a", "E KL(q(a | b, x) ‖ p(a))\nproposition 2, assumption 1", IN_THE_LOSS)
        .node("b", "KL(q(b | x) ‖ p(b))\nproposition 2, assumption 1")
        .node("bi", "Σ KL(q(bᵢ | x) ‖ p(bᵢ))\nproposition 3, assumption 2", IN_THE_LOSS)
        .edge("p", "L")
        .edge("p", "gap")
        .edge("L", "y")
        .edge("L", "x")
        .edge("L", "kl")
        .edge("kl", "a")
        .edge("kl", "b")
        .edge("b", "bi");
  }

  private static Diagram standIn() {
    return Diagram.of("the last term, and its stand-in")
        .node("bi", "KL(q(bᵢ | x) ‖ p(bᵢ))", IN_THE_LOSS)
        .node("j", "upper bound (22)\nproposition 4, assumption 3")
        .node("em", "least where (25), (26) hold\nproposition 5, assumption 4")
        .node("ce", "cross entropy\nof label i", QUESTIONED)
        .node("rbf", "least where (29), (30) hold\nproposition 6", QUESTIONED)
        .edge("bi", "j")
        .edge("j", "em")
        .edge("ce", "rbf")
        .edge("rbf", "em", "corollary");
  }
}
