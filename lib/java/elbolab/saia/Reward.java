package elbolab.saia;

/**
 * How much it would help to know each feature of each row that is not known: in nats where it is an
 * estimate of information, else in any unit in which more is better.
 */
@FunctionalInterface
public interface Reward {
  /** [rows][inputs]; NaN where there is nothing to acquire. */
  double[][] of(Step step);
}
