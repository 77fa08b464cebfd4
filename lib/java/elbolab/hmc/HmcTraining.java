package elbolab.hmc;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.math.Workers;
import elbolab.nn.Safetensors;
import elbolab.show.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Trains a chain's step sizes by ascent on L_HMC = E[log p*(z⁽ᵀ⁾)] (thesis eq. 5.9) and its
 * inflations by descent on the SKSD of z⁽ᵀ⁾ (eq. 5.10). Gradients of the density are held constant
 * throughout: inside the leapfrog, and as scores in the discrepancy. Both are trained as
 * logarithms, so that they stay positive.
 *
 * <p>Density and proposal are arguments of each round: the model behind them, and the data that a
 * batch holds, may change from round to round. A proposal of several points makes chains for all of
 * them at once, and the density sees row p·chains + c for chain c of point p.
 */
@Equation(
    paper = THESIS,
    number = {"5.9", "5.10"},
    test = "HmcTrainingTest")
public final class HmcTraining {
  /** A value and its derivative with respect to logarithms, and where the chains arrived. */
  record Slope(double value, double[] byLog, double acceptance, HmcState ends) {}

  /**
   * One round: both objectives before the update (the discrepancy is NaN in a round that does not
   * take it), the hyper-parameters after it, and where the chains of the objective arrived: draws
   * from q⁽ᵀ⁾ that a model may be trained on.
   */
  public record Round(
      double objective,
      double sksd,
      double acceptance,
      double meanStep,
      double[] inflation,
      HmcState ends) {}

  /** Rounds one after another, for curves and for what they end in. */
  public record Log(List<Round> rounds) {
    private static final int POINTS = 100;

    public Log {
      if (rounds.size() < POINTS) {
        throw new IllegalArgumentException(
            rounds.size() + " rounds: a curve of " + POINTS + " points needs as many");
      }
    }

    /** The number of the round in the middle of each of the hundred parts of the training. */
    public double[] axis() {
      double[] axis = new double[POINTS];
      Arrays.setAll(axis, b -> (b + 0.5) * rounds.size() / POINTS);
      return axis;
    }

    /** A value of the rounds as a curve: its mean over each of the hundred parts. */
    public double[] curve(ToDoubleFunction<Round> value) {
      double[] means = new double[POINTS];
      Arrays.setAll(means, b -> part(value, b, b + 1).average().orElseThrow());
      return means;
    }

    /** The mean of a value over the last tenth of the training. */
    public Measured end(ToDoubleFunction<Round> value) {
      return Measured.mean(part(value, POINTS - POINTS / 10, POINTS).toArray());
    }

    private DoubleStream part(ToDoubleFunction<Round> value, int from, int to) {
      int n = rounds.size();
      return rounds.subList(from * n / POINTS, to * n / POINTS).stream()
          .mapToDouble(value)
          .filter(one -> !Double.isNaN(one));
    }
  }

  private final DiagonalMass mass;
  private final HmcOptions hmc;
  private final HmcTrainingOptions options;
  private final Sksd sksd;
  private final Descent stepAdam;
  private final Descent inflationAdam;
  private final double[] logInflation;
  private StepSizes stepSizes;
  private int rounds;

  /** Starts from these step sizes, with {@code groups} inflations of 1. */
  public HmcTraining(StepSizes initial, int groups, HmcOptions hmc, HmcTrainingOptions options) {
    if (groups < 1 || groups > initial.dimension()) {
      throw new IllegalArgumentException(
          groups + " groups of " + initial.dimension() + " coordinates: give 1 to that many");
    }
    this.mass = DiagonalMass.unit(initial.dimension());
    this.hmc = hmc;
    this.options = options;
    this.sksd = new Sksd(initial.dimension());
    this.stepSizes = initial;
    this.logInflation = new double[groups];
    this.stepAdam = new Descent(initial.values().length, options.stepRate());
    this.inflationAdam = new Descent(logInflation.length, options.inflationRate());
  }

