package elbolab.data.series;

import elbolab.data.DataException;
import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The windows of one block, scaled. They are views: each recording is held once, channel by
 * channel, and a batch is gathered when it is asked for.
 */
public final class WindowSet {
  private final WindowShape shape;
  private final int channels;
  private final List<float[]> recordings;

  /** What targets are cut from: the recordings, or as long ones. */
  private final List<float[]> asked;

  private final int[] recordingOf;
  private final int[] startOf;
  private final List<WindowLabel> labels;

  /** What the numbers are counted from; null for numbers as they are. */
  private final Reference reference;

  /** Batches of one size in a row use the same array again. */
  private final ThreadLocal<float[]> gathered = ThreadLocal.withInitial(() -> new float[0]);

  WindowSet(
      WindowShape shape,
      int channels,
      List<float[]> recordings,
      int[] recordingOf,
      int[] startOf,
      List<WindowLabel> labels) {
    this(shape, channels, recordings, recordings, recordingOf, startOf, labels, null);
  }

  private WindowSet(
      WindowShape shape,
      int channels,
      List<float[]> recordings,
      List<float[]> asked,
      int[] recordingOf,
      int[] startOf,
      List<WindowLabel> labels,
      Reference reference) {
    this.shape = shape;
    this.channels = channels;
    this.recordings = recordings;
    this.asked = asked;
    this.recordingOf = recordingOf;
    this.startOf = startOf;
    this.labels = List.copyOf(labels);
    this.reference = reference;
  }

  /** The same windows, their numbers counted from a level, a scale and a plain forecast. */
  public WindowSet relativeTo(Reference other) {
    return new WindowSet(shape, channels, recordings, asked, recordingOf, startOf, labels, other);
  }

  /**
   * The same inputs with the targets of other windows, which lie at the same steps: of a series
   * before something was done to it.
   */
  public WindowSet asking(WindowSet other) {
    if (!shape.equals(other.shape)
        || channels != other.channels
        || !Arrays.equals(recordingOf, other.recordingOf)
        || !Arrays.equals(startOf, other.startOf)) {
      throw new DataException("%s do not lie at the steps of %s".formatted(other, this));
    }
    return new WindowSet(
        shape, channels, recordings, other.asked, recordingOf, startOf, labels, reference);
  }

  /**
   * The window whose inputs are the last steps that there are; what it asks for is not known, and
   * NaN here.
   */
  public WindowSet ahead() {
    float[] values = recordings.get(recordings.size() - 1);
    int length = values.length / channels;
    float[] end = new float[channels * shape.length()];
    Arrays.fill(end, Float.NaN);
    for (int c = 0; c < channels; c++) {
      int from = (c + 1) * length - shape.lookBack();
      System.arraycopy(values, from, end, c * shape.length(), shape.lookBack());
    }
    int[] first = {0};
    List<float[]> only = List.of(end);
    return new WindowSet(shape, channels, only, only, first, first, List.of(), reference);
  }

  /** The same windows of one of the series. */
  public WindowSet channel(int c) {
    return new WindowSet(
        shape,
        1,
        channel(recordings, c),
        channel(asked, c),
        recordingOf,
        startOf,
        labels,
        reference);
  }

  private List<float[]> channel(List<float[]> all, int c) {
    List<float[]> own = new ArrayList<>();
    for (float[] values : all) {
      int length = values.length / channels;
      own.add(Arrays.copyOfRange(values, c * length, (c + 1) * length));
    }
    return own;
  }

  /** How many windows there are. */
  public int size() {
    return startOf.length;
  }

  /** l, how many series run side by side. */
  public int channels() {
    return channels;
  }

  public WindowShape shape() {
    return shape;
  }

  public List<WindowLabel> labels() {
    return labels;
  }

