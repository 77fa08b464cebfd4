package elbolab.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** Densities, entropies and divergences against integrals over a fine grid (trapezoids). */
class QuadratureTest {
  /** Rounding of the float densities: 2⁻²⁴ relative per operation, some ten operations. */
  private static final double FLOAT = 3e-6;

  private static Tensor scalar(double value) {
    return Tensor.scalar(value);
  }

  /** ∫ f(log p(x), log q(x)) dx. */
  private static double integral(
      Distribution p, Distribution q, double from, double to, DoubleBinaryOperator f) {
    int points = 400_001;
    float[] x = new float[points];
    for (int i = 0; i < points; i++) {
      x[i] = (float) (from + (to - from) * i / (points - 1));
    }
    try (Tape tape = Tape.inference()) {
      float[] logP = p.logProb(Tensor.of(x, points)).toArray();
      float[] logQ = q.logProb(Tensor.of(x, points)).toArray();
      double sum = 0;
      for (int i = 1; i < points; i++) {
        double width = (double) x[i] - x[i - 1];
        double left = f.applyAsDouble(logP[i - 1], logQ[i - 1]);
        sum += 0.5 * width * (left + f.applyAsDouble(logP[i], logQ[i]));
      }
      return sum;
    }
  }

  private static void check(
      Distribution p, Distribution q, double from, double to, double entropy, double kl) {
    assertEquals(1, integral(p, q, from, to, (a, b) -> Math.exp(a)), FLOAT, "total probability");
    double h = integral(p, q, from, to, (a, b) -> -Math.exp(a) * a);
    assertEquals(h, entropy, FLOAT * Math.max(1, Math.abs(h)), "entropy");
    double d = integral(p, q, from, to, (a, b) -> Math.exp(a) * (a - b));
    assertEquals(d, kl, FLOAT * Math.max(1, Math.abs(d)), "divergence");
  }

  @Test
  void normal() {
    Normal p = new Normal(scalar(0.7), scalar(-0.4));
    Normal q = new Normal(scalar(-0.2), scalar(0.3));
    check(p, q, -8, 9, p.entropy().item(), p.kl(q).item());
    Normal standard = Normal.standard();
    check(p, standard, -8, 9, p.entropy().item(), p.klToStandard().item());
    Normal same = Normal.ofLogVariance(scalar(0.7), scalar(-0.8));
    assertEquals(p.logProb(scalar(1.3)).item(), same.logProb(scalar(1.3)).item(), 1e-6);
    assertEquals(
        p.logProb(scalar(1.3)).item(),
        Normal.of(scalar(0.7), Math.exp(-0.4)).logProb(scalar(1.3)).item(),
        1e-6);
  }

  /** Normalised by an integral, not by the formula. */
  @Test
  void aProductOfNormalsIsNormal() {
    double[] means = {0.7, -0.2, 1.5};
    double[] logSigmas = {-0.4, 0.3, 0.1};
    Normal experts = new Normal(Tensor.of(means, 3, 1), Tensor.of(logSigmas, 3, 1));
    Tensor members = Tensor.of(new float[] {1, 0, 1, 0, 1, 0}, 2, 3);
    Normal both = experts.product(members);
    assertEquals(means[1], both.mean().toArray()[1], 1e-6, "a product of one is that one");
    assertEquals(logSigmas[1], both.logSigma().toArray()[1], 1e-6);
    double mass = 0;
    double[] moments = new double[2];
    int points = 200_001;
    for (int i = 0; i < points; i++) {
      double x = -10 + 20.0 * i / (points - 1);
      double density = 1;
      for (int k : new int[] {0, 2}) {
        double scaled = (x - means[k]) / Math.exp(logSigmas[k]);
        density *= Math.exp(-0.5 * scaled * scaled);
      }
      mass += density;
      moments[0] += density * x;
      moments[1] += density * x * x;
    }
    double mean = moments[0] / mass;
    double variance = moments[1] / mass - mean * mean;
    assertEquals(mean, both.mean().toArray()[0], 1e-6);
    assertEquals(0.5 * Math.log(variance), both.logSigma().toArray()[0], 1e-6);
  }

  @Test
  void logNormal() {
    LogNormal p = new LogNormal(new Normal(scalar(0.2), scalar(-1.2)));
    LogNormal q = new LogNormal(new Normal(scalar(0.4), scalar(-0.9)));
    check(p, q, 0.05, 12, p.entropy().item(), p.kl(q).item());
    double mean = 0;
    int points = 400_000;
    float[] x = new float[points];
    for (int i = 0; i < points; i++) {
      x[i] = (float) (12 * (i + 0.5) / points);
    }
    float[] density = p.logProb(Tensor.of(x, points)).toArray();
    for (int i = 0; i < points; i++) {
      mean += x[i] * Math.exp(density[i]) * 12 / points;
    }
    assertEquals(mean, p.mean().item(), FLOAT);
  }

