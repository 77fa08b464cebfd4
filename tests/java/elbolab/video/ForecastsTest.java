package elbolab.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.GeneratedDigits;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastsTest {
  private static final int N = 49;

  /** Frames of 7 × 7, each a checkerboard brightened by a number. */
  private static float[] frames(double... brightness) {
    float[] all = new float[brightness.length * N];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) (0.5 * (i % N % 2) + brightness[i / N]);
    }
    return all;
  }

  /** One film of one past frame and two steps; the second draw is nearer over both steps. */
  @Test
  void curvesAreOfTheBestDrawAndOfAll() {
    Forecasts forecasts =
        new Forecasts(
            7, 7, 1, frames(0, 0.1, 0.2), List.of(frames(0.1 + 1e-3, 0.5), frames(0.15, 0.25)));
    assertEquals(1, forecasts.films());
    assertEquals(2, forecasts.steps());
    assertEquals(1, forecasts.best(0));
    Forecasts.Curves curves = forecasts.curves();
    double first = -10 * Math.log10(1e-6);
    double near = -10 * Math.log10(0.05 * 0.05);
    double far = -10 * Math.log10(0.09);
    assertArrayEquals(new double[] {near, near}, curves.bestPsnr(), 1e-3);
    assertArrayEquals(new double[] {(first + near) / 2, (far + near) / 2}, curves.meanPsnr(), 1e-2);
    assertArrayEquals(new double[] {0.049 * 0.049, 0.0625}, curves.diversity(), 1e-6);
    assertEquals(forecasts.ssim(1, 0, 1), curves.bestSsim()[1], 1e-12);
    assertEquals(
        (forecasts.ssim(0, 0, 0) + forecasts.ssim(1, 0, 0)) / 2, curves.meanSsim()[0], 1e-12);
    assertEquals(0.75 / 2, forecasts.meanFrame(0, 1)[0], 1e-6);
  }

  @Test
  void drawsGoOnFromThePastOfTheirOwnFilm() {
    MovingDigits films = MovingDigits.of(GeneratedDigits.draw(20, 1).images(), 32, 8, 1, 60, 1);
    VideoModel model =
        VideoModel.of(
            VideoOptions.of(LatentStructure.SVG_FP, 8, 32, 32)
                .networks(FrameNetworks.convolutions(2, 2), 4)
                .cores(4, 1, 4));
    Tensor all = films.all().values();
    Forecasts many = Forecasts.of(model, all, 5, 2, Rng.of(1, "z"));
    assertEquals(60, many.films());
    assertEquals(3, many.steps());
    assertArrayEquals(films.rows(55).values().slice(1, 6, 7).toArray(), many.trueFrame(55, 1));
    // Beyond what is computed at once, a film's continuation still is its own.
    Forecasts late = Forecasts.of(model, films.rows(50, 51).values(), 5, 1, Rng.of(1, "z"));
    double own = distance(many.frame(0, 50, 0), late.frame(0, 0, 0));
    double others = distance(many.frame(0, 50, 0), many.frame(0, 3, 0));
    assertTrue(own < others, own + " from the same film, " + others + " from another");
    Forecasts still = Forecasts.standingStill(all, 5);
    assertArrayEquals(films.rows(7).values().slice(1, 4, 5).toArray(), still.frame(0, 7, 2));
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  /** Deviations that are 1 wider behind a bounce, and ones that are not. */
  @Test
  void aPriorThatIsWiderAtBouncesIsFoundAndOneThatIsNotIsNot() {
    Rng rng = Rng.of(3, "bounces");
    double[][] wider = new double[40][20];
    double[][] noise = new double[40][20];
    boolean[][] bounced = new boolean[40][20];
    for (int f = 0; f < 40; f++) {
      for (int t = 0; t < 20; t++) {
        bounced[f][t] = t % 2 == 0 && rng.nextInt(4) == 0;
        noise[f][t] = 1 + 0.1 * rng.nextGaussian();
        wider[f][t] = noise[f][t] + (t > 0 && bounced[f][t - 1] ? 1 : 0);
      }
    }
    PriorAtBounces found = PriorAtBounces.of(wider, bounced, 5, 199, Rng.of(1, "p"));
    assertEquals(1 / 200.0, found.p(), 1e-12);
    // Variance of noise 0.01, of the steps p(1 − p): the correlation of a sum with one part.
    double share = 1.0 / 8;
    double of = share * (1 - share);
    assertEquals(Math.sqrt(of / (of + 0.01)), found.correlation(), 0.02);
    assertEquals(2, found.byLag()[1 - PriorAtBounces.FIRST_LAG], 0.1);
    assertEquals(1, found.elsewhere(), 0.02);
    PriorAtBounces none = PriorAtBounces.of(noise, bounced, 5, 199, Rng.of(1, "p"));
    assertTrue(none.p() > 0.01, none.toString());
    assertTrue(Math.abs(none.correlation()) < 4 / Math.sqrt(40 * 15), none.toString());
  }
}
