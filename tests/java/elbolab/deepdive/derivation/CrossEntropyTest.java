package elbolab.deepdive.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Proposition 6 and its corollary on data sets of two overlapping classes. */
class CrossEntropyTest {
  private static final double[] HALVES = {0.5, 0.5};

  /** Two normal classes: the model of the prior is right. */
  private static final Encoded NORMAL =
      Encoded.normal(-1, 1, 0).and(0.5, Encoded.normal(1, 0.7, 1));

  /** A fifth of class 1 lies 3 further out: the model is wrong. */
  private static final Encoded TAILED =
      Encoded.normal(-1, 1, 0)
          .and(0.5, Encoded.normal(1, 0.7, 1).and(0.2, Encoded.normal(4, 0.7, 1)));

  private static double density(double b, double mean, double deviation) {
    double u = (b - mean) / deviation;
    return Math.exp(-0.5 * u * u) / (deviation * Math.sqrt(2 * Math.PI));
  }

  private static double tailed(double b) {
    return 0.8 * density(b, 1, 0.7) + 0.2 * density(b, 4, 0.7);
  }

  /** Simpson's rule: no node in common with the library's. */
  private static double integral(DoubleUnaryOperator f) {
    int n = 20_000;
    double low = -12;
    double h = 24.0 / n;
    double sum = f.applyAsDouble(low) + f.applyAsDouble(low + 24);
    for (int i = 1; i < n; i++) {
      sum += (i % 2 == 0 ? 2 : 4) * f.applyAsDouble(low + i * h);
    }
    return sum * h / 3;
  }

  private static double labelled(MixturePrior prior, Encoded codes) {
    return new JensenBound(prior, codes).bound(Assignment.label());
  }

  private static MixturePrior generative(Encoded codes) {
    return new TwoFits(codes, HALVES).generative();
  }

  private static MixturePrior discriminative(Encoded codes) {
    return new TwoFits(codes, HALVES).bestDiscriminative();
  }

  /** The closed form against the general bound, and its minimiser against proposition 5's. */
  @Test
  void theBoundOfTrueClasses() {
    for (Encoded codes : List.of(NORMAL, TAILED)) {
      TwoFits fits = new TwoFits(codes, HALVES);
      for (double shift : new double[] {-1, 0, 0.3}) {
        MixturePrior prior =
            MixturePrior.of(HALVES, new double[] {shift, 1.1}, new double[] {0.9, 1 - shift / 2});
        assertEquals(labelled(prior, codes), fits.bound(prior), 1e-12);
        assertEquals(fits.crossEntropy(prior) + fits.marginalLoss(prior), fits.bound(prior), 1e-12);
      }
      MixturePrior expected = new MixtureFit(codes).minimiser(HALVES, Assignment.label());
      for (int k = 0; k < 2; k++) {
        assertEquals(
            expected.units().get(k).centre(), fits.generative().units().get(k).centre(), 1e-12);
        assertEquals(
            expected.units().get(k).scale(), fits.generative().units().get(k).scale(), 1e-12);
      }
    }
  }

  @Test
  void slopesAreTheDerivatives() {
    CrossEntropy loss = new CrossEntropy(TAILED);
    double[] centres = {-0.4, 1.5};
    double[] scales = {1.1, 0.8};
    MixturePrior at = MixturePrior.of(HALVES, centres, scales);
    double h = 1e-5;
    for (int k = 0; k < 2; k++) {
      double[] up = centres.clone();
      double[] down = centres.clone();
      up[k] += h;
      down[k] -= h;
      double slope =
          loss.of(MixturePrior.of(HALVES, up, scales))
              - loss.of(MixturePrior.of(HALVES, down, scales));
      assertEquals(slope / (2 * h), loss.slopeInCentre(at, k), 1e-9);
      up = scales.clone();
      down = scales.clone();
      up[k] += h;
      down[k] -= h;
      slope =
          loss.of(MixturePrior.of(HALVES, centres, up))
              - loss.of(MixturePrior.of(HALVES, centres, down));
      assertEquals(slope / (2 * h), loss.slopeInScale(at, k), 1e-9);
    }
  }

  /** Convex in the coefficients, so that a vanishing gradient proves the minimum. */
  @Test
  void leastCrossEntropyBySimpsonsRule() {
    CrossEntropy loss = new CrossEntropy(TAILED);
    LogOdds odds = loss.minimiser();
    for (int p = 0; p < 3; p++) {
      int power = p;
      double slope =
          integral(
              b -> {
                double q = 1 / (1 + Math.exp(-odds.at(b)));
                double zero = 0.5 * density(b, -1, 1);
                double one = 0.5 * tailed(b);
                return (zero * q - one * (1 - q)) * Math.pow(b, power);
              });
      assertEquals(0, slope, 1e-9);
    }
    double value =
        integral(
            b ->
                0.5 * density(b, -1, 1) * Math.log1p(Math.exp(odds.at(b)))
                    + 0.5 * tailed(b) * Math.log1p(Math.exp(-odds.at(b))));
    assertEquals(value, loss.of(odds), 1e-10);
    assertEquals(0.2532380041, value, 1e-9);
  }

