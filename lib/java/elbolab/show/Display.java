package elbolab.show;

import java.util.Locale;

/**
 * Where results go: into the notebook when a Java kernel runs in this process, else as text to
 * standard output.
 *
 * <pre>{@code
 * import static elbolab.show.Display.*;
 *
 * show(plot);              // returns nothing, so that a cell echoes nothing
 * Live place = live();     // one place in the output ...
 * place.show(table);       // ... that is rewritten each time
 * }</pre>
 */
public final class Display {
  private static final NotebookKernel KERNEL = NotebookKernel.find(Display.class.getClassLoader());

  private Display() {}

  /** Shows a value in its richest form: a figure as PNG, a table as HTML, else its text. */
  public static void show(Object value) {
    live().show(value);
  }

  /** Shows Markdown; {@code $…$} in it is typeset as LaTeX. */
  public static void markdown(String text) {
    show(new Markdown(text));
  }

  /** A line of text, written as {@code String.format} does, the same in every country. */
  public static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** A place in the output that each {@link Live#show} rewrites. */
  public static Live live() {
    return new Live(KERNEL, System.out);
  }

  /** Whoever asks for it first makes a kernel that is not ours know what this library shows. */
  static NotebookKernel kernel() {
    return KERNEL;
  }

  /** Text in Markdown; a kernel asks it for {@link #toMarkdown}. */
  public record Markdown(String text) {
    public String toMarkdown() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
