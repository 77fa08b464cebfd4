package elbolab.data.series;

import elbolab.data.DataException;
import elbolab.data.TimeSeries;
import elbolab.math.Quantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Recordings cut into windows for training, validation and test.
 *
 * <p>A window belongs to the block in which all its targets lie; its inputs may reach back into the
 * block before, for they are known when the forecast is made. So no target of one block is input or
 * target of an earlier block, with one target per window each step of a block is the target of one
 * window (LSTNet's assignment by the target's index), and a window whose targets cross a boundary
 * belongs to no block. No window crosses from one recording to another.
 */
public record ForecastData(
    List<String> channels,
    WindowOptions options,
    Scaler scaler,
    WindowSet train,
    WindowSet validation,
    WindowSet test) {
  private static final List<String> TERCILES = List.of("low", "middle", "high");

  /** The windows of one series with labels of the calendar; a series without dates has none. */
  public static ForecastData of(TimeSeries series, WindowOptions options, CalendarLabel... labels) {
    return of(List.of(Recording.of(series, labels)), options);
  }

  /** The windows of recordings that have the same channels and labels; each is cut by itself. */
  public static ForecastData of(List<Recording> recordings, WindowOptions options) {
    BlockRatio ratio = options.ratio();
    List<Block> blocks =
        List.of(
            new Block("train", recordings, n -> 0, ratio::trainEnd),
            new Block("validation", recordings, ratio::trainEnd, ratio::validationEnd),
            new Block("test", recordings, ratio::validationEnd, n -> n));
    return of(recordings, blocks, options);
  }

  /**
   * The windows of recordings that belong to one block as a whole, so that who or what was recorded
   * for the test is not in training; the ratio does not matter.
   */
  public static ForecastData of(
      List<Recording> train,
      List<Recording> validation,
      List<Recording> test,
      WindowOptions options) {
    List<Block> blocks =
        List.of(
            Block.whole("train", train),
            Block.whole("validation", validation),
            Block.whole("test", test));
    List<Recording> all = blocks.stream().flatMap(block -> block.recordings().stream()).toList();
    return of(all, blocks, options);
  }

  private static ForecastData of(List<Recording> all, List<Block> blocks, WindowOptions options) {
    requireAlike(all);
    Block train = blocks.get(0);
    Scaler scaler = Scaler.fit(train.recordings(), train.end(), options.scaling());
    Map<Recording, float[]> values = new IdentityHashMap<>();
    all.forEach(recording -> values.put(recording, scaled(recording.series(), scaler)));
    WindowSet[] sets =
        blocks.stream().map(block -> block.cut(values, options)).toArray(WindowSet[]::new);
    addTerciles(sets, options.terciles());
    return new ForecastData(
        all.get(0).series().channels(), options, scaler, sets[0], sets[1], sets[2]);
  }

  /** The part of each of these recordings, by its length, in which the targets of a block lie. */
  private record Block(
      String name, List<Recording> recordings, IntUnaryOperator begin, IntUnaryOperator end) {
    static Block whole(String name, List<Recording> recordings) {
      return new Block(name, recordings, length -> 0, length -> length);
    }

    WindowSet cut(Map<Recording, float[]> scaled, WindowOptions options) {
      List<float[]> values = recordings.stream().map(scaled::get).toList();
      WindowShape shape = options.shape();
      IntStream.Builder from = IntStream.builder();
      IntStream.Builder starts = IntStream.builder();
      for (int r = 0; r < recordings.size(); r++) {
        int length = recordings.get(r).series().length();
        int first = Math.max(begin.applyAsInt(length) - shape.toFirstTarget(), 0);
        int last = end.applyAsInt(length) - shape.length();
        for (int start = first; start <= last; start += options.every()) {
          from.add(r);
          starts.add(start);
        }
      }
      int[] recordingOf = from.build().toArray();
      int[] startOf = starts.build().toArray();
      if (startOf.length == 0) {
        throw new DataException(
            "no window of %d steps fits into block %s: take a shorter window or longer recordings"
                .formatted(shape.length(), name));
      }
      List<WindowLabel> labels = labels(recordings, recordingOf, startOf, options);
      int channels = recordings.get(0).series().channels().size();
      return new WindowSet(shape, channels, values, recordingOf, startOf, labels);
    }
  }

  private static void requireAlike(List<Recording> recordings) {
    if (recordings.isEmpty()) {
      throw new DataException("no recording to cut windows from");
    }
    Recording first = recordings.get(0);
    for (Recording other : recordings) {
      if (!other.series().channels().equals(first.series().channels())
          || !names(other).equals(names(first))) {
        throw new DataException(
            "%s has channels %s and labels %s; %s has %s and %s: they cannot be cut together"
                .formatted(
                    first.series().name(),
                    first.series().channels(),
                    names(first),
                    other.series().name(),
                    other.series().channels(),
                    names(other)));
      }
    }
  }

  private static List<List<String>> names(Recording recording) {
    return recording.labels().stream()
        .map(label -> List.of(label.name(), label.classNames().toString()))
        .toList();
  }

  /** Channel after channel, so that the steps of a window lie side by side. */
  private static float[] scaled(TimeSeries series, Scaler scaler) {
    int length = series.length();
    float[] values = new float[series.values().length];
    for (int c = 0; c < series.channels().size(); c++) {
      for (int t = 0; t < length; t++) {
        values[c * length + t] = (float) scaler.scaled(series.value(t, c), c);
      }
    }
    return values;
  }

  private static List<WindowLabel> labels(
      List<Recording> recordings, int[] recordingOf, int[] startOf, WindowOptions options) {
    int step = options.labelAt().step(options.shape());
    List<WindowLabel> labels = new ArrayList<>();
    List<StepLabel> kinds = recordings.get(0).labels();
    for (int i = 0; i < kinds.size(); i++) {
      int[] classes = new int[startOf.length];
      for (int row = 0; row < classes.length; row++) {
        StepLabel label = recordings.get(recordingOf[row]).labels().get(i);
        classes[row] = label.classes()[startOf[row] + step];
      }
      labels.add(new WindowLabel(kinds.get(i).name(), kinds.get(i).classNames(), classes));
    }
    return labels;
  }

  /** Classes by the quantiles ⅓ and ⅔ of the training windows. */
  private static void addTerciles(WindowSet[] blocks, List<WindowStatistic> statistics) {
    for (WindowStatistic statistic : statistics) {
      double[] training = blocks[0].statistics(statistic);
      Arrays.sort(training);
      double low = Quantile.ofSorted(training, 1 / 3.0);
      double high = Quantile.ofSorted(training, 2 / 3.0);
      for (int block = 0; block < blocks.length; block++) {
        int[] classes =
            Arrays.stream(blocks[block].statistics(statistic))
                .mapToInt(value -> value < low ? 0 : value < high ? 1 : 2)
                .toArray();
        List<WindowLabel> labels = new ArrayList<>(blocks[block].labels());
        labels.add(new WindowLabel(statistic.title(), TERCILES, classes));
        blocks[block] = blocks[block].with(labels);
      }
    }
  }

  /** The same windows counted from a level, a scale and a plain forecast of their own. */
  public ForecastData relativeTo(Reference reference) {
    return new ForecastData(
        channels,
        options,
        scaler,
        train.relativeTo(reference),
        validation.relativeTo(reference),
        test.relativeTo(reference));
  }

  /** One of the series. */
  public ForecastData channel(int c) {
    return new ForecastData(
        List.of(channels.get(c)),
        options,
        new Scaler(new double[] {scaler.offset()[c]}, new double[] {scaler.factor()[c]}),
        train.channel(c),
        validation.channel(c),
        test.channel(c));
  }

  @Override
  public String toString() {
    return "%d series; train %,d, validation %,d, test %,d windows; labels %s"
        .formatted(
            channels.size(),
            train.size(),
            validation.size(),
            test.size(),
            train.labels().stream().map(WindowLabel::name).toList());
  }
}