  /** Each member of the curve has the log odds, and so the cross entropy, of the minimiser. */
  @Test
  void theMinimisersFormACurve() {
    CrossEntropy loss = new CrossEntropy(NORMAL);
    LogOdds odds = loss.minimiser();
    DiscriminativeFits fits = new DiscriminativeFits(odds, HALVES);
    double least = loss.of(odds);
    int members = 0;
    double most = 0;
    for (DiscriminativeFits.Branch branch : DiscriminativeFits.Branch.values()) {
      for (double scale = 0.3; scale < 0.95; scale += 0.05) {
        MixturePrior member = fits.member(scale, branch).orElseThrow();
        assertEquals(least, loss.of(member), 1e-10);
        for (int k = 0; k < 2; k++) {
          assertEquals(0, loss.slopeInCentre(member, k), 1e-8);
          assertEquals(0, loss.slopeInScale(member, k), 1e-8);
        }
        most = Math.max(most, labelled(member, NORMAL) - labelled(generative(NORMAL), NORMAL));
        members++;
      }
    }
    assertEquals(26, members);
    assertTrue(most > 1, "on the curve the bound rises by " + most + ", the cross entropy by 0");
  }

  /** Where the classes really are normal, one member of the curve is the minimiser of the bound. */
  @Test
  void aRightModelHasACommonMinimiser() {
    MixturePrior both = discriminative(NORMAL);
    assertEquals(labelled(generative(NORMAL), NORMAL), labelled(both, NORMAL), 1e-12);
    assertEquals(-1, both.units().get(0).centre(), 1e-6);
    assertEquals(1, both.units().get(1).centre(), 1e-6);
    assertEquals(1, both.units().get(0).scale(), 1e-6);
    assertEquals(0.7, both.units().get(1).scale(), 1e-6);
    assertEquals(0, new MixtureFit(NORMAL).residual(both), 1e-6);
  }

  /**
   * The counterexample: no minimiser of the cross entropy minimises the bound, whichever Q. The
   * least bound is a closed form, log 2 + ½Σ½log(2πeτ²) with τ₁² = 0.49 + 0.16·9.
   */
  @Test
  void aWrongModelHasNoCommonMinimiser() {
    double least = Math.log(2) + 0.5 * (Math.log(2 * Math.PI * Math.E) + 0.5 * Math.log(1.93));
    assertEquals(least, labelled(generative(TAILED), TAILED), 1e-12);
    MixturePrior best = discriminative(TAILED);
    GaussianUnit zero = best.units().get(0);
    GaussianUnit one = best.units().get(1);
    double bySimpson =
        integral(
            b ->
                -0.5 * density(b, -1, 1) * (zero.logValue(b) + Math.log(0.5))
                    - 0.5 * tailed(b) * (one.logValue(b) + Math.log(0.5)));
    assertEquals(bySimpson, labelled(best, TAILED), 1e-10);
    assertEquals(0.2171, bySimpson - least, 1e-4);
    MixtureFit fit = new MixtureFit(TAILED);
    DiscriminativeFits fits = new DiscriminativeFits(new CrossEntropy(TAILED).minimiser(), HALVES);
    double residual = fit.residual(fits.best(fit::residual));
    assertTrue(residual > 0.5, "(25) and (26) on the whole curve: at least " + residual);
  }

  /** From draws of the right model the difference falls like 1/n. */
  @Test
  void theDifferenceFallsWithTheSampleWhereTheModelIsRight() {
    double few = meanExcess(200);
    double many = meanExcess(5000);
    double order = Math.log(few / many) / Math.log(25);
    assertEquals(1, order, 0.3);
  }

  private static double meanExcess(int n) {
    double sum = 0;
    for (int repeat = 0; repeat < 10; repeat++) {
      sum += TwoFits.ofDraws(n, Rng.of(20, "classes").stream("n=" + n, repeat)).excessBound();
    }
    return sum / 10;
  }

  @Test
  void separatedCodesHaveNoLeastCrossEntropy() {
    Encoded apart = Encoded.draws(new double[] {-2, -1, 1, 2}, new int[] {0, 0, 1, 1});
    assertThrows(IllegalStateException.class, () -> new CrossEntropy(apart).minimiser());
    assertEquals(-1.5, generative(apart).units().get(0).centre(), 1e-15);
  }

  @Test
  void logOddsAreThoseOfThePrior() {
    MixturePrior prior =
        new MixturePrior(
            new double[] {0.3, 0.7}, List.of(new GaussianUnit(-0.4, 0.9), new GaussianUnit(2, 3)));
    LogOdds odds = LogOdds.of(prior);
    for (double b : new double[] {-3, 0, 0.7, 4}) {
      assertEquals(prior.logPosterior(b, 1) - prior.logPosterior(b, 0), odds.at(b), 1e-12);
      assertEquals(-prior.logPosterior(b, 0), odds.loss(b, 0), 1e-12);
    }
  }
}
