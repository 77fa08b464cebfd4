package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.hmc.Chains;
import elbolab.hmc.HmcSampler;
import elbolab.hmc.Nuts;
import elbolab.hmc.Posterior;
import elbolab.hmc.Sampling;
import elbolab.hmc.Summary;
import elbolab.hmc.toy.EightSchools;
import elbolab.hmc.toy.NormalInverseGamma;
import elbolab.hmc.toy.Parameterization;
import elbolab.math.Rng;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Posterior means that are known exactly or from long reference runs, by both samplers. The claims
 * are put to NUTS; plain HMC runs beside it as a check. Any exact sampler may be compared, so that
 * verdicts are allowed at quick scale.
 */
public record HmcPosteriors(Scale scale, Settings settings) implements Experiment {
  private static final String NUTS = "NUTS";
  private static final String HMC = "HMC";
  private static final String CONJUGATE = "normal-inverse-gamma";
  private static final String SCHOOLS = "eight-schools";

  /** Path length of plain HMC, in units of the adapted standard deviations. */
  private static final double PATH = Math.PI / 2;

  /** What the chains are like. */
  public record Settings(int chains, int warmUp, int draws) {}

  public static HmcPosteriors at(Scale scale) {
    return new HmcPosteriors(scale, new Settings(4, 1000, scale == Scale.QUICK ? 4000 : 10_000));
  }

  @Override
  public String id() {
    return "hmc-posteriors";
  }

  @Override
  public String title() {
    return "posterior means of two small models by NUTS and HMC";
  }

  @Override
  public boolean isPaperProtocol() {
    return true;
  }

  @Override
  public List<DataInput> data() {
    return List.of(
        DataInput.generated(CONJUGATE, "two observations, 1.5 and 2"),
        DataInput.generated(SCHOOLS, "eight effects and standard errors, Rubin (1981)"));
  }

  @Override
  public int seeds(String dataSet) {
    return scale == Scale.QUICK ? 20 : 100;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, List.of(NUTS, HMC), seeds);
  }

  @Override
  public double seconds(Unit unit) {
    return settings.chains * (double) (settings.warmUp + settings.draws) / 90_000;
  }

  @Override
  public String measuredOn() {
    return "90,000 transitions a second; one core of an AMD EPYC, Java 17";
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    boolean schools = unit.dataSet().equals(SCHOOLS);
    Posterior posterior =
        schools ? new EightSchools(Parameterization.NON_CENTRED) : new NormalInverseGamma(1.5, 2);
    Sampling sampling =
        Sampling.standard().withChains(settings.chains).withDraws(settings.warmUp, settings.draws);
    Rng rng = Rng.of(unit.seed(), id() + " " + unit.dataSet() + " " + unit.model());
    Chains chains =
        unit.model().equals(NUTS)
            ? Nuts.sample(posterior, sampling, rng)
            : HmcSampler.sample(posterior, sampling, PATH, rng);
    Summary summary = chains.summary();
    Map<String, Double> metrics = new TreeMap<>();
    for (String name : schools ? List.of("mu", "tau", "theta.1") : posterior.names()) {
      metrics.put("mean of " + name, summary.row(name).mean());
    }
    metrics.put("worst R-hat", summary.worstRHat());
    metrics.put("divergences", (double) summary.divergences());
    return metrics;
  }

  @Override
  public List<ClaimMetric> answers() {
    String conjugate = "hmc-posteriors/normal-with-inverse-gamma-variance/";
    String schools = "hmc-posteriors/eight-schools/";
    return List.of(
        ClaimMetric.of(conjugate + "E-m", CONJUGATE, NUTS, "mean of m"),
        ClaimMetric.of(conjugate + "E-s", CONJUGATE, NUTS, "mean of s"),
        ClaimMetric.of(schools + "mu", SCHOOLS, NUTS, "mean of mu"),
        ClaimMetric.of(schools + "tau", SCHOOLS, NUTS, "mean of tau"),
        ClaimMetric.of(schools + "theta_1", SCHOOLS, NUTS, "mean of theta.1"));
  }
}
