package elbolab.data.series;

/** The step of a window whose class is the window's. */
public enum LabelMoment {
  /** The last step that is given: known when the forecast is made. */
  LAST_INPUT,
  /** The first step that is asked for. */
  FIRST_TARGET;

  int step(WindowShape shape) {
    return this == LAST_INPUT ? shape.lookBack() - 1 : shape.toFirstTarget();
  }
}
