package elbolab.tensor;

/** Maps of one number; p and q are their constants. */
public enum Unary {
  /** p·x + q. */
  AFFINE,
  EXP,
  LOG,
  SQRT,
  ABS,
  SIN,
  COS,
  TANH,
  /** 1 / (1 + exp(−x)). */
  SIGMOID,
  /** log(1 + exp(x)). */
  SOFTPLUS,
  RELU,
  /** x for x > 0, else p·x. */
  LEAKY_RELU,
  /** x for x > 0, else p·(exp(x) − 1). */
  ELU,
  /** x·Φ(x) with the normal distribution function Φ. */
  GELU,
  ERF,
  /** x held between p and q; the derivative at a bound is 1. */
  CLAMP,
  SQUARE,
  RECIPROCAL,
  /** 1 for x > 0, else 0. */
  POSITIVE,
  /** x to the constant power p. */
  POWER
}
