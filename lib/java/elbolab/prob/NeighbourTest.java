package elbolab.prob;

import elbolab.tensor.Tensor;

/**
 * Are two sets of rows draws of one distribution? Every row is asked whether its nearest neighbour
 * among all the others is of its own set (Lopez-Paz and Oquab 2017, with one neighbour). One half
 * say yes when nothing tells the sets apart; more, when the sets lie apart; fewer, when one repeats
 * the other's rows.
 *
 * @param first the share of the first set's rows with a neighbour of their own set
 * @param second the same of the second set
 */
public record NeighbourTest(double first, double second, int rows) {

  /** Two sets of equally many rows. */
  public static NeighbourTest of(Tensor first, Tensor second) {
    int rows = first.size(0);
    int width = first.size(1);
    if (second.size(0) != rows || second.size(1) != width) {
      throw new IllegalArgumentException(
          first.shape() + " and " + second.shape() + ": two sets of one shape are needed");
    }
    float[] all = new float[2 * rows * width];
    System.arraycopy(first.toArray(), 0, all, 0, rows * width);
    System.arraycopy(second.toArray(), 0, all, rows * width, rows * width);
    int[] own = new int[2];
    for (int i = 0; i < 2 * rows; i++) {
      int nearest = nearest(all, i, 2 * rows, width);
      if (nearest / rows == i / rows) {
        own[i / rows]++;
      }
    }
    return new NeighbourTest(own[0] / (double) rows, own[1] / (double) rows, rows);
  }

  private static int nearest(float[] all, int i, int count, int width) {
    int nearest = -1;
    float least = Float.POSITIVE_INFINITY;
    for (int j = 0; j < count; j++) {
      float distance = 0;
      for (int k = 0; k < width && distance < least; k++) {
        float difference = all[i * width + k] - all[j * width + k];
        distance += difference * difference;
      }
      if (j != i && distance < least) {
        least = distance;
        nearest = j;
      }
    }
    return nearest;
  }

  /** The share of all rows with a neighbour of their own set. */
  public double accuracy() {
    return (first + second) / 2;
  }
}
