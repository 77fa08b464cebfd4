package elbolab.tensor;

/** Maps of two numbers. */
public enum Binary {
  PLUS,
  MINUS,
  TIMES,
  OVER,
  POWER,
  MAXIMUM,
  MINIMUM,
  /** 1 where a > b, ½ where they are equal, 0 elsewhere: the derivative of the maximum by a. */
  STEP,
  /** b·a^(b−1): the derivative of a^b by a. */
  POWER_BY_BASE,
  /** a^b·log a, and 0 where a is 0: the derivative of a^b by b. */
  POWER_BY_EXPONENT
}
