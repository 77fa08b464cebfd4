package elbolab.hhvaem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.CategoryColumn;
import elbolab.data.ColumnKind;
import elbolab.data.DataException;
import elbolab.data.NumberColumn;
import elbolab.data.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  private static Table table(double[] values, String name) {
    double[] target = IntStream.range(0, values.length).mapToDouble(i -> i).toArray();
    return new Table(
        "t",
        List.of(
            new NumberColumn(name, ColumnKind.REAL, values),
            new NumberColumn("y", ColumnKind.REAL, target)),
        List.of("y"));
  }

  private static FeatureKind kind(double... values) {
    return Features.of(table(values, "x")).inputs().get(0).kind();
  }

  /** The rule of the public code: 10 different values make a number, one below 0 a Gaussian. */
  @Test
  void kindsFromValues() {
    double[] ten = IntStream.range(0, 10).mapToDouble(i -> i).toArray();
    assertEquals(FeatureKind.LOG_GAUSSIAN, kind(ten));
    assertEquals(FeatureKind.GAUSSIAN, kind(Arrays.stream(ten).map(x -> x - 1).toArray()));
    assertEquals(
        FeatureKind.CATEGORICAL, kind(Arrays.stream(ten).map(x -> Math.min(x, 8)).toArray()));
    assertEquals(FeatureKind.BERNOULLI, kind(3, 7, 3, 3, 7));
    assertEquals(FeatureKind.CATEGORICAL, kind(4, 4, 4));
    assertEquals(FeatureKind.GAUSSIAN, Features.of(table(ten, "x")).targets().get(0).kind());
  }

  @Test
  void codesAndBack() {
    Table mixed = GeneratedTable.of(50, "real", 2);
    Features features = Features.of(mixed);
    assertEquals(
        List.of("positive", "pair", "colour", "size", "real"),
        features.all().stream().map(Feature::name).toList());
    float[] codes = features.encode(mixed).all().values().toArray();
    for (int c = 0; c < 5; c++) {
      Feature feature = features.all().get(c);
      double[] own = new double[50];
      for (int row = 0; row < 50; row++) {
        own[row] = codes[row * 5 + c];
        double back = feature.value(own[row]);
        String text = mixed.column(feature.name()).text(row);
        double expected =
            feature.kind().isNumber() ? Double.parseDouble(text) : feature.levels().indexOf(text);
        assertEquals(expected, back, 1e-5 * (1 + Math.abs(expected)), feature.name());
      }
      if (feature.kind().isNumber()) {
        assertEquals(0, DoubleStream.of(own).average().orElseThrow(), 1e-6);
        assertEquals(1, DoubleStream.of(own).map(x -> x * x).average().orElseThrow(), 1e-5);
      }
    }
  }

  @Test
  void errorsNameColumnAndRow() {
    Features features = Features.of(GeneratedTable.of(50, "real", 2));
    Table other = GeneratedTable.of(3, "real", 2);
    Table strange =
        other.with(
            new CategoryColumn(
                "colour", ColumnKind.CATEGORICAL, List.of("red", "mauve"), new int[] {0, 1, 0}),
            "");
    String unseen = assertThrows(DataException.class, () -> features.encode(strange)).getMessage();
    assertTrue(unseen.contains("colour") && unseen.contains("mauve") && unseen.contains("row 2"));
    double[] nothing = {Double.NaN, Double.NaN};
    String empty = assertThrows(DataException.class, () -> kind(nothing)).getMessage();
    assertTrue(empty.contains("'x'") && empty.contains("leave it out"), empty);
  }
}
