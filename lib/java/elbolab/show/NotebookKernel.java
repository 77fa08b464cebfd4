package elbolab.show;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Java notebook kernel that runs in this process, if any. Kernels are named and not linked, so
 * that the library needs none on its class path and works under each of them.
 */
final class NotebookKernel {
  /**
   * Classes with static {@code display(Object, String...)} and {@code updateDisplay(String, Object,
   * String...)}: this workbench's kernel, IJava, JJava.
   */
  private static final List<String> KNOWN =
      List.of(
          "elbolab.kernel.Notebook",
          "io.github.spencerpark.ijava.runtime.Display",
          "org.dflib.jjava.jupyter.kernel.BaseNotebookStatics");

  private final List<Class<?>> candidates;

  private NotebookKernel(List<Class<?>> candidates) {
    this.candidates = candidates;
  }

  static NotebookKernel find(ClassLoader loader) {
    List<Class<?>> found = new ArrayList<>();
    for (String name : KNOWN) {
      try {
        found.add(Class.forName(name, false, loader));
      } catch (ClassNotFoundException notThere) {
        // Most processes hold one kernel or none.
      }
    }
    return new NotebookKernel(List.copyOf(found));
  }

  /** Shows a value; empty when no kernel runs here (its class alone may well be there). */
  Optional<Place> display(Object value) {
    for (Class<?> kernel : candidates) {
      try {
        Method display = method(kernel, "display", Object.class, String[].class);
        Method update = method(kernel, "updateDisplay", String.class, Object.class, String[].class);
        Object id = call(display, value, new String[0]);
        return Optional.of(again -> call(update, id, again, new String[0]));
      } catch (IllegalStateException notRunning) {
        // The next one.
      }
    }
    return Optional.empty();
  }

  /** Where a value was shown: it can be overwritten. */
  interface Place {
    void replace(Object value);
  }

  private static Method method(Class<?> kernel, String name, Class<?>... types) {
    try {
      return kernel.getMethod(name, types);
    } catch (NoSuchMethodException e) {
      throw new LinkageError(kernel.getName() + " has no " + name + ": version not supported", e);
    }
  }

  private static Object call(Method method, Object... arguments) {
    try {
      return method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new LinkageError(method + " failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new LinkageError(method + " cannot be called", e);
    }
  }
}
