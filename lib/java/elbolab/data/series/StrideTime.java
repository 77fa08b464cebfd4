package elbolab.data.series;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The label of a stride's time: 14 classes of 0.1 s, as many as the paper on DeepDIVE has for the
 * stride's length; the first holds all below 0.9 s, the last all from 2.1 s on.
 */
final class StrideTime {
  static final String LABEL = "stride time";
  private static final double FIRST = 0.8;
  private static final int COUNT = 14;
  static final List<String> CLASSES =
      IntStream.range(0, COUNT).mapToObj(k -> "%.1f s".formatted(FIRST + k / 10.0)).toList();

  private StrideTime() {}

  static int classOf(double seconds) {
    // Half a step of the sensors' rate keeps a time on the edge of two classes out of rounding.
    return Math.max(0, Math.min((int) ((seconds - FIRST) * 10 + 0.05), COUNT - 1));
  }
}
