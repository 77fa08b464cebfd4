package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.reproduce.experiments.DeepDiveForecaster;
import elbolab.reproduce.experiments.DeepDiveGait;
import elbolab.show.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is told of kept numbers, with numbers made up. */
class DeepDiveFindingsTest {
  private final List<UnitResult> units = new ArrayList<>();

  private void unit(String data, String model, int horizon, long seed, Object... metrics) {
    Map<String, Double> byName = new TreeMap<>();
    for (int i = 0; i < metrics.length; i += 2) {
      byName.put((String) metrics[i], ((Number) metrics[i + 1]).doubleValue());
    }
    units.add(UnitResult.of(new Unit(data, model, horizon, seed), byName));
  }

  private Result result(Experiment experiment) {
    return new Result(
        experiment.id(), experiment.scale(), new TreeMap<>(), new TreeMap<>(), units, List.of());
  }

  private void forecaster(String data, int horizon, double ours, double ar) {
    for (int seed = 1; seed <= 2; seed++) {
      double rrse = ours + (seed == 1 ? -0.001 : 0.001);
      unit(
          data,
          "the forecaster",
          horizon,
          seed,
          "forecast_rrse",
          rrse,
          "forecast_corr",
          0.98,
          "coverage_50",
          0.5,
          "coverage_80",
          0.8,
          "coverage_90",
          0.91,
          "coverage_95",
          0.96,
          "crps",
          0.2,
          "mig",
          0.1 + 0.01 * seed);
      unit(data, "as in the tables", horizon, seed, "forecast_rrse", 0.3, "mig", 0.1);
    }
    unit(
        data,
        "AR",
        horizon,
        1,
        "forecast_rrse",
        ar,
        "crps_normal",
        0.25,
        "coverage_normal_90",
        0.93);
  }

  /** 2 % below, .2 % above and 3 % above AR: one of each. */
  @Test
  void theForecasterIsCountedBesideAr() {
    forecaster("etth1", 3, 0.98, 1.0);
    forecaster("etth1", 6, 1.002, 1.0);
    forecaster("exchange-rate", 3, 0.0170, 0.0165);
    DeepDiveForecaster experiment = DeepDiveForecaster.at(Scale.QUICK);
    List<Sheet> findings = experiment.findings(result(experiment));
    String errors = findings.get(0).toString();
    assertTrue(errors.contains("better in 1, level within 0.5 % in 1 and worse in 1"), errors);
    assertTrue(errors.contains("0.980 ± 0.001") || errors.contains("0.9800 ± 0.0010"), errors);
    assertTrue(findings.get(1).toString().contains("0.9100"), findings.get(1).toString());
    // 0.01 and 0.02 above, at two distances: mean 0.015.
    assertTrue(findings.get(2).toString().contains("0.015 ± "), findings.get(2).toString());
    // Printed are 0.0174 and more at distance 3.
    String ranks = findings.get(3).toString();
    long printed =
        Claims.named("mtgnn-exchange-rate").stream()
            .filter(claim -> claim.id().endsWith("/rse/3"))
            .count();
    assertEquals(8, printed);
    assertTrue(
        ranks.matches("(?s).*\\n\\s*3\\s+RSE\\s+0.0170 ± 0.0010\\s+1\\s+9\\s+0.01740\\s.*"), ranks);
  }

  @Test
  void differencesOnGaitArePairedByPeople() {
    for (int seed = 1; seed <= 2; seed++) {
      unit("real-gait", "DeepDIVE", 80, seed, "forecast_rrse", 0.5 * seed, "mig", 0.2);
      unit("real-gait", "DeepDIVE (a)", 80, seed, "forecast_rrse", 0.5 * seed + 0.1 * seed);
      unit("real-gait", "linear probes", 0, seed, "type by means", 1, "type by deviations", 0.75);
    }
    DeepDiveGait experiment = DeepDiveGait.at(Scale.QUICK);
    List<Sheet> findings = experiment.findings(result(experiment));
    // 0.1 and 0.2: mean 0.15, standard error 0.05, t(1) = 12.7.
    assertTrue(findings.get(0).toString().contains("0.15 ± 0.64"), findings.get(0).toString());
    assertTrue(findings.get(1).toString().contains("people not seen"), findings.get(1).toString());
  }
}
