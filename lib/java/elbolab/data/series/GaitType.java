package elbolab.data.series;

import java.util.Arrays;
import java.util.List;

/** The three ways to walk of the gait data set; its folders are called so. */
public enum GaitType {
  NORMAL("Normal"),
  /** One foot drags. */
  STROKE("Stroke"),
  /** Short quick steps, as with Parkinson's disease. */
  SHUFFLE("Shuffle");

  private final String folder;

  GaitType(String folder) {
    this.folder = folder;
  }

  public String folder() {
    return folder;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(GaitType::folder).toList();
  }
}
