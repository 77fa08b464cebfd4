package elbolab.reproduce.report;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names in a method or field: {@code C} for a class, {@code C.m} for a member taken from a
 * class, {@code m} for any other call or name. A class has none of its own.
 */
final class NamesUsed extends TreeScanner<Void, Void> {
  /** And not a constant, which is all capitals. */
  private static final Pattern CLASS = Pattern.compile("[A-Z](\\w*[a-z]\\w*)?");

  private final Set<String> names = new HashSet<>();

  private NamesUsed() {}

  static Set<String> in(Tree tree) {
    NamesUsed used = new NamesUsed();
    if (!(tree instanceof ClassTree)) {
      used.scan(tree, null);
    }
    return used.names;
  }

  @Override
  public Void visitIdentifier(IdentifierTree tree, Void unused) {
    names.add(tree.getName().toString());
    return null;
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
    member(tree.getExpression(), tree.getIdentifier().toString());
    return super.visitMemberSelect(tree, null);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree tree, Void unused) {
    member(tree.getQualifierExpression(), tree.getName().toString());
    return super.visitMemberReference(tree, null);
  }

  /** {@code @MethodSource("cases")} names a method by a string. */
  @Override
  public Void visitAnnotation(AnnotationTree tree, Void unused) {
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitLiteral(LiteralTree literal, Void none) {
        names.add(String.valueOf(literal.getValue()));
        return null;
      }
    }.scan(tree, null);
    return super.visitAnnotation(tree, null);
  }

  private void member(ExpressionTree owner, String name) {
    String text = owner.toString();
    names.add(CLASS.matcher(text).matches() ? text + "." + name : name);
  }
}
