package elbolab.device;

/** A device or its driver is missing, is not able to compute the engine's bits, or failed. */
public final class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DeviceException(String message) {
    super(message);
  }

  /** For a library that is not there; what JNA says of it goes on with the whole class path. */
  static DeviceException notInstalled(String what, Throwable failure, String remedy) {
    String reason =
        failure.getMessage().strip().lines().findFirst().orElse("").replaceAll(":$", "");
    return new DeviceException(what + " is not installed (" + reason + "): " + remedy);
  }
}
