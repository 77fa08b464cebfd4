package elbolab.kernel;

import java.util.UUID;

/**
 * What a cell may call of the kernel. Both methods are imported into every notebook, with the
 * signatures that IJava and JJava have.
 */
public final class Notebook {
  private static volatile Kernel kernel;

  /** The id that display returned last: as the value of a cell it is not worth showing. */
  private static volatile String lastId;

  private Notebook() {}

  static void open(Kernel running) {
    kernel = running;
  }

  /**
   * Shows a value below the running cell.
   *
   * @param mimes the forms wanted, such as "text/html"; all that the value has if none is named
   * @return a name under which {@link #updateDisplay} changes what is shown
   * @throws IllegalStateException if this process runs no notebook kernel
   */
  public static String display(Object value, String... mimes) {
    String id = UUID.randomUUID().toString();
    running().publishDisplay("display_data", id, MimeBundle.of(value, mimes));
    lastId = id;
    return id;
  }

  /**
   * Replaces what {@link #display} showed under this id.
   *
   * @throws IllegalStateException if this process runs no notebook kernel
   */
  public static void updateDisplay(String id, Object value, String... mimes) {
    running().publishDisplay("update_display_data", id, MimeBundle.of(value, mimes));
  }

  static boolean isLastId(Object value) {
    return value != null && value == lastId;
  }

  private static Kernel running() {
    Kernel running = kernel;
    if (running == null) {
      throw new IllegalStateException(
          "No notebook kernel runs in this process. Print the value instead.");
    }
    return running;
  }
}
