package elbolab.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.data.TwoMoons;
import elbolab.math.Rng;
import elbolab.prob.NeighbourTest;
import elbolab.show.Measured;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.vae.Fit;
import elbolab.vae.PlaneDensity;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each kind on data whose distribution is known. */
class FamilyTest {
  private static final TwoMoons MOONS = new TwoMoons(0.15);
  private static final PlaneDensity TRUTH = PlaneDensity.of(MOONS::logDensity, 4, 100);

  private static void trained(Generator model, Dataset data, int steps, double rate) {
    model.fit(data, Fit.steps(steps).batch(256).rate(rate, rate / 30));
  }

  private static void trained(Generator model, int steps, double rate) {
    trained(model, MOONS.draw(4000, 1), steps, rate);
  }

  @Test
  void madesFactorsSeeOnlyWhatIsBeforeThem() {
    Made made = Made.of(5, 3, 40, 1);
    for (int i = 0; i < 5; i++) {
      float[] x = {0.1f, -0.2f, 0.3f, -0.4f, 0.5f};
      try (Tape tape = Tape.scope()) {
        Tensor at = Tensor.of(x, 1, 5).requireGradient(true);
        float[] slopes = tape.gradient(made.factors(at).slice(1, i, i + 1), at).toArray();
        for (int j = 0; j < 5; j++) {
          assertEquals(j <= i, slopes[j] != 0, "d log p(x_%d | …) / d x_%d".formatted(i, j));
        }
      }
    }
  }

  @Test
  void madeLearnsADensityThatIntegratesToOne() {
    Made made = Made.of(2, 8, 64, 1);
    trained(made, 600, 0.01);
    PlaneDensity learned = PlaneDensity.of(made::logDensity, 8, 400);
    assertEquals(1, learned.integral(), 1e-3);
    double divergence = TRUTH.divergenceFrom(PlaneDensity.of(made::logDensity, 4, 100));
    assertTrue(divergence > 0 && divergence < 0.1, "KL " + divergence);
    drawsFit(made, MOONS.draw(1000, 2), 0.56);
  }

  private static void drawsFit(Generator model, Dataset fresh, double limit) {
    Tensor rows = fresh.all().values();
    double accuracy =
        NeighbourTest.of(rows, model.sample(rows.size(0), Rng.of(3, "draws"))).accuracy();
    assertTrue(accuracy < limit, "nearest neighbours tell draws from data: " + accuracy);
  }

  /** The score of a normal with noise on top is −x / (1 + σ²). */
  @Test
  void theScoreOfANormalIsKnown() {
    Tensor rows = Tensor.gaussian(Rng.of(1, "normal"), 4000, 2);
    ScoreModel model = ScoreModel.of(2, 64, 1);
    trained(model, Dataset.of(rows.toArray(), 2), 1500, 0.01);
    Tensor at = Tensor.of(new float[] {1, 0, -0.5f, 1, 0, -1.5f}, 3, 2);
    for (double sigma : new double[] {0.45, 1, 3}) {
      double[] found = model.score(at, sigma).toDoubles();
      double[] x = at.toDoubles();
      for (int i = 0; i < found.length; i++) {
        // In units of the noise, which is what the network puts out.
        assertEquals(-x[i] * sigma / (1 + sigma * sigma), sigma * found[i], 0.1, "σ = " + sigma);
      }
    }
    drawsFit(model, Dataset.of(Tensor.gaussian(Rng.of(2, "normal"), 1000, 2).toArray(), 2), 0.56);
  }

  /** Data N(0, 1) in both directions: the energy must become ‖x‖²/2 and a constant. */
  @Test
  void theEnergyOfANormalIsKnown() {
    Tensor rows = Tensor.gaussian(Rng.of(1, "normal"), 4000, 2);
    EnergyModel model = EnergyModel.of(2, 32, 1);
    trained(model, Dataset.of(rows.toArray(), 2), 600, 3e-3);
    PlaneDensity learned = PlaneDensity.of(x -> model.energy(x).negate(), 4, 100).normalised();
    assertEquals(1, learned.integral(), 1e-9);
    PlaneDensity truth =
        PlaneDensity.of(x -> x.square().sum(1).times(-0.5).minus(Math.log(2 * Math.PI)), 4, 100);
    double divergence = truth.divergenceFrom(learned);
    assertTrue(divergence < 0.06, "KL " + divergence);
  }

  /** E log p(x) ≥ E bound, with log p of the truth above both. */
  @Test
  void theBoundOfDiffusionIsBelowTheTruth() {
    Diffusion model = Diffusion.of(2, 64, 1);
    trained(model, 1200, 3e-3);
    Tensor fresh = MOONS.draw(2000, 2).all().values();
    double[] truth = MOONS.logDensity(fresh).toDoubles();
    double[] bound = model.bound(fresh, Rng.of(1, "bound")).toDoubles();
    Measured gap =
        Measured.mean(
            IntStream.range(0, truth.length).mapToDouble(i -> truth[i] - bound[i]).toArray());
    assertTrue(gap.value() > 4 * gap.standardError() && gap.value() < 0.6, "gap " + gap);
    drawsFit(model, MOONS.draw(1000, 2), 0.6);
  }

  /** Two networks against each other meet the data about: mean within a third of its deviation. */
  @Test
  void theMakerComesNearANormal() {
    Tensor rows = Tensor.gaussian(Rng.of(1, "normal"), 4000, 2).times(0.5).plus(1);
    Gan model = Gan.of(2, 2, 32, 1);
    model.fit(Dataset.of(rows.toArray(), 2), Fit.steps(3000).batch(128).rate(3e-4, 3e-5));
    Tensor drawn = model.sample(2000, Rng.of(3, "draws"));
    for (int i = 0; i < 2; i++) {
      double mean = drawn.slice(1, i, i + 1).mean().item();
      double square = drawn.slice(1, i, i + 1).minus(mean).square().mean().item();
      assertEquals(1, mean, 0.5 / 3);
      assertEquals(0.5, Math.sqrt(square), 0.5 / 3);
    }
  }
}
