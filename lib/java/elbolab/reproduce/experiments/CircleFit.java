package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.math.DoubleMath;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import java.util.List;
import java.util.Map;

/**
 * The matrix A and the offset b of ż = Az + b from points of the circle z(t) = (cos t, sin t), by
 * least squares: with central differences for ż and a mean over a whole turn, where the points have
 * mean 0 and covariance ½I, A = 2 · mean(ż zᵀ) and b = mean(ż). The report fits the solution and
 * not its derivative; where the fit is exact both have the same minimum. Nothing is random and the
 * case is small, so that there is one seed and both scales are the same.
 */
public record CircleFit(Scale scale, Settings settings) implements Experiment {
  private static final String CIRCLE = "circle";
  private static final String FIT = "least squares";

  /** Points of a whole turn. */
  public record Settings(int points) {}

  public static CircleFit at(Scale scale) {
    return new CircleFit(scale, new Settings(10_000));
  }

  @Override
  public String id() {
    return "neural-ode-circle";
  }

  @Override
  public String title() {
    return "the linear equation that a circle follows";
  }

  @Override
  public boolean isPaperProtocol() {
    return true;
  }

  @Override
  public List<DataInput> data() {
    return List.of(DataInput.generated(CIRCLE, "(cos t, sin t) at equal steps of a whole turn"));
  }

  @Override
  public int seeds(String dataSet) {
    return 1;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return List.of(Unit.of(dataSet, FIT, 1));
  }

  @Override
  public double seconds(Unit unit) {
    return 0.01;
  }

  @Override
  public String measuredOn() {
    return "below 0.01 s, AMD EPYC, Java 17";
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    int n = settings.points;
    double step = 2 * Math.PI / n;
    double[] sums = new double[6];
    for (int k = 0; k < n; k++) {
      double x = DoubleMath.cosTurns(k / (double) n);
      double y = DoubleMath.sinTurns(k / (double) n);
      double next = (k + 1) % n / (double) n;
      double previous = (k + n - 1) % n / (double) n;
      double dx = (DoubleMath.cosTurns(next) - DoubleMath.cosTurns(previous)) / (2 * step);
      double dy = (DoubleMath.sinTurns(next) - DoubleMath.sinTurns(previous)) / (2 * step);
      double[] terms = {2 * dx * x, 2 * dx * y, 2 * dy * x, 2 * dy * y, dx, dy};
      for (int i = 0; i < sums.length; i++) {
        sums[i] += terms[i] / n;
      }
    }
    return Map.of(
        "A_11", sums[0], "A_12", sums[1], "A_21", sums[2], "A_22", sums[3], "b_1", sums[4], "b_2",
        sums[5]);
  }

  @Override
  public List<ClaimMetric> answers() {
    return List.of("A_11", "A_12", "A_21", "A_22", "b_1", "b_2").stream()
        .map(m -> ClaimMetric.of("neural-ode-circle/learned_" + m, CIRCLE, FIT, m).exact())
        .toList();
  }
}
