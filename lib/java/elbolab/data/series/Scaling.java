package elbolab.data.series;

/** How the channels of a series are brought to one scale. */
public enum Scaling {
  /** (v − mean)/standard deviation, both of the steps of the training block alone. */
  STANDARD,
  /**
   * v/max |v| over the whole channel, as LSTNet's pipeline has it. It looks into the test block:
   * only for figures to be compared with ones published so.
   */
  MAXIMUM,
  /** As they are. */
  NONE
}
