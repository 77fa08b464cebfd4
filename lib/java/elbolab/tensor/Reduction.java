package elbolab.tensor;

/** What many numbers are reduced to; an empty sum is 0, an empty maximum −∞. */
public enum Reduction {
  SUM,
  MAX,
  LOG_SUM_EXP
}
