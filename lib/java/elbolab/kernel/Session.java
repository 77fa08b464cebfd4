package elbolab.kernel;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;

/** The variables, methods and classes of a notebook, and JShell that keeps them. */
final class Session {
  private static final List<String> IMPORTS =
      List.of(
          "java.io.*",
          "java.math.*",
          "java.net.*",
          "java.nio.file.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.function.*",
          "java.util.regex.*",
          "java.util.stream.*",
          "static elbolab.kernel.Notebook.display",
          "static elbolab.kernel.Notebook.updateDisplay");

  private final CellEngine engine = new CellEngine();
  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final Assistance assistance;
  private final CellLines places = new CellLines();

  Session() {
    Thread.currentThread().setContextClassLoader(engine.classes());
    shell =
        JShell.builder()
            .executionEngine(engine, Map.of())
            .compilerOptions(compilerOptions().toArray(String[]::new))
            .build();
    analysis = shell.sourceCodeAnalysis();
    assistance = new Assistance(analysis);
    IMPORTS.forEach(name -> shell.eval("import " + name + ";"));
    run(new Cell("1 + 1", 0));
  }

  private static List<String> compilerOptions() {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-classpath", absolute(System.getProperty("java.class.path"))));
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      options.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    return options;
  }

  private static String absolute(String classPath) {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      entries.add(new File(entry).getAbsolutePath());
    }
    return String.join(File.pathSeparator, entries);
  }

  Assistance assistance() {
    return assistance;
  }

  /** Runs the pieces of a cell one after the other, up to the first that fails. */
  Cell.Outcome run(Cell cell) {
    Map<DeclarationSnippet, Cell.Piece> unresolved = new LinkedHashMap<>();
    try {
      Object value = null;
      for (Cell.Piece piece : cell.pieces(analysis)) {
        value = run(cell, piece, unresolved);
      }
      failIfUnresolved(cell, unresolved);
      return new Cell.Outcome(value == null ? null : render(value), null);
    } catch (CellFailure e) {
      unresolved.keySet().forEach(this::dropIfUnresolved);
      return new Cell.Outcome(null, e);
    }
  }

  /** Runs one piece; returns what is worth showing if it is the last. */
  private Object run(Cell cell, Cell.Piece piece, Map<DeclarationSnippet, Cell.Piece> unresolved)
      throws CellFailure {
    engine.evaluating(piece.source().original());
    List<SnippetEvent> events = shell.eval(piece.source().text());
    Throwable thrown = engine.takeThrown();
    Object value = engine.takeValue();
    Snippet snippet = null;
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null) {
        snippet = event.snippet();
        places.add(snippet.id(), cell, piece);
        if (event.status() == Status.REJECTED) {
          throw CellFailure.rejected(cell, piece, shell.diagnostics(snippet).toList());
        }
        if (isUnresolved(snippet)) {
          unresolved.put((DeclarationSnippet) snippet, piece);
        }
      }
      if (event.exception() != null) {
        throw CellFailure.thrown(
            thrown == null ? event.exception() : thrown, event.exception(), places);
      }
    }
    if (snippet != null && snippet.kind() == Kind.VAR) {
      failIfUnresolved(cell, unresolved);
    }
    reportLosses(cell, piece, snippet, events);
    return snippet != null && !piece.ended() && isShown(snippet.subKind(), value) ? value : null;
  }

  /** A change that costs variables of earlier cells their values must not go unnoticed. */
  private void reportLosses(Cell cell, Cell.Piece piece, Snippet changed, List<SnippetEvent> events)
      throws CellFailure {
    List<String> lost =
        events.stream()
            .filter(event -> event.causeSnippet() != null && event.isSignatureChange())
            .map(SnippetEvent::snippet)
            .filter(snippet -> snippet.kind() == Kind.VAR)
            .map(snippet -> ((VarSnippet) snippet).name())
            .toList();
    if (lost.isEmpty() || changed == null) {
      return;
    }
    String names = String.join(", ", lost);
    if (changed.kind() == Kind.IMPORT) {
      shell.drop(changed);
      throw CellFailure.ambiguous(cell, piece, names);
    }
    System.err.printf(
        "%s has changed: run the cells again that make %s.%n",
        ((DeclarationSnippet) changed).name(), names);
  }

  /** JShell waits for missing names for ever; in a cell they are a mistake once the cell ends. */
  private void failIfUnresolved(Cell cell, Map<DeclarationSnippet, Cell.Piece> candidates)
      throws CellFailure {
    for (Map.Entry<DeclarationSnippet, Cell.Piece> one : candidates.entrySet()) {
      if (isUnresolved(one.getKey())) {
        List<Diag> diagnostics = shell.diagnostics(one.getKey()).toList();
        throw diagnostics.isEmpty()
            ? CellFailure.unresolved(
                cell,
                one.getValue(),
                one.getKey().name(),
                shell.unresolvedDependencies(one.getKey()).toList())
            : CellFailure.rejected(cell, one.getValue(), diagnostics);
      }
    }
  }

  private boolean isUnresolved(Snippet snippet) {
    Status status = shell.status(snippet);
    return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
  }

  private void dropIfUnresolved(Snippet snippet) {
    if (isUnresolved(snippet)) {
      shell.drop(snippet);
    }
  }

  /** The forms of a value are made by its own methods, which may fail or take for ever. */
  private MimeBundle render(Object value) throws CellFailure {
    Interruption.enter();
    try {
      return MimeBundle.of(value);
    } catch (Throwable e) {
      throw CellFailure.thrown(e, e, places);
    } finally {
      Interruption.leave();
    }
  }

  private static boolean isShown(SubKind kind, Object value) {
    return switch (kind) {
      case VAR_VALUE_SUBKIND -> true;
      case TEMP_VAR_EXPRESSION_SUBKIND, OTHER_EXPRESSION_SUBKIND -> !Notebook.isLastId(value);
      default -> false;
    };
  }
}
