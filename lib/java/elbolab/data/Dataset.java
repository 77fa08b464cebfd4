package elbolab.data;

import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Examples by number, each an array of numbers of which some may be missing. Tables, images and
 * windows of series are data sets; what a model learns from is one.
 */
public interface Dataset {
  /** How many examples there are. */
  int size();

  /** The shape of one example: [features], [series, steps], [channels, height, width]. */
  int[] shape();

  /** These examples, in this order. */
  Observed rows(int... rows);

  default Observed all() {
    return rows(IntStream.range(0, size()).toArray());
  }

  /** How many numbers an example has. */
  default int features() {
    return Arrays.stream(shape()).reduce(1, (a, b) -> a * b);
  }

  /** A view of some of the examples. */
  default Dataset select(int... chosen) {
    Dataset whole = this;
    return new Dataset() {
      @Override
      public int size() {
        return chosen.length;
      }

      @Override
      public int[] shape() {
        return whole.shape();
      }

      @Override
      public Observed rows(int... rows) {
        return whole.rows(Arrays.stream(rows).map(row -> chosen[row]).toArray());
      }
    };
  }

  /** Examples of this shape that lie one after another, of which nothing is missing. */
  static Dataset of(float[] values, int... shape) {
    return new Dense(tensor(values, shape), null);
  }

  /** Examples that lie one after another; what was not seen becomes 0. */
  static Dataset of(float[] values, boolean[] seen, int... shape) {
    if (seen.length != values.length) {
      throw new IllegalArgumentException(values.length + " values, " + seen.length + " marks");
    }
    float[] known = new float[values.length];
    float[] mask = new float[values.length];
    for (int i = 0; i < known.length; i++) {
      known[i] = seen[i] ? values[i] : 0;
      mask[i] = seen[i] ? 1 : 0;
    }
    return new Dense(tensor(known, shape), tensor(mask, shape));
  }

  private static Tensor tensor(float[] values, int[] shape) {
    int features = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    if (features < 1 || values.length % features != 0) {
      throw new IllegalArgumentException(
          values.length + " numbers are no whole examples of shape " + Arrays.toString(shape));
    }
    int[] all = new int[shape.length + 1];
    all[0] = values.length / features;
    System.arraycopy(shape, 0, all, 1, shape.length);
    return Tensor.of(values, all).keep();
  }

  /** All examples held as tensors that outlive every tape. */
  record Dense(Tensor values, Tensor mask) implements Dataset {
    @Override
    public int size() {
      return values.size(0);
    }

    @Override
    public int[] shape() {
      int[] all = values.shape().toArray();
      return Arrays.copyOfRange(all, 1, all.length);
    }

    @Override
    public Observed rows(int... rows) {
      return new Observed(values.gather(0, rows), mask == null ? null : mask.gather(0, rows));
    }
  }
}
