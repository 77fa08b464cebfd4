package elbolab.train;

import java.util.List;

/**
 * Forwards, backwards and one step of the optimiser. Most models make one pass over a batch; those
 * that train their parts in turns make several, each with other branches frozen.
 */
public record Pass(String name, List<String> frozen, Objective objective) {
  public Pass {
    frozen = List.copyOf(frozen);
  }

  public static Pass of(String name, Objective objective, String... frozen) {
    return new Pass(name, List.of(frozen), objective);
  }
}
