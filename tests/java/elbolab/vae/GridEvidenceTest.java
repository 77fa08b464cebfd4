package elbolab.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import elbolab.prob.MultivariateNormal;
import elbolab.prob.ProbabilisticPca;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;

/** The model whose evidence is known: x | z ~ N(Wz, σ²I). */
class GridEvidenceTest {
  private static final double[] X = {0.8, -0.5, 1.2};

  private static ProbabilisticPca model(int latent) {
    double[][] weight = new double[3][latent];
    Rng rng = Rng.of(latent, "weight");
    for (double[] row : weight) {
      rng.fillGaussian(row, 0, latent);
    }
    return new ProbabilisticPca(new double[3], MatrixUtils.createRealMatrix(weight), 0.5);
  }

  private static GridEvidence integral(int latent) {
    ProbabilisticPca model = model(latent);
    double[][] noise = {{0.5, 0, 0}, {0, 0.5, 0}, {0, 0, 0.5}};
    return new GridEvidence(
        latent, z -> MultivariateNormal.of(model.weight().operate(z), noise).logDensity(X));
  }

  @Test
  void gridOfALinearModel() {
    for (int latent = 1; latent <= 3; latent++) {
      double exact = model(latent).marginal().logDensity(X);
      assertEquals(exact, integral(latent).onGrid(50), 1e-5, latent + " dimensions");
    }
  }

  /** In expectation of the likelihood itself: the mean of exp of the estimates is p(x). */
  @Test
  void drawsFromThePriorAreUnbiased() {
    double exact = Math.exp(model(2).marginal().logDensity(X));
    double sum = 0;
    double squares = 0;
    for (int run = 0; run < 400; run++) {
      double p = Math.exp(integral(2).fromPrior(100, Rng.of(run, "prior")).logEvidence());
      sum += p / 400;
      squares += p * p / 400;
    }
    assertEquals(exact, sum, 4 * Math.sqrt((squares - sum * sum) / 400));
    GridEvidence flat = new GridEvidence(2, z -> 3.0);
    assertEquals(1000, flat.fromPrior(1000, Rng.of(1, "p")).effective(), 1e-6);
    assertEquals(3, flat.fromPrior(1000, Rng.of(1, "p")).logEvidence(), 1e-12);
    double effective = integral(2).fromPrior(1000, Rng.of(1, "p")).effective();
    assertTrue(effective > 1 && effective < 900, "effective " + effective);
  }
}