  @Test
  void laplace() {
    Laplace p = new Laplace(scalar(0.5), scalar(-0.5));
    Laplace q = new Laplace(scalar(-0.3), scalar(0.2));
    check(p, q, -19.5, 20.5, p.entropy().item(), p.kl(q).item());
  }

  /** Near 0 a series stands for the formulas: on both sides of where they meet. */
  @Test
  void theContinuousBernoulliIsADensity() {
    for (double logit : new double[] {-30, -4, -0.31, -0.29, -1e-4, 0, 0.02, 0.29, 0.31, 2.5, 30}) {
      ContinuousBernoulli p = new ContinuousBernoulli(scalar(logit));
      assertEquals(1, integral(p, p, 0, 1, (a, b) -> Math.exp(a)), 1e-5, "total at " + logit);
      double mean = 0;
      int cells = 20_000;
      for (int i = 0; i < cells; i++) {
        double x = (i + 0.5) / cells;
        mean += x * Math.exp(p.logProb(scalar(x)).item()) / cells;
      }
      assertEquals(mean, p.mean().item(), 2e-5, "mean at " + logit);
      try (Tape tape = Tape.scope()) {
        Tensor at = scalar(logit);
        at.requireGradient(true);
        Tensor density = new ContinuousBernoulli(at).logProb(scalar(0.8));
        double slope = tape.gradients(density, at).of(at).item();
        assertEquals(0.8 - mean, slope, 3e-5, "slope at " + logit);
      }
    }
  }

  @Test
  void mixtureIsTheWeightedSumOfItsComponents() {
    Normal components =
        new Normal(
            Tensor.of(new float[] {-2, 0.5f, 3}, 3), Tensor.of(new float[] {0, -1, 0.4f}, 3));
    Mixture p =
        new Mixture(new Categorical(Tensor.of(new float[] {0.1f, 1, -0.5f}, 3)), components);
    float[] w = p.weights().probabilities().toArray();
    for (double x : new double[] {-6, -2, 0, 0.5, 2.2, 10}) {
      float[] each = components.logProb(scalar(x)).toArray();
      double density = 0;
      for (int k = 0; k < 3; k++) {
        density += w[k] * Math.exp(each[k]);
      }
      assertEquals(Math.log(density), p.logProb(scalar(x)).item(), 3e-6 * Math.max(1, x * x));
    }
    assertEquals(1, integral(p, p, -12, 16, (a, b) -> Math.exp(a)), FLOAT);
  }

  @Test
  void bernoulliSumsOverItsTwoValues() {
    for (double logit : new double[] {-90, -3, 0, 0.4, 8, 90}) {
      Bernoulli p = new Bernoulli(scalar(logit));
      Bernoulli q = new Bernoulli(scalar(0.7 - logit / 2));
      double one = p.logProb(scalar(1)).item();
      double zero = p.logProb(scalar(0)).item();
      assertEquals(1, Math.exp(one) + Math.exp(zero), FLOAT);
      assertEquals(1 / (1 + Math.exp(-logit)), Math.exp(one), FLOAT);
      double h = -Math.exp(one) * one - Math.exp(zero) * zero;
      assertEquals(h, p.entropy().item(), 1e-5);
      double kl =
          Math.exp(one) * (one - q.logProb(scalar(1)).item())
              + Math.exp(zero) * (zero - q.logProb(scalar(0)).item());
      assertEquals(kl, p.kl(q).item(), 1e-5 * Math.max(1, kl));
    }
  }

  @Test
  void categoricalSumsOverItsClasses() {
    Categorical p = new Categorical(Tensor.of(new float[] {0.3f, -2, 50, 49, 1, 2}, 2, 3));
    Categorical q = new Categorical(Tensor.of(new float[] {1, 1, 2, 0, -1, 4}, 2, 3));
    for (int row = 0; row < 2; row++) {
      double total = 0;
      double h = 0;
      double d = 0;
      for (int k = 0; k < 3; k++) {
        Tensor one = Tensor.oneHot(new int[] {k, k}, 3);
        double a = p.logProb(one).toArray()[row];
        double b = q.logProb(one).toArray()[row];
        total += Math.exp(a);
        h -= Math.exp(a) * a;
        d += Math.exp(a) * (a - b);
      }
      assertEquals(1, total, FLOAT);
      assertEquals(h, p.entropy().toArray()[row], 1e-5);
      assertEquals(d, p.kl(q).toArray()[row], 1e-5 * Math.max(1, d));
    }
  }
}
