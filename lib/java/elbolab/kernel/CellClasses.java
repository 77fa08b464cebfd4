package elbolab.kernel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
