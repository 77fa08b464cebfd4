package elbolab.reproduce;

/** A result file that cannot be trusted, or results that do not fit together. */
public final class ResultException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ResultException(String message) {
    super(message);
  }
}
