package elbolab.kernel;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The syntax tree of a piece of a cell, with places counted from the piece's start. */
final class SyntaxTree {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** What makes a file of a piece: it is a member of a class, a statement or an expression. */
  private static final List<String[]> FRAMES =
      List.of(
          new String[] {"class W{", "\n}"},
          new String[] {"class W{void m(){", "\n;}}"},
          new String[] {"class W{Object m=", "\n;}"});

  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final int offset;

  private SyntaxTree(CompilationUnitTree unit, SourcePositions positions, int offset) {
    this.unit = unit;
    this.positions = positions;
    this.offset = offset;
  }

  /** Empty if the text is no Java; the compiler will say why. */
  static Optional<SyntaxTree> of(String source) {
    return FRAMES.stream().flatMap(frame -> parse(source, frame).stream()).findFirst();
  }

  private static Optional<SyntaxTree> parse(String source, String[] frame) {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<JavaFileObject> files = List.of(new Text(frame[0] + source + frame[1]));
    JavacTask task =
        (JavacTask) COMPILER.getTask(null, null, diagnostics, List.of("-proc:none"), null, files);
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      boolean failed =
          diagnostics.getDiagnostics().stream()
              .anyMatch(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR);
      return failed
          ? Optional.empty()
          : Optional.of(
              new SyntaxTree(unit, Trees.instance(task).getSourcePositions(), frame[0].length()));
    } catch (IOException e) {
      throw new IllegalStateException("The compiler cannot read from memory.", e);
    }
  }

  CompilationUnitTree unit() {
    return unit;
  }

  int start(Tree tree) {
    return (int) positions.getStartPosition(unit, tree) - offset;
  }

  int end(Tree tree) {
    return (int) positions.getEndPosition(unit, tree) - offset;
  }

  /** Names of the variables that the piece declares for the cells that follow. */
  Set<String> variables() {
    ClassTree frame = (ClassTree) unit.getTypeDecls().get(0);
    return frame.getMembers().stream()
        .flatMap(
            member ->
                member instanceof MethodTree method
                        && method.getName().contentEquals("m")
                        && start(method) < 0
                    ? method.getBody().getStatements().stream()
                    : Stream.of(member))
        .filter(VariableTree.class::isInstance)
        .map(tree -> ((VariableTree) tree).getName().toString())
        .collect(Collectors.toSet());
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String text) {
      super(URI.create("string:///W.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