  /** The step sizes so far. */
  public StepSizes stepSizes() {
    return stepSizes;
  }

  /** The inflations so far; all 1 at the start. */
  public double[] inflation() {
    return Arrays.stream(logInflation).map(DoubleMath::exp).toArray();
  }

  /** The chain on this density with the step sizes so far. */
  public HmcChain chain(LogDensity density) {
    return new HmcChain(density, stepSizes, mass, hmc);
  }

  /** What a continued training needs to go on with the same bits; doubles as their bits. */
  public Safetensors state() {
    Safetensors state = new Safetensors();
    state.put("rounds", rounds);
    state.put("steps", bits(stepSizes.values()));
    state.put("log inflation", bits(logInflation));
    state.putAll("of steps/", stepAdam.state());
    state.putAll("of inflation/", inflationAdam.state());
    return state;
  }

  public void restore(Safetensors state) {
    rounds = (int) state.longs("rounds")[0];
    double[] steps = doubles(state.longs("steps"));
    stepSizes = new StepSizes(stepSizes.proposals(), stepSizes.dimension(), steps);
    System.arraycopy(
        doubles(state.longs("log inflation")), 0, logInflation, 0, logInflation.length);
    stepAdam.restore(state.under("of steps/"));
    inflationAdam.restore(state.under("of inflation/"));
  }

  private static long[] bits(double... values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  private static double[] doubles(long[] bits) {
    return Arrays.stream(bits).mapToDouble(Double::longBitsToDouble).toArray();
  }

  /** Draws from q⁽ᵀ⁾: that many chains per point, started from the inflated proposal. */
  public HmcChain.Run sample(LogDensity density, InitialProposal proposal, int chains, Rng rng) {
    require(proposal);
    return chain(density).run(rng, proposal.draw(rng, chains, inflation()));
  }

  /** Rounds on a density and a proposal that stay as they are. */
  public Log train(LogDensity density, InitialProposal proposal, int count, Rng rng) {
    List<Round> log = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      log.add(step(density, proposal, rng));
    }
    return new Log(log);
  }

  private void require(InitialProposal proposal) {
    if (proposal.dimension() != stepSizes.dimension()
        || proposal.groupCount() != logInflation.length) {
      throw new IllegalArgumentException(
          "a proposal of "
              + proposal.dimension()
              + " coordinates in "
              + proposal.groupCount()
              + " groups, but step sizes of "
              + stepSizes.dimension()
              + " coordinates and "
              + logInflation.length
              + " inflations");
    }
  }

  /** One round of training. */
  public Round step(LogDensity density, InitialProposal proposal, Rng rng) {
    require(proposal);
    Slope objective = objective(density, proposal, rng);
    double[] log = Arrays.stream(stepSizes.values()).map(DoubleMath::log).toArray();
    stepAdam.step(log, Arrays.stream(objective.byLog).map(slope -> -slope).toArray());
    double[] steps = Arrays.stream(log).map(DoubleMath::exp).toArray();
    stepSizes = new StepSizes(stepSizes.proposals(), stepSizes.dimension(), steps);
    double discrepancy = Double.NaN;
    if (options.steinChains() > 0 && rounds++ % options.steinEvery() == 0) {
      Slope stein = discrepancy(density, proposal, rng, null);
      inflationAdam.step(logInflation, stein.byLog);
      discrepancy = stein.value;
    }
    return new Round(
        objective.value,
        discrepancy,
        objective.acceptance,
        stepSizes.mean(),
        inflation(),
        objective.ends);
  }

  /** L_HMC and ∂/∂log φ: the mean over chains of ∇log p*(z⁽ᵀ⁾) · ∂z⁽ᵀ⁾/∂φ · φ. */
  Slope objective(LogDensity density, InitialProposal proposal, Rng rng) {
    double[] start = proposal.draw(rng, options.chains(), inflation());
    HmcChain.TangentRun run = chain(density).runWithTangents(rng, start);
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
    return new Slope(value, slope, run.run().meanAcceptance(), last);
  }

