package elbolab.data.series;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The label of a stride's length: 0 to 13, one class for each 0.1 m. The paper on DeepDIVE says 0
 * to 13 but not how wide a class is; longer strides are in the last one.
 */
final class StrideLength {
  static final String LABEL = "stride length";
  static final List<String> CLASSES = IntStream.range(0, 14).mapToObj(Integer::toString).toList();

  private StrideLength() {}

  static int classOf(double metres) {
    return Math.max(0, Math.min((int) (metres * 10), CLASSES.size() - 1));
  }
}
