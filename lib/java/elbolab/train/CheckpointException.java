package elbolab.train;

/** A checkpoint that cannot be used: says which file, why and what to do. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CheckpointException(String message) {
    super(message);
  }
}
