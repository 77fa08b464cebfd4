package elbolab.video;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;

/**
 * The lecture's example of uncertainty: a square stands in the middle and moves off, one pixel a
 * frame, in one of eight directions. The first frame says nothing of which, any later one all. So
 * exactly log 8 nats of a film cannot be predicted, and who predicts one frame predicts the mean of
 * eight.
 *
 * @param size number of films
 */
public record Crossroads(int size, long seed) implements Dataset {
  public static final int DIRECTIONS = 8;
  public static final int SIDE = 16;
  public static final int FRAMES = 6;
  private static final int SQUARE = 4;

  public Crossroads {
    if (size < 1) {
      throw new IllegalArgumentException("size = " + size + ": at least one film");
    }
  }

  @Override
  public int[] shape() {
    return new int[] {FRAMES, SIDE, SIDE};
  }

  /** Of a film, counted from 0. */
  public int direction(int film) {
    return Rng.of(seed, "crossroads").stream("film", film).nextInt(DIRECTIONS);
  }

  @Override
  public Observed rows(int... rows) {
    float[] all = new float[rows.length * features()];
    for (int i = 0; i < rows.length; i++) {
      // The eight cells around the middle one of 3 × 3, which is number 4.
      int cell = direction(rows[i]);
      int to = cell < 4 ? cell : cell + 1;
      for (int t = 0; t < FRAMES; t++) {
        int top = (SIDE - SQUARE) / 2 + t * (to / 3 - 1);
        int left = (SIDE - SQUARE) / 2 + t * (to % 3 - 1);
        for (int p = 0; p < SQUARE * SQUARE; p++) {
          int y = top + p / SQUARE;
          int x = left + p % SQUARE;
          all[((i * FRAMES + t) * SIDE + y) * SIDE + x] = 1;
        }
      }
    }
    return Observed.complete(Tensor.of(all, rows.length, FRAMES, SIDE, SIDE));
  }
}
