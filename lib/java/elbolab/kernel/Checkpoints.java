package elbolab.kernel;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Prepares the text of a piece of a cell so that it can be stopped and cannot end the process: each
 * loop, method and lambda with a block gets a call of {@link Interruption#point} at its start, and
 * calls of System.exit and Runtime.halt go to {@link CellExit}.
 *
 * <p>It works on the text, because the compiler's trees are the only view of code that JDK 17 and
 * JDK 25 both offer; lines stay as they are, and {@link EditedText} finds columns again. What it
 * does not reach are lambdas without a block and code of libraries.
 */
final class Checkpoints extends TreeScanner<Void, Void> {
  private static final String POINT = "elbolab.kernel.Interruption.point();";
  private static final Pattern WORTH_PARSING =
      Pattern.compile("\\{|\\b(while|for|do|exit|halt)\\b");
  private static final Set<String> EXITS = Set.of("exit", "halt");
  private static final Pattern EXIT_OWNER =
      Pattern.compile("(java\\.lang\\.)?(System|Runtime\\.getRuntime\\(\\))");

  private final SyntaxTree tree;
  private final EditedText edits;

  private Checkpoints(SyntaxTree tree, EditedText edits) {
    this.tree = tree;
    this.edits = edits;
  }

  /** The text with its checkpoints; as it is if the compiler cannot read it and will complain. */
  static EditedText add(String source) {
    EditedText edits = new EditedText(source);
    if (WORTH_PARSING.matcher(source).find()) {
      SyntaxTree.of(source).ifPresent(tree -> new Checkpoints(tree, edits).scan(tree.unit(), null));
    }
    return edits;
  }

  @Override
  public Void visitWhileLoop(WhileLoopTree loop, Void unused) {
    enter(loop.getStatement());
    return super.visitWhileLoop(loop, null);
  }

  @Override
  public Void visitDoWhileLoop(DoWhileLoopTree loop, Void unused) {
    enter(loop.getStatement());
    return super.visitDoWhileLoop(loop, null);
  }

  @Override
  public Void visitForLoop(ForLoopTree loop, Void unused) {
    enter(loop.getStatement());
    return super.visitForLoop(loop, null);
  }

  @Override
  public Void visitEnhancedForLoop(EnhancedForLoopTree loop, Void unused) {
    enter(loop.getStatement());
    return super.visitEnhancedForLoop(loop, null);
  }

  @Override
  public Void visitLambdaExpression(LambdaExpressionTree lambda, Void unused) {
    if (lambda.getBody() instanceof BlockTree block) {
      enter(block);
    }
    return super.visitLambdaExpression(lambda, null);
  }

  /** Constructors have to begin with the call of another one. */
  @Override
  public Void visitMethod(MethodTree method, Void unused) {
    if (method.getBody() != null && !method.getName().contentEquals("<init>")) {
      enter(method.getBody());
    }
    return super.visitMethod(method, null);
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree select, Void unused) {
    divertExit(select.getExpression(), select.getIdentifier().toString());
    return super.visitMemberSelect(select, null);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree reference, Void unused) {
    divertExit(reference.getQualifierExpression(), reference.getName().toString());
    return super.visitMemberReference(reference, null);
  }

  private void divertExit(ExpressionTree owner, String name) {
    if (EXITS.contains(name) && EXIT_OWNER.matcher(owner.toString()).matches()) {
      edits.replace(tree.start(owner), tree.end(owner), "elbolab.kernel.CellExit");
    }
  }

  private void enter(StatementTree body) {
    int start = tree.start(body);
    if (start < 0 || start > edits.original().length()) {
      return;
    }
    if (body instanceof BlockTree) {
      edits.replace(start + 1, start + 1, POINT);
    } else {
      edits.replace(start, start, "{" + POINT);
      edits.replace(tree.end(body), tree.end(body), "}");
    }
  }
}
