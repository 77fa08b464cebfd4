package elbolab.data.series;

import elbolab.data.DataException;
import java.util.Arrays;
import java.util.List;

/**
 * A class for each step of a recording, such as the hour of the day or the kind of gait.
 *
 * @param classes of each step, an index into {@code classNames}
 */
public record StepLabel(String name, List<String> classNames, int[] classes) {
  public StepLabel {
    classNames = List.copyOf(classNames);
    for (int t = 0; t < classes.length; t++) {
      if (classes[t] < 0 || classes[t] >= classNames.size()) {
        throw new DataException(
            "%s: step %d has class %d; expected 0 to %d"
                .formatted(name, t, classes[t], classNames.size() - 1));
      }
    }
  }

  /** The same class at each step. */
  public static StepLabel constant(String name, List<String> classNames, int ofAll, int length) {
    int[] classes = new int[length];
    Arrays.fill(classes, ofAll);
    return new StepLabel(name, classNames, classes);
  }
}
