package elbolab.saia;

/**
 * What a model believes of some rows given what is observed of each: joint draws of all cells, and
 * what follows for the targets. Cells are codes, see {@link elbolab.hhvaem.Feature}.
 */
public interface Belief {
  int rows();

  /** Draws of each row. */
  int draws();

  /** Draw s of row r at (r·draws + s)·width; what is observed keeps its value. */
  float[] cells();

  /** [rows][targets]: of a number its expectation, of a category the most probable one. */
  double[] guesses();

  /** log p(y | x_O) of each row's targets, [rows][targets], in nats on the scale of the codes. */
  double[] logLikelihood(double[] targets);
}
