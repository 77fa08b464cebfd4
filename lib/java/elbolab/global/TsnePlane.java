package elbolab.global;

import java.util.concurrent.ForkJoinPool;
import smile.manifold.TSNE;
import smile.math.MathEx;

/**
 * A plane in which rows that are close in many dimensions stay close: t-SNE, Smile's. How far apart
 * its clusters lie, and how wide they are, says nothing.
 */
public final class TsnePlane {
  private static final double PERPLEXITY = 30;
  private static final double RATE = 200;
  private static final int ROUNDS = 1000;

  private TsnePlane() {}

  /** Two coordinates of each row, the same on every machine. */
  public static double[][] of(double[][] rows, long seed) {
    if (rows.length <= 3 * PERPLEXITY) {
      throw new IllegalArgumentException(
          "%d rows: t-SNE looks at the %.0f nearest of each, more than %.0f are needed"
              .formatted(rows.length, PERPLEXITY, 3 * PERPLEXITY));
    }
    // Smile's sums are split among the threads of the pool that it runs in: one gives one order.
    ForkJoinPool alone = new ForkJoinPool(1);
    try {
      return alone.submit(() -> embed(rows, seed)).join();
    } finally {
      alone.shutdown();
    }
  }

  private static double[][] embed(double[][] rows, long seed) {
    MathEx.setSeed(seed);
    return new TSNE(rows, 2, PERPLEXITY, RATE, ROUNDS).coordinates;
  }
}
