package elbolab.data.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.DataException;
import elbolab.data.TimeSeries;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Series that count upwards, so that each number says which step and channel it is. */
class ForecastDataTest {
  private static final LocalDateTime START = LocalDateTime.of(2012, 1, 1, 0, 0);

  private static TimeSeries counting(int length, int channels) {
    double[] values = new double[length * channels];
    for (int t = 0; t < length; t++) {
      for (int c = 0; c < channels; c++) {
        values[t * channels + c] = t + 1000 * c;
      }
    }
    List<String> names = IntStream.range(0, channels).mapToObj(c -> "c" + c).toList();
    return new TimeSeries("counting", Optional.of(START), Duration.ofHours(1), names, values);
  }

  private static WindowOptions plain(WindowShape shape) {
    return WindowOptions.of(shape).with(Scaling.NONE);
  }

  @Test
  void aWindowHoldsItsStepsChannelByChannel() {
    ForecastData data = ForecastData.of(counting(100, 2), plain(new WindowShape(3, 2, 2)));
    Tensor x = data.train().inputs(0, 7);
    Tensor y = data.train().targets(0, 7);
    assertArrayEquals(
        new float[] {0, 1, 2, 1000, 1001, 1002, 7, 8, 9, 1007, 1008, 1009}, x.toArray());
    assertArrayEquals(new float[] {5, 6, 1005, 1006, 12, 13, 1012, 1013}, y.toArray());
    assertArrayEquals(new int[] {2, 2, 3}, IntStream.range(0, 3).map(x::size).toArray());
    assertArrayEquals(new int[] {2, 2, 2}, IntStream.range(0, 3).map(y::size).toArray());
  }

  /** LSTNet's pipeline: the target's index decides; 60, 20 and 20 %, rounded down. */
  @Test
  void singleTargetsFillTheBlocksWithoutGapOrOverlap() {
    for (int distance : new int[] {1, 3, 24}) {
      int length = 7_588;
      ForecastData data =
          ForecastData.of(counting(length, 1), plain(WindowShape.atDistance(168, distance)));
      assertEquals(4_552 - (168 + distance - 1), data.train().size());
      float[] first = data.train().targets(data.train().rows()).toArray();
      float[] second = data.validation().targets(data.validation().rows()).toArray();
      float[] third = data.test().targets(data.test().rows()).toArray();
      assertArrayEquals(range(168 + distance - 1, 4_552), first);
      assertArrayEquals(range(4_552, 6_070), second);
      assertArrayEquals(range(6_070, length), third);
      float[] x = data.test().inputs(0).toArray();
      assertArrayEquals(range(6_070 - distance - 167, 6_070 - distance + 1), x);
    }
  }

  /** Every step of a training window lies before every target of a later block. */
  @Test
  void nothingLeaksForManyShapesAndLengths() {
    Rng rng = Rng.of(5, "leak");
    for (int trial = 0; trial < 300; trial++) {
      WindowShape shape = new WindowShape(1 + rng.nextInt(9), rng.nextInt(5), 1 + rng.nextInt(5));
      BlockRatio ratio = new BlockRatio(1 + rng.nextInt(8), 1 + rng.nextInt(3), 1);
      int length = 12 * shape.length() * (ratio.train() + ratio.validation() + 1);
      ForecastData data = ForecastData.of(counting(length, 1), plain(shape).with(ratio));
      WindowSet[] blocks = {data.train(), data.validation(), data.test()};
      int before = -1;
      for (WindowSet block : blocks) {
        float[] y = block.targets(block.rows()).toArray();
        float[] x = block.inputs(block.rows()).toArray();
        assertTrue(y[0] > before, "targets of two blocks overlap");
        before = (int) y[y.length - 1];
        assertTrue(x[x.length - 1] < before);
        assertEquals(block.size(), y.length / shape.horizon());
      }
      assertEquals(length - 1, before, "the last step is used");
    }
  }

  @Test
  void scalingKnowsTheTrainingBlockAlone() {
    TimeSeries series = counting(1_000, 2);
    double[] later = series.values().clone();
    for (int i = 600 * 2; i < later.length; i++) {
      later[i] = 1e6;
    }
    TimeSeries changed =
        new TimeSeries("changed", series.start(), series.step(), series.channels(), later);
    WindowOptions options = WindowOptions.of(WindowShape.atDistance(10, 3));
    ForecastData one = ForecastData.of(series, options);
    ForecastData other = ForecastData.of(changed, options);
    assertArrayEquals(
        one.train().inputs(one.train().rows()).toArray(),
        other.train().inputs(other.train().rows()).toArray());
    double[] first = IntStream.range(0, 600).mapToDouble(t -> t).toArray();
    double mean = Arrays.stream(first).average().orElseThrow();
    double sd = Math.sqrt(Arrays.stream(first).map(v -> (v - mean) * (v - mean)).sum() / 600);
    assertEquals(mean, one.scaler().offset()[0], 1e-9);
    assertEquals(mean + 1000, one.scaler().offset()[1], 1e-9);
    assertEquals(sd, one.scaler().factor()[1], 1e-9);
    assertEquals(123.0, one.scaler().original(one.scaler().scaled(123, 1), 1), 1e-9);

    Scaler greatest = ForecastData.of(series, options.with(Scaling.MAXIMUM)).scaler();
    assertArrayEquals(new double[] {999, 1999}, greatest.factor());
    assertArrayEquals(new double[] {0, 0}, greatest.offset());
  }