  public WindowLabel label(String name) {
    return labels.stream()
        .filter(label -> label.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "no label '%s'; there are %s"
                        .formatted(name, labels.stream().map(WindowLabel::name).toList())));
  }

  /** All row numbers, in time order within each recording. */
  public int[] rows() {
    return IntStream.range(0, size()).toArray();
  }

  /** Which recording a window is cut from, and the step there that is its first input. */
  public int recording(int row) {
    return recordingOf[row];
  }

  public int start(int row) {
    return startOf[row];
  }

  /** x of these windows, [B, l, L]. */
  public Tensor inputs(int... rows) {
    float[] to = buffer(rows.length * channels * shape.lookBack());
    inputs(rows, to);
    return Tensor.of(to, rows.length, channels, shape.lookBack());
  }

  /** y of these windows, [B, l, H]. */
  public Tensor targets(int... rows) {
    float[] to = buffer(rows.length * channels * shape.horizon());
    targets(rows, to);
    return Tensor.of(to, rows.length, channels, shape.horizon());
  }

  /** These windows as examples [l, L + H], inputs before targets. */
  public Dataset whole() {
    return examples(true);
  }

  /** The same, with the targets missing: what is known when a forecast is made. */
  public Dataset past() {
    return examples(false);
  }

  private Dataset examples(boolean withTargets) {
    return new Dataset() {
      @Override
      public int size() {
        return WindowSet.this.size();
      }

      @Override
      public int[] shape() {
        return new int[] {channels, shape.lookBack() + shape.horizon()};
      }

      @Override
      public Observed rows(int... rows) {
        Tensor x = inputs(rows);
        if (withTargets) {
          return Observed.complete(Tensor.concat(-1, x, targets(rows)));
        }
        Tensor unknown = Tensor.zeros(rows.length, channels, shape.horizon());
        Tensor seen = Tensor.ones(rows.length, channels, shape.lookBack());
        return new Observed(Tensor.concat(-1, x, unknown), Tensor.concat(-1, seen, unknown));
      }
    };
  }

  /** Writes x of these windows, [B, l, L] row-major, without allocating. */
  public void inputs(int[] rows, float[] to) {
    gather(recordings, rows, 0, shape.lookBack(), to);
    if (reference != null) {
      reference.inputs(this, rows.length, to);
    }
  }

  /** Writes y of these windows, [B, l, H] row-major, without allocating. */
  public void targets(int[] rows, float[] to) {
    gather(asked, rows, shape.toFirstTarget(), shape.horizon(), to);
    if (reference != null) {
      reference.targets(relativeTo(null), rows, to);
    }
  }

  private void gather(List<float[]> from, int[] rows, int skipped, int steps, float[] to) {
    if (to.length < rows.length * channels * steps) {
      throw new DataException(
          "%d windows of %d series and %d steps do not fit into %d numbers"
              .formatted(rows.length, channels, steps, to.length));
    }
    int at = 0;
    for (int row : rows) {
      float[] values = from.get(recordingOf[row]);
      int length = values.length / channels;
      for (int c = 0; c < channels; c++) {
        System.arraycopy(values, c * length + startOf[row] + skipped, to, at, steps);
        at += steps;
      }
    }
  }

  private float[] buffer(int length) {
    if (gathered.get().length != length) {
      gathered.set(new float[length]);
    }
    return gathered.get();
  }

  /** A statistic of each window's inputs, averaged over the channels. */
  double[] statistics(WindowStatistic which) {
    double[] of = new double[size()];
    for (int row = 0; row < of.length; row++) {
      float[] values = recordings.get(recordingOf[row]);
      int length = values.length / channels;
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += which.of(values, c * length + startOf[row], shape.lookBack());
      }
      of[row] = sum / channels;
    }
    return of;
  }

  WindowSet with(List<WindowLabel> more) {
    return new WindowSet(shape, channels, recordings, asked, recordingOf, startOf, more, reference);
  }

  @Override
  public String toString() {
    return "%,d windows of %d series, %d steps to forecast %d after a gap of %d; labels %s"
        .formatted(size(), channels, shape.lookBack(), shape.horizon(), shape.gap(), labels);
  }
}
