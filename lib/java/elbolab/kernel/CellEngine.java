package elbolab.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.NotImplementedException;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs compiled snippets on the calling thread and keeps what JShell would turn into text: the
 * value itself and the exception itself.
 */
final class CellEngine extends DirectExecutionControl implements ExecutionControlProvider {
  private final CellClasses classes;
  private String source = "";
  private Object value;
  private Throwable thrown;

  CellEngine() {
    this(new CellClasses());
  }

  private CellEngine(CellClasses classes) {
    super(classes);
    this.classes = classes;
  }

  ClassLoader classes() {
    return classes;
  }

  /** Names the text that JShell is about to compile. */
  void evaluating(String text) {
    source = text;
  }

  /** What the last snippet returned. */
  Object takeValue() {
    Object taken = value;
    value = null;
    return taken;
  }

  /** What the last snippet threw, or null. */
  Throwable takeThrown() {
    Throwable taken = thrown;
    thrown = null;
    return taken;
  }

  @Override
  protected String invoke(Method snippet) throws Exception {
    value = null;
    thrown = null;
    try {
      Interruption.enter();
      value = snippet.invoke(null);
      return "";
    } catch (Interruption.Interrupted e) {
      // Came while the code was compiled. JShell takes no other exception for one of the code.
      thrown = e;
      throw new InvocationTargetException(e);
    } catch (InvocationTargetException e) {
      thrown = e.getCause();
      throw e;
    } finally {
      Interruption.leave();
    }
  }

  /**
   * JShell compiles what depends on a changed method or import once more, and sets variables to
   * null whose class it cannot change in place. A variable's class holds the variable and the
   * initialiser, which has run: as long as the type is the same and the text that is compiled does
   * not declare the variable anew, nothing has to be changed.
   */
  @Override
  public void redefine(ClassBytecodes[] changed) throws NotImplementedException {
    for (ClassBytecodes one : changed) {
      if (!classes.isVariableOfSameType(one.name(), one.bytecodes(), source)) {
        throw new NotImplementedException("Loaded classes stay as they are.");
      }
    }
  }

  @Override
  public String varValue(String className, String name) {
    return "";
  }

  @Override
  public String name() {
    return "elbolab";
  }

  @Override
  public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
    return this;
  }
}
