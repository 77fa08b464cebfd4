package elbolab.deepdive.derivation;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.show.Measured;
import elbolab.show.Sheet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Theorem 1: −L(θ, φ; x, y) from its four terms, with a normal prior over a and a mixture over each
 * bᵢ.
 *
 * @param forecast y from (a, b, x)
 */
@Equation(paper = DEEPDIVE, number = "theorem 1", test = "ForecastLossTest")
public record ForecastLoss(
    JointGaussian priorA,
    List<MixturePrior> priorB,
    LinearGaussian reconstruction,
    LinearGaussian forecast) {
  public ForecastLoss {
    priorB = List.copyOf(priorB);
  }

  /** The terms of (32) and (33), each to be minimised. */
  @Equation(
      paper = DEEPDIVE,
      number = {"32", "33"},
      test = "ForecastLossTest#fourTermsAddUpToTheDirectLossByQuadrature")
  public record Terms(double forecast, double reconstruction, double conditional, double marginal) {
    /** (31): −L. */
    @Equation(
        paper = DEEPDIVE,
        number = "31",
        test = "ForecastLossTest#fourTermsAddUpToTheDirectLossByQuadrature")
    public double total() {
      return forecast + reconstruction + conditional + marginal;
    }
  }

  /** (32) and (33) for an encoder q(a, b|x). */
  @Equation(
      paper = DEEPDIVE,
      number = {"32", "33"},
      test = "ForecastLossTest#fourTermsAddUpToTheDirectLossByQuadrature")
  public Terms terms(JointGaussian q, double[] x, double[] y) {
    JointGaussian b = codes(q);
    JointGaussian anyPrior = JointGaussian.standard(priorB.size());
    double marginal = 0;
    for (int i = 0; i < priorB.size(); i++) {
      Encoded codes = Encoded.normal(b.mean(i), b.deviation(i), 0);
      marginal += new JensenBound(priorB.get(i), codes).divergence(b.marginal(i).entropy());
    }
    return new Terms(
        -forecast.knowing(x).expectedLogDensity(q, y),
        -reconstruction.expectedLogDensity(q, x),
        new ConditionalSplit(q, priorA, anyPrior).conditionalTerm(),
        marginal);
  }

  /** One draw of −L: log q(z|x) − log p(y|z, x) − log p(x|z) − log p(z), from (40). */
  @Equation(
      paper = DEEPDIVE,
      number = "40",
      test = "ForecastLossTest#fourTermsAddUpToTheDirectLossByQuadrature")
  public double at(JointGaussian q, double[] z, double[] x, double[] y) {
    int n = priorA.dimension();
    double prior = priorA.logDensity(Arrays.copyOf(z, n));
    for (int i = 0; i < priorB.size(); i++) {
      prior += priorB.get(i).logDensity(z[n + i]);
    }
    return q.logDensity(z)
        - forecast.knowing(x).logDensity(z, y)
        - reconstruction.logDensity(z, x)
        - prior;
  }

  /** −L estimated from draws of q, without taking it apart. */
  public Moments direct(JointGaussian q, double[] x, double[] y, int draws, Rng rng) {
    Moments moments = new Moments();
    for (int i = 0; i < draws; i++) {
      moments.add(at(q, q.sample(rng), x, y));
    }
    return moments;
  }

  /**
   * The four terms, their sum and −L from draws, for an encoder that satisfies assumption 2 and for
   * another one.
   */
  public Sheet table(
      JointGaussian naive, JointGaussian other, double[] x, double[] y, int draws, Rng rng) {
    Terms one = terms(naive, x, y);
    Terms two = terms(other, x, y);
    Measured direct = Measured.of(direct(naive, x, y, draws, rng.stream("naive", 0)));
    Measured apart = Measured.of(direct(other, x, y, draws, rng.stream("other", 0)));
    return Sheet.columns("term", "assumption 2 holds", "assumption 2 fails")
        .row("− E log p(y | a, b, x)", one.forecast, two.forecast)
        .row("− E log p(x | a, b)", one.reconstruction, two.reconstruction)
        .row("E KL(q(a | b, x) ‖ p(a))", one.conditional, two.conditional)
        .row("Σ KL(q(bᵢ | x) ‖ p(bᵢ))", one.marginal, two.marginal)
        .row("sum of the four", one.total(), two.total())
        .row("total correlation of q(b | x)", 0.0, codes(other).totalCorrelation())
        .row("− L, directly", direct, apart)
        .row("− log p(x, y)", -logEvidence(x, y), -logEvidence(x, y))
        .decimals(4)
        .caption("Theorem 1, in nats");
  }

  /** log p(x, y) = log Σ p(k₁)p(k₂)… p(x, y|k₁, k₂, …): given the classes, all is normal. */
  public double logEvidence(double[] x, double[] y) {
    return DoubleMath.log(evidence(x, y, priorA, 0));
  }

  private double evidence(double[] x, double[] y, JointGaussian prior, int label) {
    if (label == priorB.size()) {
      return DoubleMath.exp(new NormalModel(prior, reconstruction, forecast).logEvidence(x, y));
    }
    MixturePrior mixture = priorB.get(label);
    double sum = 0;
    for (int k = 0; k < mixture.classes(); k++) {
      GaussianUnit unit = mixture.units().get(k);
      JointGaussian b =
          JointGaussian.independent(new double[] {unit.centre()}, new double[] {unit.scale()});
      sum += mixture.weights()[k] * evidence(x, y, prior.beside(b), label + 1);
    }
    return sum;
  }

  /** q(b|x). */
  public JointGaussian codes(JointGaussian q) {
    return q.marginal(IntStream.range(priorA.dimension(), q.dimension()).toArray());
  }
}
