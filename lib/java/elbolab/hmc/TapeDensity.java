package elbolab.hmc;

import elbolab.math.Workers;
import elbolab.tensor.Backend;
import elbolab.tensor.Backends;
import elbolab.tensor.CpuBackend;
import elbolab.tensor.DoubleBackend;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A log density written with tensors, [rows, d] → [rows]; its gradient comes from the tape. In
 * float for models, in double for exact posteriors.
 *
 * <p>Rows are evaluated in blocks, so that what a network computes stays in cache, and the blocks
 * on all threads. Where blocks end depends on the number of rows alone. A row must not depend on
 * other rows; then its value and gradient have the same bits whatever the blocks and threads.
 *
 * <p>Tensors that the function makes from numbers are on the density's backend. Tensors from
 * outside must be there already: parameters of a model are; data for a density in double are moved
 * with {@code to(DoubleBackend.INSTANCE)}, or made inside.
 */
public final class TapeDensity implements LogDensity {
  /** Two blocks even of few rows keep two cores busy; below this size a block is all overhead. */
  private static final int LEAST_ROWS = 32;

  private static final int MOST_ROWS = 128;

  /** The log density of a block's points [block.count(), d], as [count] or [count, 1]. */
  @FunctionalInterface
  public interface Rows {
    Tensor logDensity(Tensor points, Block block);
  }

  /**
   * Rows {@code first} to {@code first + count − 1} of a call of {@code rows}. Where several points
   * (data) have as many chains each, row r belongs to point r / chains.
   */
  public record Block(int first, int count, int rows) {
    /** To each row of this block the entry of its point: [points, …] → [count, …]. */
    public Tensor of(Tensor perPoint) {
      return perPoint.gather(0, points(perPoint.size(0)));
    }

    /** The point of each row of this block, where there are {@code points} in all. */
    public int[] points(int points) {
      if (rows % points != 0) {
        throw new IllegalArgumentException(
            rows + " rows are no whole number of chains for each of " + points + " points");
      }
      int chains = rows / points;
      int[] index = new int[count];
      for (int i = 0; i < count; i++) {
        index[i] = (first + i) / chains;
      }
      return index;
    }
  }

  private final int dimension;
  private final Rows function;
  private final Backend backend;
  private final int mostRows;

  private TapeDensity(int dimension, Rows function, Backend backend, int mostRows) {
    if (dimension < 1 || mostRows < 1) {
      throw new IllegalArgumentException(
          "dimension " + dimension + ", " + mostRows + " rows a block: both must be at least 1");
    }
    this.dimension = dimension;
    this.function = function;
    this.backend = backend;
    this.mostRows = mostRows;
  }

  /** A density in single precision, on the standard backend. */
  public static TapeDensity of(int dimension, UnaryOperator<Tensor> logDensity) {
    return of(dimension, (z, block) -> logDensity.apply(z));
  }

  /** As {@link #of(int, UnaryOperator)}, for a density that looks at which rows it is given. */
  public static TapeDensity of(int dimension, Rows logDensity) {
    return new TapeDensity(dimension, logDensity, null, MOST_ROWS);
  }

  /** A density in double precision. */
  public static TapeDensity inDouble(int dimension, UnaryOperator<Tensor> logDensity) {
    return inDouble(dimension, (z, block) -> logDensity.apply(z));
  }

  /** As {@link #inDouble(int, UnaryOperator)}, for a density that looks at which rows it gets. */
  public static TapeDensity inDouble(int dimension, Rows logDensity) {
    return new TapeDensity(dimension, logDensity, DoubleBackend.INSTANCE, MOST_ROWS);
  }

  /** The same density in blocks of at most this many rows: fewer for wide networks. */
  public TapeDensity inBlocksOf(int rows) {
    return new TapeDensity(dimension, function, backend, rows);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public boolean isConcurrent() {
    return true;
  }

  @Override
  public void evaluate(double[] points, int rows, double[] logDensity, double[] gradient) {
    Backend on = backend == null ? Backends.standard() : backend;
    // Another machine takes all rows at once: it has its own way to share them out.
    boolean here = on instanceof CpuBackend || on instanceof DoubleBackend;
    int most = here ? Math.min(mostRows, Math.max(LEAST_ROWS, (rows + 1) / 2)) : rows;
    int blocks = (rows + most - 1) / Math.max(1, most);
    RuntimeException[] failures = new RuntimeException[blocks];
    Workers.run(
        blocks,
        b -> {
          int first = (int) ((long) rows * b / blocks);
          int count = (int) ((long) rows * (b + 1) / blocks) - first;
          try {
            evaluate(on, new Block(first, count, rows), points, logDensity, gradient);
          } catch (RuntimeException e) {
            failures[b] = e;
          }
        });
    for (RuntimeException failure : failures) {
      if (failure != null) {
        throw failure;
      }
    }
  }

  private void evaluate(
      Backend on, Block block, double[] points, double[] logDensity, double[] gradient) {
    int from = block.first * dimension;
    int numbers = block.count * dimension;
    try (Tape tape = Tape.scope(on)) {
      Tensor z = Tensor.zeros(block.count, dimension).requireGradient(true);
      on.write(z.storage(), points, from, numbers);
      Tensor value = function.logDensity(z, block);
      if (value.rank() == 0 || value.size(0) != block.count || value.size() != block.count) {
        throw new IllegalArgumentException(
            "the log density of "
                + block.count
                + " points is a tensor "
                + value.shape()
                + ": sum over all axes but the first, so that each point has one number");
      }
      Tensor slope = tape.gradient(value, z);
      on.read(value.storage(), logDensity, block.first, block.count);
      on.read(slope.storage(), gradient, from, numbers);
    }
  }
}