  @Test
  void labelsAreTheCalendarsAtTheAskedMoment() {
    TimeSeries series = counting(24 * 366, 1);
    WindowOptions options = plain(WindowShape.atDistance(168, 24));
    for (LabelMoment moment : LabelMoment.values()) {
      ForecastData data = ForecastData.of(series, options.with(moment), CalendarLabel.values());
      int[] rows = {0, 5, 1_000};
      for (int row : rows) {
        int step = moment == LabelMoment.LAST_INPUT ? row + 167 : row + 191;
        LocalDateTime time = START.plusHours(step);
        assertEquals(time.getHour(), data.train().label("hour").classes()[row]);
        assertEquals(
            time.getDayOfWeek().getValue() - 1, data.train().label("weekday").classes()[row]);
        assertEquals(
            time.getMonthValue() - 1, data.train().label("month").of(rows)[indexOf(rows, row)]);
      }
      WindowLabel hour = data.train().label("hour");
      assertEquals(24, hour.classCount());
      assertEquals(data.train().size(), Arrays.stream(hour.counts()).sum());
      assertEquals(1, Arrays.stream(hour.frequencies()).sum(), 1e-12);
    }
    DataException e =
        assertThrows(
            DataException.class,
            () -> ForecastData.of(series, options, CalendarLabel.HOUR).test().label("day"));
    assertTrue(e.getMessage().contains("[hour]"), e.getMessage());
  }

  @Test
  void recordingsAreCutEachByItselfAndKeepTheirLabels() {
    List<String> kinds = List.of("a", "b");
    Recording a = new Recording(counting(50, 1), List.of(StepLabel.constant("kind", kinds, 0, 50)));
    Recording b = new Recording(counting(30, 1), List.of(StepLabel.constant("kind", kinds, 1, 30)));
    ForecastData data =
        ForecastData.of(List.of(a, b), plain(WindowShape.following(4, 2)).takingEvery(3));
    WindowSet train = data.train();
    assertEquals(9 + 5, train.size(), "30 and 18 steps, windows of 6, each third");
    assertArrayEquals(new int[] {9, 5}, train.label("kind").counts());
    assertArrayEquals(new float[] {0, 1, 2, 3}, train.inputs(9).toArray());
    assertEquals(1, train.recording(9));
    Recording without = Recording.of(counting(30, 1));
    assertThrows(
        DataException.class,
        () -> ForecastData.of(List.of(a, without), plain(WindowShape.following(4, 2))));
  }

  @Test
  void tercilesClassifyWindowsByTheirOwnNumbers() {
    Rng rng = Rng.of(8, "terciles");
    double[] values = new double[5_000];
    double level = 0;
    for (int t = 0; t < values.length; t++) {
      double volatility = t / 100 % 3 == 0 ? 3 : 0.3;
      level += (t / 50 % 2 == 0 ? 0.5 : -0.5) + volatility * rng.nextGaussian();
      values[t] = level;
    }
    TimeSeries series =
        new TimeSeries("walk", Optional.empty(), Duration.ofDays(1), List.of("a"), values);
    ForecastData data =
        ForecastData.of(
            series,
            plain(WindowShape.atDistance(20, 3))
                .withTerciles(WindowStatistic.TREND, WindowStatistic.VOLATILITY));
    WindowSet train = data.train();
    for (WindowLabel label : train.labels()) {
      for (int count : label.counts()) {
        assertEquals(train.size() / 3.0, count, 1.0, label.name());
      }
    }
    // Sorted by an independent computation, each class ends where the next begins.
    double[][] range = {{1e9, -1e9}, {1e9, -1e9}, {1e9, -1e9}};
    for (int row = 0; row < train.size(); row++) {
      float[] x = train.inputs(row).toArray();
      double[] r = range[train.label("trend").classes()[row]];
      double slope = slope(x);
      r[0] = Math.min(r[0], slope);
      r[1] = Math.max(r[1], slope);
    }
    assertTrue(range[0][1] <= range[1][0] && range[1][1] <= range[2][0]);
  }

  /** cov(t, x)/var(t), by the textbook's sums. */
  private static double slope(float[] x) {
    double n = x.length;
    double t = 0;
    double sum = 0;
    double tx = 0;
    double tt = 0;
    for (int i = 0; i < n; i++) {
      t += i;
      sum += x[i];
      tx += i * (double) x[i];
      tt += i * (double) i;
    }
    return (n * tx - t * sum) / (n * tt - t * t);
  }

  private static int indexOf(int[] rows, int row) {
    return IntStream.range(0, rows.length).filter(i -> rows[i] == row).findFirst().orElseThrow();
  }

  private static float[] range(int from, int to) {
    float[] all = new float[to - from];
    for (int i = 0; i < all.length; i++) {
      all[i] = from + i;
    }
    return all;
  }

  /** Who is recorded for the test is in no other block, and training alone sets the scale. */
  @Test
  void wholeRecordingsForEachBlock() {
    Recording low = Recording.of(counting(50, 1));
    double[] high = new double[60];
    Arrays.setAll(high, t -> 500 + t);
    Recording other =
        Recording.of(
            new TimeSeries("high", Optional.of(START), Duration.ofHours(1), List.of("c0"), high));
    WindowOptions options = WindowOptions.of(WindowShape.following(4, 2));
    ForecastData data = ForecastData.of(List.of(low), List.of(other), List.of(other), options);
    assertEquals(45, data.train().size());
    assertEquals(55, data.validation().size());
    assertEquals(55, data.test().size());
    assertEquals(24.5, data.scaler().offset()[0], 1e-12);
    assertEquals(Math.sqrt((50.0 * 50 - 1) / 12), data.scaler().factor()[0], 1e-9);
    float[] first = data.test().inputs(0).toArray();
    assertEquals(data.scaler().scaled(500, 0), first[0], 1e-5);
    float[] last = data.train().targets(44).toArray();
    assertEquals(data.scaler().scaled(49, 0), last[1], 1e-5);
  }
}
