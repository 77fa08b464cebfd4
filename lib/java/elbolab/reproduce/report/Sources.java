package elbolab.reproduce.report;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What the Java files below a folder declare, as the compiler's own parser reads them. */
final class Sources {
  private Sources() {}

  /** In the order of the files' names, and within a file from top to bottom. */
  static List<Declared> below(Path checkout, String folder) throws IOException {
    if (!Files.isDirectory(checkout.resolve(folder))) {
      return List.of();
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(checkout.resolve(folder))) {
      paths = walk.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    }
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
                  files.getJavaFileObjectsFromPaths(paths));
      List<Declared> declared = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        Path file = checkout.toAbsolutePath().relativize(Path.of(unit.getSourceFile().toUri()));
        String name = file.toString().replace('\\', '/');
        declared.addAll(new DeclarationScanner(Trees.instance(task), unit, name).declarations());
      }
      return declared;
    }
  }
}
