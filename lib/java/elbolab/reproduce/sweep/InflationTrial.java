package elbolab.reproduce.sweep;

import elbolab.data.DataFolder;
import elbolab.hmc.DiagonalMass;
import elbolab.hmc.HmcChain;
import elbolab.hmc.HmcOptions;
import elbolab.hmc.InitialProposal;
import elbolab.hmc.LogDensity;
import elbolab.hmc.Sksd;
import elbolab.hmc.StepSizes;
import elbolab.hmc.toy.DualMoon;
import elbolab.hmc.toy.Wave;
import elbolab.math.Rng;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Short chains of HMC from a Gaussian that is too narrow, widened by an inflation (thesis 5.2.5),
 * on the two-dimensional densities of the thesis's figure 5.7.
 */
public record InflationTrial(Settings settings) implements Experiment {
  private static final String WAVE = "wave";
  private static final String MOON = "dual-moon";

  /** Of the thesis's toy: N(0, 0.1). */
  private static final double VARIANCE = 0.1;

  /**
   * The options of a sweep.
   *
   * @param inflation factor of the proposal's deviation
   * @param step size of a leapfrog step
   * @param leapfrogSteps of a proposal
   * @param proposals of a chain
   */
  public record Settings(
      double inflation, double step, int leapfrogSteps, int proposals, int chains) {
    public Settings {
      if (!(inflation > 0 && inflation < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "inflation = " + inflation + ": above 0, the factor of the proposal's deviation");
      }
      if (chains < 2) {
        throw new IllegalArgumentException(
            "chains = " + chains + ": at least 2, whose ends are compared with the density");
      }
      StepSizes.constant(proposals, 2, step);
      HmcOptions.steps(leapfrogSteps);
    }
  }

  public static Subject standard() {
    InflationTrial trial = new InflationTrial(new Settings(1, 0.1, 5, 10, 500));
    return new Subject() {
      @Override
      public String id() {
        return trial.id();
      }

      @Override
      public Record options() {
        return trial.settings;
      }

      @Override
      public Experiment with(Record options) {
        return new InflationTrial((Settings) options);
      }
    };
  }

  @Override
  public String id() {
    return "hmc-inflation";
  }

  @Override
  public String title() {
    return "short chains of HMC from a proposal of another width";
  }

  @Override
  public Scale scale() {
    return Scale.QUICK;
  }

  @Override
  public List<DataInput> data() {
    return List.of(
        DataInput.generated(WAVE, "the density alone"),
        DataInput.generated(MOON, "the density alone"));
  }

  @Override
  public int seeds(String dataSet) {
    return 1;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, List.of("HMC"), seeds);
  }

  @Override
  public double seconds(Unit unit) {
    return settings.chains * (double) settings.proposals * settings.leapfrogSteps / 1e7
        + settings.chains * (double) settings.chains / 1e7;
  }

  @Override
  public String measuredOn() {
    return "ten million leapfrog steps or pairs of ends a second; one core, Java 17";
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    LogDensity density = unit.dataSet().equals(WAVE) ? new Wave() : new DualMoon();
    int d = density.dimension();
    double[] deviation = new double[d];
    Arrays.fill(deviation, Math.sqrt(VARIANCE));
    double[] inflation = new double[d];
    Arrays.fill(inflation, settings.inflation);
    Rng rng = Rng.of(unit.seed(), id() + " " + unit.dataSet());
    double[] start =
        InitialProposal.of(new double[d], deviation)
            .draw(rng.stream("start", 0), settings.chains, inflation);
    HmcChain.Run run =
        new HmcChain(
                density,
                StepSizes.constant(settings.proposals, d, settings.step),
                DiagonalMass.unit(d),
                HmcOptions.steps(settings.leapfrogSteps))
            .run(rng.stream("chain", 0), start);
    return Map.of(
        "acceptance", run.meanAcceptance(),
        "mean_log_density", run.meanLogDensity(),
        "discrepancy", new Sksd(d).of(run.last().position(), run.last().gradient()));
  }
}
