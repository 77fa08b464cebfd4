package elbolab.train;

import elbolab.nn.Optimizer;
import java.util.List;

/**
 * Forwards, backwards and one step of the optimiser. Most models make one pass over a batch; those
 * that train their parts in turns make several, each with other branches frozen. A pass owns its
 * optimiser, so that the memory of one holds no other pass's gradients; passes that are to share
 * one are given the same.
 *
 * @param name of the pass, which its random stream and its place in a checkpoint are called after
 * @param frozen prefixes of the parameters that keep their bits in this pass
 */
public record Pass(String name, Optimizer optimizer, Objective objective, List<String> frozen) {
  public Pass {
    frozen = List.copyOf(frozen);
  }

  public static Pass of(String name, Optimizer optimizer, Objective objective, String... frozen) {
    return new Pass(name, optimizer, objective, List.of(frozen));
  }
}
