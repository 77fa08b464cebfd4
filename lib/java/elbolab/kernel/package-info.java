/**
 * The Jupyter kernel for Java, on JShell. It knows no other room of the library, and they do not
 * know it. A cell's last value is shown in every form that its class has a method for: {@code
 * toHtml}, {@code toMarkdown}, {@code toSvg}, {@code toLatex}, {@code toImage}.
 *
 * <pre>{@code
 * import java.util.List;
 * record Badge(String word) {
 *   public String toHtml() { return "<b>" + word + "</b>"; }
 * }
 * List.of(new Badge("ready")).get(0)
 * }</pre>
 *
 * A cell may call the two methods of {@link elbolab.kernel.Notebook}, which every notebook has
 * imported: {@code display} and {@code updateDisplay}. {@link elbolab.kernel.KernelSpec} tells
 * Jupyter how to start the kernel and {@link elbolab.kernel.Main} is what it starts.
 *
 * <p>Threads. Each socket belongs to one thread. Code of cells runs on a thread of its own and
 * hands everything it publishes to the {@link elbolab.kernel.PublishQueue}: an interrupted thread
 * that wrote to a socket itself would close the socket's channel and leave the kernel dead. For the
 * same reasons the loops of jupyter-jvm-basekernel are not used: an error or a late interrupt ends
 * them.
 *
 * <p>Limits. An interrupt does not reach lambdas without a block in an endless stream, nor
 * libraries that never look; then a sentence says so. A checkpoint keeps the compiler from
 * vectorising a loop that is written in a cell. A lambda in a variable of a declared type goes on
 * calling the method that it was made with after the method has changed. System.exit in a library
 * ends the kernel, with a message.
 */
package elbolab.kernel;
