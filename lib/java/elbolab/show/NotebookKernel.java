package elbolab.show;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The Java notebook kernel that runs in this process, if any. Kernels are named and not linked, so
 * that the library needs none on its class path and works under each of them.
 *
 * <p>The workbench's own kernel finds the forms of a value itself. IJava and JJava ask an object of
 * their interface {@code DisplayDataRenderable} to put its forms into a container; a proxy made at
 * run time is such an object for a value of ours. For what a cell returns, which does not pass
 * through here, their renderer learns a function for all classes that it has none for.
 */
final class NotebookKernel {
  /**
   * A kernel by the class with static {@code display} and {@code updateDisplay}, and by the static
   * method that returns the running kernel, where a renderer can be asked from it.
   */
  private record Known(String statics, String owner, String running) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known("elbolab.kernel.Notebook", "", ""),
          new Known(
              "io.github.spencerpark.ijava.runtime.Display",
              "io.github.spencerpark.ijava.runtime.Kernel",
              "getKernelInstance"),
          new Known(
              "org.dflib.jjava.jupyter.kernel.BaseNotebookStatics",
              "org.dflib.jjava.jupyter.kernel.BaseKernel",
              "notebookKernel"));

  private final List<Class<?>> candidates;

  private NotebookKernel(List<Class<?>> candidates) {
    this.candidates = candidates;
  }

  static NotebookKernel find(ClassLoader loader) {
    List<Class<?>> found = new ArrayList<>();
    for (Known known : KNOWN) {
      try {
        Class<?> statics = Class.forName(known.statics(), false, loader);
        if (known.owner().isEmpty()
            || teach(method(Class.forName(known.owner(), true, loader), known.running()))) {
          found.add(statics);
        }
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
        Object id = show(kernel, "display", value);
        return Optional.of(again -> show(kernel, "updateDisplay", again, id));
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

  /**
   * Calls {@code display(value)} or {@code updateDisplay(id, value)}. With a list of MIME types,
   * even an empty one, IJava and JJava show what it names and nothing else; ours has one method.
   */
  private static Object show(Class<?> kernel, String name, Object value, Object... id) {
    List<Object> arguments = new ArrayList<>(List.of(id));
    List<Class<?>> types = new ArrayList<>(id.length == 0 ? List.of() : List.of(String.class));
    types.add(Object.class);
    Optional<Class<?>> container = container(kernel);
    if (container.isPresent()) {
      arguments.add(ValueForms.isRich(value) ? renderable(container.get(), value) : value);
    } else {
      arguments.add(value);
      arguments.add(new String[0]);
      types.add(String[].class);
    }
    return call(method(kernel, name, types.toArray(Class[]::new)), null, arguments.toArray());
  }

  /** What IJava and JJava collect forms in, found by their static method {@code render}. */
  private static Optional<Class<?>> container(Class<?> kernel) {
    try {
      return Optional.of(kernel.getMethod("render", Object.class).getReturnType());
    } catch (NoSuchMethodException ours) {
      return Optional.empty();
    }
  }

  /** The value as an object of the {@code DisplayDataRenderable} beside the container's class. */
  static Object renderable(Class<?> container, Object value) {
    return proxy(
        sibling(container, "DisplayDataRenderable"),
        value::toString,
        arguments -> putForms(value, arguments[0]));
  }

  /** Whether the kernel runs; then its renderer learns of our values. */
  private static boolean teach(Method running) {
    Object kernel;
    try {
      kernel = call(running, null);
    } catch (NullPointerException none) {
      return false; // JJava's way to say that no kernel runs; IJava returns null.
    }
    if (kernel == null) {
      return false;
    }
    Method renderer = method(running.getReturnType(), "getRenderer");
    teach(renderer.getReturnType(), call(renderer, kernel));
    return true;
  }

  /** Registers a render function for Object: classes that have one of their own come first. */
  static void teach(Class<?> type, Object renderer) {
    Method create = method(type, "createRegistration", Class.class);
    Class<?> function = sibling(type, "RenderFunction");
    Object forms =
        proxy(
            function,
            () -> "the forms that a value has by its methods",
            arguments -> {
              if (ValueForms.isRich(arguments[0])) {
                putForms(arguments[0], arguments[1]);
              }
            });
    call(
        method(create.getReturnType(), "register", function),
        call(create, renderer, Object.class),
        forms);
  }

  /** Does what their RenderContext asks for: {@code renderIfRequested} for each form. */
  private static void putForms(Object value, Object context) {
    Class<?> mimeType = sibling(context.getClass(), "mime.MIMEType");
    Method wanted = method(context.getClass(), "renderIfRequested", mimeType, Supplier.class);
    Object out = call(method(context.getClass(), "getOutputContainer"), context);
    ValueForms forms = ValueForms.of(value);
    forms
        .data()
        .forEach(
            (mime, data) -> {
              Object type = call(method(mimeType, "parse", String.class), null, mime);
              Supplier<Object> supplier = () -> data;
              if ((Boolean) call(wanted, context, type, supplier) && mime.equals(ValueForms.PNG)) {
                Method meta = method(out.getClass(), "putMetaData", mimeType, Object.class);
                call(meta, out, type, forms.imageSize());
              }
            });
  }

  /** An object of a foreign interface whose one abstract method, {@code render}, does this. */
  private static Object proxy(Class<?> type, Supplier<String> text, Rendering rendering) {
    InvocationHandler handler =
        (self, method, arguments) ->
            switch (method.getName()) {
              case "render" -> {
                rendering.render(arguments);
                yield null;
              }
              case "toString" -> text.get();
              case "hashCode" -> System.identityHashCode(self);
              case "equals" -> self == arguments[0];
              default -> InvocationHandler.invokeDefault(self, method, arguments);
            };
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private interface Rendering {
    void render(Object... arguments);
  }

  private static Class<?> sibling(Class<?> one, String name) {
    String full = one.getPackageName() + "." + name;
    try {
      return Class.forName(full, false, one.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new LinkageError("no " + full + ": this version of the kernel is not supported", e);
    }
  }

  private static Method method(Class<?> owner, String name, Class<?>... types) {
    try {
      return owner.getMethod(name, types);
    } catch (NoSuchMethodException e) {
      throw new LinkageError(owner.getName() + " has no " + name + ": version not supported", e);
    }
  }

  private static Object call(Method method, Object owner, Object... arguments) {
    try {
      return method.invoke(owner, arguments);
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
