package elbolab.nn;

/** A file that is not valid safetensors: names the file, the place and what was found. */
public final class SafetensorsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SafetensorsException(String source, String problem) {
    super(source + ": not a valid safetensors file: " + problem);
  }
}
