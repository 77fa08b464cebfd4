package elbolab.data;

import elbolab.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Examples of which some numbers may be missing: x and the mask m, 1 where a number was seen and 0
 * where it is missing. A missing value is 0 in x, never NaN, so that x ⊙ m = x.
 *
 * @param values one example per row, [rows, …]
 * @param mask in the shape of the values, or null where nothing is missing
 */
public record Observed(Tensor values, Tensor mask) {
  public Observed {
    if (mask != null && !mask.shape().equals(values.shape())) {
      throw new IllegalArgumentException(
          "values of shape " + values.shape() + " and a mask of shape " + mask.shape());
    }
  }

  /** Examples of which nothing is missing. */
  public static Observed complete(Tensor values) {
    return new Observed(values, null);
  }

  public boolean isComplete() {
    return mask == null;
  }

  /** How many examples. */
  public int rows() {
    return values.size(0);
  }

  /** The mask as a tensor, of ones where nothing is missing. */
  public Tensor maskOrOnes() {
    return mask == null ? Tensor.ones(values.shape().toArray()) : mask;
  }

  /** Keeps what belongs to numbers that were seen: t ⊙ m. */
  public Tensor keep(Tensor perNumber) {
    return mask == null ? perNumber : perNumber.times(mask);
  }

  /** Σ_d m_d t_d of each example, [rows]: log p(x_O | z) from the log densities of all numbers. */
  public Tensor sum(Tensor perNumber) {
    Tensor sum = keep(perNumber);
    for (int axis = perNumber.rank() - 1; axis > 0; axis--) {
      sum = sum.sum(-1);
    }
    return sum;
  }

  /** All examples one after the other, then all again, so many times: [times · rows, …]. */
  public Observed repeat(int times) {
    int[] rows = IntStream.range(0, times * rows()).map(i -> i % rows()).toArray();
    return new Observed(values.gather(0, rows), mask == null ? null : mask.gather(0, rows));
  }

  /** Hides more: what stays seen is where this mask and the other one are 1. */
  public Observed hide(Tensor otherMask) {
    Tensor both = mask == null ? otherMask : mask.times(otherMask);
    return new Observed(values.times(otherMask), both);
  }
}
