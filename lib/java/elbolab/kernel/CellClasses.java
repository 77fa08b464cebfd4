package elbolab.kernel;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;

/**
 * Loads the classes that cells are compiled to, as children of the kernel's own class loader: what
 * the library does runs the same code at the same speed as in any other program.
 */
final class CellClasses extends ClassLoader implements LoaderDelegate {
  private final Map<String, byte[]> declared = new ConcurrentHashMap<>();

  CellClasses() {
    super("cells", CellClasses.class.getClassLoader());
  }

  /** All are declared before the first is loaded, for they may need one another. */
  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    boolean[] loaded = new boolean[classes.length];
    for (ClassBytecodes one : classes) {
      declared.put(one.name(), one.bytecodes());
    }
    for (int i = 0; i < classes.length; i++) {
      try {
        loadClass(classes[i].name());
        loaded[i] = true;
      } catch (ClassNotFoundException | LinkageError e) {
        throw new ClassInstallException(e.toString(), loaded);
      }
    }
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    Class<?> known = findLoadedClass(name);
    if (known != null) {
      return known;
    }
    byte[] bytes = declared.remove(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  /**
   * Whether a loaded class holds nothing but a variable that the text does not declare anew, and
   * one of the same type in its new code.
   */
  boolean isVariableOfSameType(String name, byte[] newCode, String text) {
    Class<?> loaded = findLoadedClass(name);
    if (loaded == null || !isVariable(loaded)) {
      return false;
    }
    Set<String> declared = SyntaxTree.of(text).map(SyntaxTree::variables).orElse(Set.of());
    if (Stream.of(loaded.getDeclaredFields()).map(Field::getName).anyMatch(declared::contains)) {
      return false;
    }
    try {
      Class<?> changed = new Trial(this, name, newCode).changed;
      return isVariable(changed) && fields(loaded).equals(fields(changed));
    } catch (LinkageError e) {
      return false;
    }
  }

  private static boolean isVariable(Class<?> one) {
    return one.getDeclaredFields().length > 0
        && Stream.of(one.getDeclaredMethods())
            .allMatch(method -> method.getName().startsWith("do_it$") || method.isSynthetic());
  }

  private static List<String> fields(Class<?> one) {
    return Stream.of(one.getDeclaredFields()).map(Field::toGenericString).sorted().toList();
  }

  /** Loads new code beside the class of the same name, only to look at it. */
  private static final class Trial extends ClassLoader {
    private final Class<?> changed;

    Trial(ClassLoader parent, String name, byte[] code) {
      super(parent);
      changed = defineClass(name, code, 0, code.length);
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    // A loaded class stays as it is: JShell compiles the new text to a class of another name.
  }

  @Override
  public void addToClasspath(String path) {
    throw new UnsupportedOperationException(
        "The class path is set when the kernel starts. Add " + path + " to it and restart.");
  }
}
