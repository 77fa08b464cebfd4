package elbolab.reproduce.experiments;

import elbolab.data.series.ErrorDistribution;
import elbolab.data.series.ForecastData;
import elbolab.data.series.ForecastScores;
import elbolab.data.series.Forecaster;
import elbolab.data.series.Reference;
import elbolab.data.series.Reference.Level;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is measured of a forecaster on the test block: its errors in the units of the file, and the
 * intervals that its errors on the validation block lead to, once as they were and once taken for
 * normal.
 */
final class ForecastQuality {
  static final int[] PARTS = {50, 80, 90, 95};

  private ForecastQuality() {}

  static Map<String, Double> of(Forecaster forecaster, ForecastData data) {
    ForecastScores scores = ForecastScores.of(forecaster, data, data.test());
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("forecast_rrse", scores.rrse());
    metrics.put("forecast_corr", scores.corr());
    Reference plain = Reference.level(Level.NONE);
    ErrorDistribution own = ErrorDistribution.of(forecaster, data, plain.scaled(true));
    ErrorDistribution normal = ErrorDistribution.of(forecaster, data, plain);
    metrics.put("crps", own.rankedScore(data.test()));
    metrics.put("crps_normal", normal.normalRankedScore(data.test()));
    for (int percent : PARTS) {
      metrics.put("coverage_" + percent, own.coverage(data.test(), percent / 100.0));
      metrics.put(
          "coverage_normal_" + percent, normal.normalCoverage(data.test(), percent / 100.0));
    }
    return metrics;
  }
}