  /**
   * The SKSD of the chains' ends, averaged over points, and ∂/∂log s. With the gradients frozen a
   * chain adds a constant to its start, so that ∂z⁽ᵀ⁾/∂s = σξ.
   *
   * @param bandwidths per point and slice, or null for the median heuristic
   */
  Slope discrepancy(LogDensity density, InitialProposal proposal, Rng rng, double[][] bandwidths) {
    int chains = options.steinChains();
    int points = proposal.points();
    double[] noise = proposal.noise(rng, chains);
    HmcChain.Run run = chain(density).run(rng, proposal.starts(noise, chains, inflation()));
    int block = chains * proposal.dimension();
    double[] values = new double[points];
    double[][] bySample = new double[points][block];
    Workers.Task one =
        p -> {
          double[] samples = Arrays.copyOfRange(run.last().position(), p * block, (p + 1) * block);
          double[] scores = Arrays.copyOfRange(run.last().gradient(), p * block, (p + 1) * block);
          if (options.sliceRate() > 0) {
            sksd.turnSlices(samples, scores, options.sliceRate());
          }
          double[] h = bandwidths == null ? sksd.medianBandwidths(samples) : bandwidths[p];
          values[p] = sksd.withSlope(samples, scores, h, bySample[p]);
        };
    if (options.sliceRate() > 0) {
      for (int p = 0; p < points; p++) {
        one.run(p); // each point turns the slices that the next one sees
      }
    } else {
      Workers.run(points, one);
    }
    double[] slope = new double[logInflation.length];
    double value = 0;
    for (int p = 0; p < points; p++) {
      value += values[p] / points;
      addSlope(slope, bySample[p], proposal, noise, p * block, chains);
    }
    double[] inflation = inflation();
    for (int g = 0; g < slope.length; g++) {
      slope[g] *= inflation[g] / points;
    }
    return new Slope(value, slope, run.meanAcceptance(), run.last());
  }

  private static void addSlope(
      double[] slope,
      double[] bySample,
      InitialProposal proposal,
      double[] noise,
      int from,
      int chains) {
    for (int k = 0; k < bySample.length; k++) {
      int group = proposal.groups()[k % proposal.dimension()];
      slope[group] += bySample[k] * proposal.slope(noise, chains, from + k);
    }
  }

  /** Adam (Kingma and Ba 2015) on a few numbers of double precision; a positive rate descends. */
  private static final class Descent {
    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final double GUARD = 1e-8;

    private final double rate;
    private final double[] mean;
    private final double[] square;
    private double firstLeft = 1;
    private double secondLeft = 1;

    Descent(int size, double rate) {
      this.rate = rate;
      this.mean = new double[size];
      this.square = new double[size];
    }

    Safetensors state() {
      Safetensors state = new Safetensors();
      state.put("left", bits(firstLeft, secondLeft));
      state.put("mean", bits(mean));
      state.put("square", bits(square));
      return state;
    }

    void restore(Safetensors state) {
      double[] left = doubles(state.longs("left"));
      firstLeft = left[0];
      secondLeft = left[1];
      System.arraycopy(doubles(state.longs("mean")), 0, mean, 0, mean.length);
      System.arraycopy(doubles(state.longs("square")), 0, square, 0, square.length);
    }

    void step(double[] values, double[] slope) {
      firstLeft *= FIRST;
      secondLeft *= SECOND;
      for (int i = 0; i < values.length; i++) {
        mean[i] = FIRST * mean[i] + (1 - FIRST) * slope[i];
        square[i] = SECOND * square[i] + (1 - SECOND) * slope[i] * slope[i];
        double spread = Math.sqrt(square[i] / (1 - secondLeft)) + GUARD;
        values[i] -= rate * (mean[i] / (1 - firstLeft)) / spread;
      }
    }
  }
}
