package elbolab.hmc;

/** A log density that failed or is unusable where it must be usable: says where and why. */
public final class DensityException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DensityException(String message, Throwable cause) {
    super(message, cause);
  }
}
