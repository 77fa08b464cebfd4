package elbolab.train;

/**
 * The training thread was interrupted; the run stopped between two steps. An exception and no flag,
 * so that nobody goes on with a half-trained model unawares.
 */
public final class TrainingInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long step;

  TrainingInterruptedException(long step, String remedy) {
    super("training was interrupted after step " + step + "; " + remedy);
    this.step = step;
  }

  /** How many steps are done. */
  public long step() {
    return step;
  }
}
