package elbolab.train;

import elbolab.nn.Optimizer;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Forwards, backwards and one step of the optimiser. Most models make one pass over a batch; those
 * that train their parts in turns make several, each with other branches frozen. A pass owns its
 * optimiser, so that the memory of one holds no other pass's gradients; passes that are to share
 * one are given the same.
 *
 * @param name of the pass, which its random stream and its place in a checkpoint are called after
 * @param frozen prefixes of the parameters that keep their bits in this pass
 * @param repetition how often the pass is made in a step
 * @param active asked at each step; where it says no the pass is left out
 */
public record Pass(
    String name,
    Optimizer optimizer,
    Objective objective,
    List<String> frozen,
    Repetition repetition,
    BooleanSupplier active) {
  public Pass {
    frozen = List.copyOf(frozen);
  }

  public static Pass of(String name, Optimizer optimizer, Objective objective, String... frozen) {
    return new Pass(name, optimizer, objective, List.of(frozen), new Repetition(1, 1), () -> true);
  }

  /** Made again on other batches until it gains nothing more. */
  public Pass repeated(Repetition until) {
    return new Pass(name, optimizer, objective, frozen, until, active);
  }

  /** Made only while this says so. */
  public Pass when(BooleanSupplier says) {
    return new Pass(name, optimizer, objective, frozen, repetition, says);
  }

  /**
   * A pass is made again, on random batches of the epoch, until the mean loss of a block of passes
   * is not below that of the block before, but at most so many times.
   */
  public record Repetition(int most, int block) {
    public Repetition {
      if (most < 1 || block < 1) {
        throw new IllegalArgumentException(
            "at most %d passes, in blocks of %d: both must be at least 1".formatted(most, block));
      }
    }
  }
}
