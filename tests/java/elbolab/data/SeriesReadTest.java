package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.series.CalendarLabel;
import elbolab.data.series.ForecastData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader's own series: what is found in it, and what is said of a bad one. */
class SeriesReadTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("load.csv"), text);
  }

  private String refusal(String text) throws IOException {
    Path file = file(text);
    String message = assertThrows(DataException.class, () -> TimeSeries.read(file)).getMessage();
    assertTrue(message.startsWith(file + ":"), message);
    return message.substring(file.toString().length());
  }

  private static String hours(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int hour = from; hour < to; hour++) {
      text.append(LocalDateTime.of(2024, 1, 1, 0, 0).plusHours(hour).toString().replace('T', ' '));
      text.append(',').append(hour).append(',').append(hour % 7 - 3).append('\n');
    }
    return text.toString();
  }

  @Test
  void theTimeColumnTheStepAndTheChannelsAreFoundWhateverTheirKinds() throws IOException {
    TimeSeries series =
        TimeSeries.read(
            file("n;when;flag\n1;1.2.2024 0:15;0\n2;1.2.2024 0:30;1\n3;1.2.2024 0:45;0"));
    assertEquals(List.of("n", "flag"), series.channels());
    assertEquals(Duration.ofMinutes(15), series.step());
    assertEquals(Optional.of(LocalDateTime.of(2024, 2, 1, 0, 15)), series.start());
    assertArrayEquals(new double[] {1, 0, 2, 1, 3, 0}, series.values());
    TimeSeries counting = TimeSeries.read(file("t,a,b\n" + hours(0, 60)));
    assertEquals(59, counting.value(59, 0), "a channel that counts is no row number");
    assertEquals(
        "load: 60 times of 2 channels, every PT1H from 2024-01-01T00:00", counting.toString());
  }

  @Test
  void gapsAreReportedAndFilledWhenAsked() throws IOException {
    String text = "t,a,b\n" + hours(0, 4) + hours(6, 8) + "2024-01-01 08:00,?,5\n" + hours(9, 12);
    assertEquals(
        ": 3 gaps: 'a' from 2024-01-01T04:00, 2 steps; 'a' from 2024-01-01T08:00, 1 step;"
            + " 'b' from 2024-01-01T04:00, 2 steps; Gaps.filledUpTo(N), or --gaps N of forecast,"
            + " draws straight lines over gaps between two values, up to so many steps",
        refusal(text));
    Path file = folder.resolve("load.csv");
    TimeSeries filled = TimeSeries.read(file, TimeSeries.Gaps.filledUpTo(2));
    assertEquals(12, filled.length());
    for (int t = 0; t < 12; t++) {
      assertEquals(t, filled.value(t, 0), 1e-12);
    }
    // b goes from 0 at hour 3 to 3 at hour 6.
    assertEquals(1, filled.value(4, 1), 1e-12);
    assertEquals(2, filled.value(5, 1), 1e-12);
    assertTrue(filled.toString().contains("filled with straight lines: 3 gaps: 'a' from"));
    String tooLong =
        assertThrows(
                DataException.class, () -> TimeSeries.read(file, TimeSeries.Gaps.filledUpTo(1)))
            .getMessage();
    assertTrue(tooLong.contains("2 gaps: 'a' from 2024-01-01T04:00, 2 steps; 'b'"), tooLong);
    Path open = file("t,a,b\n2024-01-01 00:00,?,1\n2024-01-01 01:00,1,1\n2024-01-01 02:00,2,1\n");
    assertThrows(DataException.class, () -> TimeSeries.read(open, TimeSeries.Gaps.filledUpTo(9)));
  }

  @Test
  void badSeriesAreRefusedWithTheirPlace() throws IOException {
    assertEquals(
        ":3, column 't' (2024-01-01T00:00): the same time twice; if the clocks were set back here,"
            + " write the times in UTC or with their offset",
        refusal("t,a\n2024-01-01 00:00,1\n2024-01-01 00:00,1\n"));
    assertEquals(
        ":3, column 't' (2023-12-31T12:00): a time before the one above; sort the rows, and keep"
            + " one for each time",
        refusal("t,a\n2024-01-01 00:00,1\n2023-12-31 12:00,1\n"));
    assertEquals(
        ":4, column 't' (2024-01-01T02:30): PT1H30M after the one above, where most follow after"
            + " PT1H; a series needs equal steps",
        refusal(
            "t,a\n2024-01-01 00:00,1\n2024-01-01 01:00,1\n2024-01-01 02:30,1\n"
                + "2024-01-01 03:30,1\n"));
    assertTrue(
        refusal("t,a\n2024-01-31,1\n2024-02-29,1\n2024-03-31,1\n2024-05-01,2\n")
            .endsWith("a series needs equal steps, which months and years are not"));
    assertEquals(
        ":3, column 'a': expected a number, found 'off'; a series holds numbers beside its times",
        refusal("t,a\n2024-01-01 00:00,1\n2024-01-01 01:00,off\n2024-01-01 02:00,2\n"));
    assertTrue(refusal("a,b\n1,2\n3,4\n").startsWith(": no column of times, such as 2024-05-01"));
    assertEquals(
        ": several columns of times, t, u; leave one",
        refusal("t,u,a\n2024-01-01,2024-01-01,1\n2024-01-02,2024-01-02,1\n"));
    assertEquals(": one row; its step cannot be told", refusal("t,a\n2024-01-01,1\n"));
    assertEquals(
        ": column 'b' has no value at all", refusal("t,a,b\n2024-01-01,1,\n2024-01-02,1,\n"));
    assertEquals(":3, column 't': a row without a time", refusal("t,a\n2024-01-01,1\n,1\n"));
    assertEquals(": no column beside the times 't'", refusal("t\n2024-01-01\n2024-01-02\n"));
    assertTrue(
        refusal("t,a\n2024-01-01,1\n2024-01-02,1\n2024-01-03,1\n9999-01-01,1\n")
            .contains("steps of PT24H after the first row"));
  }

  @Test
  void aChangeOfTheClocksIsNoGapWhenTimesCarryTheirOffset() throws IOException {
    TimeSeries series =
        TimeSeries.read(
            file(
                "t,a\n2024-10-27T01:00:00+02:00,1\n2024-10-27T02:00:00+02:00,2\n"
                    + "2024-10-27T02:00:00+01:00,3\n2024-10-27T03:00:00+01:00,4\n"));
    assertEquals(LocalDateTime.of(2024, 10, 26, 23, 0), series.time(0));
    assertEquals(4, series.length());
    assertTrue(
        refusal("t,a\n2024-10-27 01:00,1\n2024-10-27 02:00,2\n2024-10-27 02:00,3\n")
            .contains("if the clocks were set back"));
  }

  @Test
  void oneCallCutsWindows() throws IOException {
    ForecastData data =
        TimeSeries.read(file("t,a,b\n" + hours(0, 400))).windows(24, 6, CalendarLabel.HOUR);
    assertEquals(6, data.train().shape().horizon());
    assertEquals(240 - 29, data.train().size());
    assertEquals(23, data.train().label("hour").of(new int[] {0})[0]);
  }

  @Test
  void theSharedSeriesAreReadAsTheirOwnReadersDo() {
    DataFolder data =
        RealData.folderWith("electricity/electricity_2clients_26304h.csv", "ett/ETTh1.csv");
    Path load = data.file("electricity/electricity_2clients_26304h.csv");
    assertArrayEquals(
        Catalogue.series("electricity_2").load(data).values(), TimeSeries.read(load).values());
    TimeSeries ett = TimeSeries.read(data.file("ett/ETTh1.csv"));
    assertArrayEquals(Catalogue.series("ETTh1").load(data).values(), ett.values());
    assertEquals(Catalogue.series("ETTh1").load(data).start(), ett.start());
  }
}
