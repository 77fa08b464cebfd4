package elbolab.kernel;

/**
 * Takes the place of System.exit in cells: ending the process would lose all that the notebook has
 * computed, so the cell ends instead.
 */
public final class CellExit extends Error {
  private static final long serialVersionUID = 1;

  private CellExit(int status) {
    super(
        "The cell asked to end the program with exit code "
            + status
            + ". In a notebook this ends the cell; variables keep their values.");
  }

  /** Ends the cell. */
  public static void exit(int status) {
    throw new CellExit(status);
  }

  /** Ends the cell. */
  public static void halt(int status) {
    throw new CellExit(status);
  }
}
