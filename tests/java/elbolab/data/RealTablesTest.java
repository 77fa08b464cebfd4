package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers against what is known of the real tables; skipped where these are not there. */
class RealTablesTest {
  private static Table table(String name, ColumnSpec... others) {
    KnownTable known = Catalogue.table(name);
    return known.load(RealData.folderWith(known.files().get(0)), others);
  }

  static Stream<String> completeTables() {
    return Catalogue.all().stream()
        .flatMap(set -> set.tables().stream())
        .map(KnownTable::name)
        .filter(name -> !name.equals("bank_marketing"));
  }

  @ParameterizedTest
  @MethodSource("completeTables")
  void benchmarkTablesAreCompleteAndHaveTheirTargets(String which) {
    Table table = table(which);
    for (Column column : table.columns()) {
      assertEquals(0, column.missing(), column.name());
    }
    assertEquals(table.columns().size() - table.targets().size(), table.features().size());
    assertTrue(table.targets().size() > 0);
  }

  @Test
  void meansOfTheTargetsAreTheKnownOnes() {
    assertEquals(22.5328, mean(table("boston").numbers("medv")), 5e-5);
    assertEquals(152.1335, mean(table("diabetes").numbers("target")), 5e-5);
    double[] s5 = table("diabetes_scaled").numbers("s5");
    assertEquals(0, Arrays.stream(s5).sum(), 1e-9);
    assertEquals(1, Arrays.stream(s5).map(v -> v * v).sum(), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"boston", "concrete", "energy", "yacht", "naval", "wine_red"})
  void standardSplitsHoldOutATenth(String name) {
    KnownTable which = Catalogue.table(name);
    DataFolder folder = RealData.folderWith(which.files().get(0));
    List<Split> splits = which.standardSplits(folder);
    assertEquals(20, splits.size());
    for (Split split : splits) {
      assertEquals(which.rows(), split.train().length + split.test().length);
      assertEquals(0.1, split.test().length / (double) which.rows(), 0.002);
    }
  }

  @Test
  void navalHasTwoConstantAndTwoEqualFeatures() {
    Table naval = table("naval");
    assertEquals(18 - 2, naval.withoutConstants().columns().size());
    assertEquals(288, naval.numbers("gt_compressor_inlet_air_temperature")[0]);
    assertEquals(0.998, naval.numbers("gt_compressor_inlet_air_pressure")[0]);
    assertArrayEquals(
        naval.numbers("starboard_propeller_torque"), naval.numbers("port_propeller_torque"));
  }

  @Test
  void wineHasThreeCultivars() {
    Table wine = table("wine_recognition");
    CategoryColumn cultivar = wine.categories("class");
    assertEquals(List.of(59, 71, 48), cultivar.levels().stream().map(cultivar::count).toList());
  }

  @Test
  void bankHasItsMissingCells() {
    Table bank = table("bank_marketing");
    assertEquals(21, bank.columns().size());
    assertEquals(12_718, bank.columns().stream().mapToInt(Column::missing).sum());
    assertEquals(36_548, bank.categories("y").count("no"));
    assertEquals(4_640, bank.categories("y").count("yes"));
    ColumnSpec[] unknownIsACategory =
        Stream.of("job", "marital", "education", "default", "housing", "loan")
            .map(name -> ColumnSpec.category(name))
            .toArray(ColumnSpec[]::new);
    Table whole = table("bank_marketing", unknownIsACategory);
    assertEquals(8_597, whole.categories("default").count("unknown"));
    assertEquals(0, whole.columns().stream().mapToInt(Column::missing).sum());
  }

  @Test
  void insuranceHasItsPolicies() {
    Table train = table("insurance_train");
    Table test = table("insurance_test");
    assertEquals(86, train.columns().size());
    assertEquals(86, test.columns().size());
    assertEquals(41, train.categories("MOSTYPE").levels().size());
    assertEquals(ColumnKind.COUNT, train.column("ABYSTAND").kind());
    assertEquals(348, train.categories("CARAVAN").count("1"));
    assertEquals(238, test.categories("CARAVAN").count("1"));
  }

  @Test
  void avocadoHasItsDatesTypesAndRegions() {
    Table avocado = table("avocado");
    assertEquals(13, avocado.columns().size());
    assertEquals(9_126, avocado.categories("type").count("conventional"));
    assertEquals(54, avocado.categories("region").levels().size());
    List<LocalDateTime> days =
        Arrays.stream(((DateColumn) avocado.column("Date")).values()).distinct().sorted().toList();
    assertEquals(169, days.size());
    assertEquals(LocalDateTime.of(2015, 1, 4, 0, 0), days.get(0));
    assertEquals(LocalDateTime.of(2018, 3, 25, 0, 0), days.get(168));
    assertEquals(days.get(0).plusWeeks(168), days.get(168));
  }

  @Test
  void paritySplitsHoldTheRowsOfTheirTable() {
    DataFolder folder = RealData.folderWith("hhvaem_parity_splits/boston_0_train.csv");
    ParitySplit boston = ParitySplit.boston(folder);
    assertEquals(
        mean(table("boston").numbers("medv")),
        (455 * mean(boston.train().numbers("medv")) + 51 * mean(boston.test().numbers("medv")))
            / 506,
        1e-9);
    assertEquals(0.5, observedShare(boston), 0.1);
    ParitySplit energy = ParitySplit.energy(folder);
    assertEquals(List.of("heating_load", "cooling_load"), energy.test().targets());
    assertEquals(8, energy.observed()[0].length);
    assertEquals(0.5, observedShare(energy), 0.1);
  }

  @Test
  void tablesTravelToTablesawAndBack() {
    Table avocado = table("avocado");
    Table back = TablesawEdge.from(TablesawEdge.of(avocado), avocado.targets());
    assertArrayEquals(avocado.numbers("AveragePrice"), back.numbers("AveragePrice"));
    assertTrue(
        Arrays.equals(avocado.categories("region").codes(), back.categories("region").codes()));
    assertArrayEquals(
        ((DateColumn) avocado.column("Date")).values(),
        ((DateColumn) back.column("Date")).values());
  }

  private static double observedShare(ParitySplit split) {
    int observed = 0;
    for (boolean[] row : split.observed()) {
      for (boolean cell : row) {
        observed += cell ? 1 : 0;
      }
    }
    return observed / (double) (split.observed().length * split.observed()[0].length);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
