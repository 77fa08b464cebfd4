package elbolab.kernel;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Javadoc of the library, read from its sources: JShell knows where those of the JDK are, and no
 * other ones.
 */
final class SourceComments {
  /** Environment variable that names the folder of the sources. */
  static final String VARIABLE = "ELBOLAB_SOURCES";

  private static final Pattern METHOD =
      Pattern.compile("(?:^| )(?<type>(?:\\w+\\.)*\\w+)\\.(?<name>\\w+)\\((?<parameters>.*)\\)");
  private static final Pattern TYPE = Pattern.compile("^(?<type>(?:\\w+\\.)*[A-Z]\\w*)$");

  private final Path folder;

  SourceComments(Path folder) {
    this.folder = folder;
  }

  static Optional<SourceComments> find() {
    return Optional.ofNullable(System.getenv(VARIABLE))
        .map(Path::of)
        .filter(Files::isDirectory)
        .map(SourceComments::new);
  }

  /** The comment of what a signature of JShell's names: a type, or a method with its parameters. */
  Optional<String> of(String signature) {
    String plain = signature.replaceAll("<[^()]*?>+", "");
    Matcher method = METHOD.matcher(plain);
    if (method.find()) {
      String parameters = method.group("parameters");
      int count = parameters.isBlank() ? 0 : parameters.split(",", -1).length;
      return comment(method.group("type"), method.group("name"), count);
    }
    Matcher type = TYPE.matcher(plain.strip());
    return type.find() ? comment(type.group("type"), null, 0) : Optional.empty();
  }

  /**
   * @param type with its package, where the signature says it: two rooms may name a type alike
   */
  private Optional<String> comment(String type, String method, int parameters) {
    Path source = Path.of(type.replace('.', '/') + ".java");
    String simple = type.substring(type.lastIndexOf('.') + 1);
    try (Stream<Path> files = Files.walk(folder)) {
      Optional<Path> file = files.filter(path -> path.endsWith(source)).findFirst();
      return file.isEmpty() ? Optional.empty() : read(file.get(), simple, method, parameters);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> read(Path file, String type, String method, int parameters)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  problem -> {},
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjects(file));
      Finder finder = new Finder(Trees.instance(task), type, method, parameters);
      for (CompilationUnitTree unit : task.parse()) {
        finder.scan(unit, null);
      }
      return Optional.ofNullable(finder.found).map(String::stripIndent).map(String::strip);
    }
  }

  private static final class Finder extends TreePathScanner<Void, Void> {
    private final Trees trees;
    private final String type;
    private final String method;
    private final int parameters;
    private String found;

    Finder(Trees trees, String type, String method, int parameters) {
      this.trees = trees;
      this.type = type;
      this.method = method;
      this.parameters = parameters;
    }

    @Override
    public Void visitClass(ClassTree tree, Void unused) {
      if (method == null && tree.getSimpleName().contentEquals(type)) {
        found = trees.getDocComment(getCurrentPath());
      }
      return super.visitClass(tree, null);
    }

    @Override
    public Void visitMethod(MethodTree tree, Void unused) {
      if (tree.getName().contentEquals(String.valueOf(method))
          && tree.getParameters().size() == parameters
          && found == null) {
        found = trees.getDocComment(getCurrentPath());
      }
      return super.visitMethod(tree, null);
    }
  }
}
