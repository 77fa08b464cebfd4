package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The readers against what is known of the real series; skipped where these are not there. */
class RealSeriesTest {
  @Test
  void partsOfTheElectricityTableAgreeWhereTheyOverlap() {
    DataFolder folder =
        RealData.folderWith(
            Catalogue.series("electricity_2").file(),
            Catalogue.series("electricity_203").file(),
            Catalogue.series("electricity_10").file());
    TimeSeries two = Catalogue.series("electricity_2").load(folder);
    TimeSeries first = Catalogue.series("electricity_203").load(folder);
    for (String client : new String[] {"0", "OT"}) {
      assertArrayEquals(first.channel(client), Arrays.copyOf(two.channel(client), first.length()));
    }
    assertEquals(DayOfWeek.SUNDAY, two.time(0).getDayOfWeek());
    assertEquals(LocalDateTime.of(2014, 12, 31, 23, 0), two.time(two.length() - 1));

    TimeSeries ten = Catalogue.series("electricity_10").load(folder);
    double[] sums = Arrays.copyOfRange(two.channel("0"), 17_544, 17_544 + ten.length());
    assertEquals(ten.time(0), two.time(17_544));
    assertEquals(0.9997, correlation(sums, ten.channel("MT_001")), 5e-5);
  }

  @Test
  void oneClientLiesUnderTheTableWithinTheRounding() {
    DataFolder folder =
        RealData.folderWith(
            Catalogue.series("electricity_1").file(), Catalogue.series("electricity_203").file());
    TimeSeries one = Catalogue.series("electricity_1").load(folder);
    double[] rounded = Catalogue.series("electricity_203").load(folder).channel("159");
    for (int hour = 0; hour < rounded.length; hour++) {
      double difference = rounded[hour] - one.value(8_760 + hour, 0);
      assertTrue(difference > -1e-6 && difference < 4, "hour " + hour + ": " + difference);
    }
    assertEquals(LocalDateTime.of(2012, 1, 1, 0, 0), one.time(8_760));
    assertEquals(3, Arrays.stream(one.values()).filter(v -> v == 0).count());
  }

  @Test
  void transformersAndExchangeRates() {
    DataFolder folder = RealData.folderWith("ett/ETTh1.csv", "exchange_rate/exchange_rate.txt");
    for (String which : List.of("ETTh1", "ETTh2")) {
      TimeSeries ett = Catalogue.series(which).load(folder);
      assertEquals("OT", ett.channels().get(6));
      assertEquals(LocalDateTime.of(2018, 6, 26, 19, 0), ett.time(ett.length() - 1));
    }
    TimeSeries rates = Catalogue.series("exchange_rate").load(folder);
    assertEquals(0.785500, rates.channel("Australia")[0]);
    assertThrows(DataException.class, () -> rates.time(0), "its dates are not known");
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }
}
