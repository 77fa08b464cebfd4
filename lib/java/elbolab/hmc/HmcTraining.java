package elbolab.hmc;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import java.util.Arrays;

/**
 * Trains a chain's step sizes by ascent on L_HMC = E[log p*(z⁽ᵀ⁾)] (thesis eq. 5.9) and its
 * inflations by descent on the SKSD of z⁽ᵀ⁾ (eq. 5.10). Gradients of the density are held constant
 * throughout: inside the leapfrog, and as scores in the discrepancy. Both are trained as
 * logarithms, so that they stay positive.
 */
@Equation(
    paper = THESIS,
    number = {"5.9", "5.10"},
    test = "HmcTrainingTest")
public final class HmcTraining {
  /** A value and its derivative with respect to logarithms. */
  record Slope(double value, double[] byLog, double acceptance) {}

  /** One round: both objectives before the update, and the hyper-parameters after it. */
  public record Round(
      double objective, double sksd, double acceptance, double meanStep, double[] inflation) {}

  private final LogDensity density;
  private final InitialProposal proposal;
  private final DiagonalMass mass;
  private final HmcOptions hmc;
  private final HmcTrainingOptions options;
  private final Sksd sksd;
  private final Adam stepAdam;
  private final Adam inflationAdam;
  private final double[] logInflation;
  private StepSizes stepSizes;

  public HmcTraining(
      LogDensity density,
      InitialProposal proposal,
      StepSizes initial,
      HmcOptions hmc,
      HmcTrainingOptions options) {
    if (proposal.dimension() != density.dimension()) {
      throw new IllegalArgumentException(
          "a proposal in "
              + proposal.dimension()
              + " dimensions for a density of "
              + density.dimension());
    }
    this.density = density;
    this.proposal = proposal;
    this.mass = DiagonalMass.unit(density.dimension());
    this.hmc = hmc;
    this.options = options;
    this.sksd = new Sksd(density.dimension());
    this.stepSizes = initial;
    this.logInflation = new double[proposal.groupCount()];
    this.stepAdam = new Adam(initial.values().length, options.stepRate());
    this.inflationAdam = new Adam(logInflation.length, options.inflationRate());
  }

  /** The step sizes so far. */
  public StepSizes stepSizes() {
    return stepSizes;
  }

  /** The inflations so far; all 1 at the start. */
  public double[] inflation() {
    return Arrays.stream(logInflation).map(DoubleMath::exp).toArray();
  }

  /** The chain with the hyper-parameters so far. */
  public HmcChain chain() {
    return new HmcChain(density, stepSizes, mass, hmc);
  }

  /** Draws from q⁽ᵀ⁾: that many chains per point, started from the inflated proposal. */
  public HmcChain.Run sample(Rng rng, int chains) {
    return chain().run(rng, proposal.draw(rng, chains, inflation()));
  }

  /** One round of training. */
  public Round step(Rng rng) {
    Slope objective = objective(rng);
    double[] log = Arrays.stream(stepSizes.values()).map(DoubleMath::log).toArray();
    stepAdam.step(log, Arrays.stream(objective.byLog).map(slope -> -slope).toArray());
    double[] steps = Arrays.stream(log).map(DoubleMath::exp).toArray();
    stepSizes = new StepSizes(stepSizes.proposals(), stepSizes.dimension(), steps);
    double discrepancy = Double.NaN;
    if (options.steinChains() > 0) {
      Slope stein = discrepancy(rng, null);
      inflationAdam.step(logInflation, stein.byLog);
      discrepancy = stein.value;
    }
    return new Round(
        objective.value, discrepancy, objective.acceptance, stepSizes.mean(), inflation());
  }

  /** L_HMC and ∂/∂log φ: the mean over chains of ∇log p*(z⁽ᵀ⁾) · ∂z⁽ᵀ⁾/∂φ · φ. */
  Slope objective(Rng rng) {
    double[] start = proposal.draw(rng, options.chains(), inflation());
    HmcChain.TangentRun run = chain().runWithTangents(rng, start);
    HmcState last = run.run().last();
    int d = stepSizes.dimension();
    double[] slope = new double[stepSizes.values().length];
    for (int t = 0; t < stepSizes.proposals(); t++) {
      for (int k = 0; k < start.length; k++) {
        slope[t * d + k % d] += last.gradient()[k] * run.tangents()[t][k] / last.rows();
      }
    }
    for (int j = 0; j < slope.length; j++) {
      slope[j] *= stepSizes.values()[j];
    }
    double value = Arrays.stream(last.logDensity()).sum() / last.rows();
    return new Slope(value, slope, run.run().meanAcceptance());
  }

  /**
   * The SKSD of the chains' ends, averaged over points, and ∂/∂log s. With the gradients frozen a
   * chain adds a constant to its start, so that ∂z⁽ᵀ⁾/∂s = σξ.
   *
   * @param bandwidths per point and slice, or null for the median heuristic
   */
  Slope discrepancy(Rng rng, double[][] bandwidths) {
    int chains = options.steinChains();
    double[] noise = proposal.noise(rng, chains);
    HmcChain.Run run = chain().run(rng, proposal.starts(noise, chains, inflation()));
    double[] slope = new double[logInflation.length];
    int block = chains * proposal.dimension();
    double value = 0;
    for (int p = 0; p < proposal.points(); p++) {
      double[] samples = Arrays.copyOfRange(run.last().position(), p * block, (p + 1) * block);
      double[] scores = Arrays.copyOfRange(run.last().gradient(), p * block, (p + 1) * block);
      if (options.sliceRate() > 0) {
        sksd.turnSlices(samples, scores, options.sliceRate());
      }
      double[] h = bandwidths == null ? sksd.medianBandwidths(samples) : bandwidths[p];
      double[] bySample = new double[block];
      value += sksd.withSlope(samples, scores, h, bySample) / proposal.points();
      addSlope(slope, bySample, noise, p * block, chains);
    }
    double[] inflation = inflation();
    for (int g = 0; g < slope.length; g++) {
      slope[g] *= inflation[g] / proposal.points();
    }
    return new Slope(value, slope, run.meanAcceptance());
  }

  private void addSlope(double[] slope, double[] bySample, double[] noise, int from, int chains) {
    for (int k = 0; k < bySample.length; k++) {
      int group = proposal.groups()[k % proposal.dimension()];
      slope[group] += bySample[k] * proposal.slope(noise, chains, from + k);
    }
  }
}
