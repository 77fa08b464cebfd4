package elbolab.data.series;

import elbolab.data.TimeSeries;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A foot on its way: one stretch of walking without a turn.
 *
 * @param person who walks, unique among all
 * @param kind healthy or after a stroke, which is also where and on what
 * @param trial the walk as its source numbers it; the feet of one walk share it
 * @param foot L or R
 * @param recording six channels at 100 Hz, labelled by gait type and stride time
 * @param strideSeconds of the stride around each step
 * @param toeOffs steps at which the foot left the ground, marked by hand; empty where none are
 * @param metresPerSecond the mean speed; NaN where it is not known
 */
public record FootWalk(
    String person,
    Kind kind,
    String trial,
    char foot,
    Recording recording,
    double[] strideSeconds,
    int[] toeOffs,
    double metresPerSecond) {
  /** The two groups; they differ in more than in the way of walking. */
  public enum Kind {
    HEALTHY("healthy, over ground"),
    STROKE("after a stroke, treadmill");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  static FootWalk of(
      String person,
      Kind kind,
      String trial,
      char foot,
      TimeSeries series,
      StrideTimes strides,
      int[] toeOffs,
      double metresPerSecond) {
    int length = series.length();
    double[] seconds = new double[length];
    int[] classes = new int[length];
    for (int t = 0; t < length; t++) {
      seconds[t] = strides.seconds(t);
      classes[t] = StrideTime.classOf(seconds[t]);
    }
    List<String> kinds = List.of(Kind.HEALTHY.words(), Kind.STROKE.words());
    Recording recording =
        new Recording(
            series,
            List.of(
                StepLabel.constant(GaitMotion.TYPE_LABEL, kinds, kind.ordinal(), length),
                new StepLabel(StrideTime.LABEL, StrideTime.CLASSES, classes)));
    return new FootWalk(person, kind, trial, foot, recording, seconds, toeOffs, metresPerSecond);
  }

  /** Metres of the stride around a step: speed times time; NaN without a speed. */
  public double strideMetres(int step) {
    return metresPerSecond * strideSeconds[step];
  }

  /**
   * A stride whose begin and end were marked by hand.
   *
   * @param seconds as marked
   * @param told from the rotation, in its middle
   */
  public record MarkedStride(double seconds, double told) {}

  /** From each marked toe-off to the next. */
  public List<MarkedStride> markedStrides() {
    double step = recording.series().step().toNanos() / 1e9;
    return IntStream.range(0, Math.max(0, toeOffs.length - 1))
        .mapToObj(
            i ->
                new MarkedStride(
                    (toeOffs[i + 1] - toeOffs[i]) * step,
                    strideSeconds[(toeOffs[i] + toeOffs[i + 1]) / 2]))
        .toList();
  }
}
