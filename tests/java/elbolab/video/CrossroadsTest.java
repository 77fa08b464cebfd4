package elbolab.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import elbolab.tensor.Tape;
import elbolab.vae.Fit;
import org.junit.jupiter.api.Test;

class CrossroadsTest {
  /**
   * A film's square has its ink at every frame, moves one pixel a frame, and every way is taken.
   */
  @Test
  void eightWaysOneOfWhichIsTaken() {
    Crossroads films = new Crossroads(400, 1);
    int[] taken = new int[8];
    int n = 256;
    for (int f = 0; f < films.size(); f++) {
      taken[films.direction(f)]++;
      float[] x = films.rows(f).values().toArray();
      double[] before = null;
      for (int t = 0; t < 6; t++) {
        double ink = 0;
        double row = 0;
        double column = 0;
        for (int i = 0; i < n; i++) {
          ink += x[t * n + i];
          row += x[t * n + i] * (i / 16);
          column += x[t * n + i] * (i % 16);
        }
        assertEquals(16, ink);
        double[] at = {row / 16, column / 16};
        if (before != null) {
          double far = Math.max(Math.abs(at[0] - before[0]), Math.abs(at[1] - before[1]));
          assertEquals(1, far, 1e-9);
        }
        before = at;
      }
    }
    for (int count : taken) {
      assertEquals(50, count, 4 * Math.sqrt(50 * 7 / 8.0));
    }
  }

  /**
   * One z for a film can say which way: the divergence of a model that has learned it is at least
   * log 8 = 2.08, what no prior of the first frame knows, and its bound beats the predictor that
   * has no z, whose error is that of a mean of eight.
   */
  @Test
  void whatCannotBePredictedCostsLogEight() {
    Crossroads train = new Crossroads(100_000, 2);
    Crossroads test = new Crossroads(200, 3);
    double[] bounds = new double[2];
    double divergence = 0;
    for (int k = 0; k < 2; k++) {
      VideoModel model =
          VideoModel.of(options(k == 0 ? LatentStructure.DETERMINISTIC : LatentStructure.SV2P_ONE));
      model.fit(train, Fit.steps(300).batch(16).rate(5e-3, 5e-4));
      try (Tape tape = Tape.inference()) {
        var elbo = model.elbo(test.all(), Rng.of(1, "bound"));
        bounds[k] = elbo.bound().mean().item();
        divergence = elbo.divergence().mean().item();
      }
    }
    assertTrue(divergence > Math.log(8) - 0.1, "divergence " + divergence);
    assertTrue(bounds[1] > bounds[0] + 10, bounds[0] + " and " + bounds[1]);
  }

  static VideoOptions options(LatentStructure structure) {
    return VideoOptions.of(structure, Crossroads.FRAMES, Crossroads.SIDE, Crossroads.SIDE)
        .networks(FrameNetworks.convolutions(8, 16), 32)
        .cores(32, 1, 32)
        .latent(2)
        .past(1);
  }
}
