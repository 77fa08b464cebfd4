package elbolab.hmc;

import elbolab.math.Rng;
import java.util.Arrays;

/**
 * The step sizes φ of a chain of T proposals in d dimensions: a T × d matrix, row-major (thesis
 * 5.1.3). One row serves a chain whose proposals are all alike.
 */
public record StepSizes(int proposals, int dimension, double[] values) {
  public StepSizes {
    if (proposals < 1 || dimension < 1 || values.length != proposals * dimension) {
      throw new IllegalArgumentException(
          values.length
              + " step sizes for "
              + proposals
              + " proposals in "
              + dimension
              + " dimensions: give at least one of each, and a step for every pair");
    }
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] > 0 && values[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "step size "
                + values[i]
                + " (proposal "
                + i / dimension
                + ", coordinate "
                + i % dimension
                + ") must be positive and finite: it is the length of a leapfrog step");
      }
    }
    values = values.clone();
  }

  /** The same step in every proposal and dimension. */
  public static StepSizes constant(int proposals, int dimension, double step) {
    double[] values = new double[Math.max(0, proposals * dimension)];
    Arrays.fill(values, step);
    return new StepSizes(proposals, dimension, values);
  }

  /** Independent steps from U(low, high): the thesis starts its training from U(0.05, 0.2). */
  public static StepSizes uniform(Rng rng, int proposals, int dimension, double low, double high) {
    double[] values = new double[Math.max(0, proposals * dimension)];
    rng.fillUniform(values, 0, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = low + (high - low) * values[i];
    }
    return new StepSizes(proposals, dimension, values);
  }

  /** The step of one proposal and coordinate. */
  public double at(int proposal, int coordinate) {
    return values[proposal * dimension + coordinate];
  }

  /** The mean over proposals and coordinates. */
  public double mean() {
    return Arrays.stream(values).sum() / values.length;
  }
}
