package elbolab.reproduce.report;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the package, classes, methods and fields of one file, and not what is inside methods.
 */
final class DeclarationScanner extends TreePathScanner<Void, Void> {
  private final Trees trees;
  private final SourcePositions positions;
  private final CompilationUnitTree unit;
  private final String file;
  private final String text;
  private final List<Declared> declared = new ArrayList<>();
  private String type = "";

  DeclarationScanner(Trees trees, CompilationUnitTree unit, String file) throws IOException {
    this.trees = trees;
    this.positions = trees.getSourcePositions();
    this.unit = unit;
    this.file = file;
    this.text = unit.getSourceFile().getCharContent(true).toString();
  }

  List<Declared> declarations() {
    scan(unit, null);
    return declared;
  }

  @Override
  public Void visitPackage(PackageTree tree, Void unused) {
    add(tree, "", start(tree), false);
    return null;
  }

  @Override
  public Void visitClass(ClassTree tree, Void unused) {
    String outer = type;
    type = tree.getSimpleName().toString();
    add(tree, "", at(type, end(tree.getModifiers(), start(tree))), false);
    super.visitClass(tree, null);
    type = outer;
    return null;
  }

  @Override
  public Void visitMethod(MethodTree tree, Void unused) {
    boolean constructor = tree.getReturnType() == null;
    String name = constructor ? type : tree.getName().toString();
    boolean test = tree.getModifiers().getAnnotations().stream().anyMatch(this::runs);
    int before = end(tree.getReturnType(), end(tree.getModifiers(), start(tree)));
    add(tree, name, at(name, before), test);
    return null;
  }

  @Override
  public Void visitVariable(VariableTree tree, Void unused) {
    String name = tree.getName().toString();
    add(tree, name, at(name, end(tree.getType(), start(tree))), false);
    return null;
  }

  private boolean runs(AnnotationTree annotation) {
    return annotation.getAnnotationType().toString().matches("(Parameterized|Repeated)?Test");
  }

  private void add(Tree tree, String member, int position, boolean test) {
    String comment = trees.getDocComment(getCurrentPath());
    int line = (int) unit.getLineMap().getLineNumber(position);
    String plain = comment == null ? "" : Javadoc.plain(comment);
    declared.add(new Declared(file, line, type, member, plain, test, NamesUsed.in(tree)));
  }

  /** Where the name stands after a position: annotations and javadoc come before it. */
  private int at(String name, int from) {
    int found = text.indexOf(name, from);
    return found < 0 ? from : found;
  }

  private int start(Tree tree) {
    return (int) positions.getStartPosition(unit, tree);
  }

  private int end(Tree tree, int otherwise) {
    long end = tree == null ? -1 : positions.getEndPosition(unit, tree);
    return end < 0 ? otherwise : (int) end;
  }
}
