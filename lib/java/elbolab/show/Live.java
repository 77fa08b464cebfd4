package elbolab.show;

import java.io.PrintStream;
import java.util.Optional;

/**
 * A place in the output that is rewritten on each {@link #show}: once in a notebook, line after
 * line as text where no kernel runs.
 */
public final class Live {
  private final NotebookKernel kernel;
  private final PrintStream out;
  private Optional<NotebookKernel.Place> place = Optional.empty();

  Live(NotebookKernel kernel, PrintStream out) {
    this.kernel = kernel;
    this.out = out;
  }

  /** Shows the value in this place, over what stood there. */
  public void show(Object value) {
    if (!showInNotebook(value)) {
      out.println(value);
    }
  }

  /** Shows the value if a notebook can; whether it could. */
  boolean showInNotebook(Object value) {
    if (place.isPresent()) {
      place.get().replace(value);
    } else {
      place = kernel.display(value);
    }
    return place.isPresent();
  }

  /** True once a notebook holds this place, so that showing again overwrites. */
  boolean rewrites() {
    return place.isPresent();
  }
}
