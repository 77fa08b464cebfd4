package elbolab.data;

/**
 * Data that is missing or not what it should be. The message names the place (file, line, column),
 * what was expected there and, where there is one, the remedy: it is meant for the user's eyes.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
