package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.reproduce.experiments.SaiaCurves;
import elbolab.saia.Measure;
import elbolab.show.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is told of curves that were kept. */
class SaiaCurvesTest {
  private static Map<String, Double> metrics(String... curves) {
    Map<String, Double> metrics = new TreeMap<>();
    for (String curve : curves) {
      String[] words = curve.split(" ");
      for (int t = 1; t < words.length; t++) {
        metrics.put(SaiaCurves.name(words[0], Measure.RMSE, t - 1), Double.parseDouble(words[t]));
        metrics.put(
            SaiaCurves.name(words[0], Measure.LOG_LIKELIHOOD, t - 1),
            -Double.parseDouble(words[t]));
      }
    }
    return metrics;
  }

  /** Two splits: histogram is 1 below fixed in the one and 3 below in the other. */
  private static Result result() {
    List<UnitResult> units = new ArrayList<>();
    units.add(
        UnitResult.of(
            Unit.of("boston", "VAEM", 1),
            metrics("histogram 4 2 1", "fixed 5 3 2", "gaussian 4 3 1")));
    units.add(
        UnitResult.of(
            Unit.of("boston", "VAEM", 2),
            metrics("histogram 4 2 1", "fixed 7 5 4", "gaussian 4 3 1")));
    units.add(UnitResult.of(Unit.of("boston", "HH-VAEM", 1), metrics("histogram 3 1 0")));
    SaiaCurves experiment = SaiaCurves.at(Scale.PAPER);
    return new Result(
        experiment.id(), Scale.PAPER, new TreeMap<>(), new TreeMap<>(), units, List.of());
  }

  @Test
  void aCurveIsFoundByItsName() {
    Map<String, Double> metrics = result().units().get(1).metrics();
    assertArrayEquals(new double[] {4, 2, 1}, SaiaCurves.curve(metrics, "histogram", Measure.RMSE));
    assertEquals(0, SaiaCurves.curve(metrics, "oracle", Measure.RMSE).length);
  }

  @Test
  void areasAreOfTrapezoids() {
    Result areas = SaiaCurves.areas(result(), true);
    assertEquals(2.25, areas.find(Unit.of("boston", "VAEM", 1)).get().metrics().get("histogram"));
    Result likelihoods = SaiaCurves.areas(result(), false);
    assertEquals(
        -5.25, likelihoods.find(Unit.of("boston", "VAEM", 2)).get().metrics().get("fixed"));
  }

  @Test
  void findingsArePaired() {
    List<Sheet> findings = SaiaCurves.at(Scale.PAPER).findings(result());
    String text = String.join("\n", findings.stream().map(Object::toString).toList());
    // Differences −1 and −3: mean −2, standard error 1, t(1) = 12.7.
    assertTrue(text.contains("−2.0 ± 13"), text);
    assertTrue(text.contains("HH-VAEM less VAEM"), text);
  }
}
