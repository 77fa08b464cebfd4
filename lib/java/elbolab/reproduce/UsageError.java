package elbolab.reproduce;

/**
 * A word of the command line that means nothing here; its message names the nearest one that does.
 */
public final class UsageError extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UsageError(String message) {
    super(message);
  }
}
