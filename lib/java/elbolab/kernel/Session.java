package elbolab.kernel;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;

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
  private final Map<String, Place> places = new HashMap<>();

  /** Where a snippet stands: JShell counts lines from the snippet's own start. */
  record Place(Cell cell, int firstLine) {}

  Session() {
    Thread.currentThread().setContextClassLoader(engine.classes());
    shell =
        JShell.builder()
            .executionEngine(engine, Map.of())
            .compilerOptions(compilerOptions().toArray(String[]::new))
            .build();
    analysis = shell.sourceCodeAnalysis();
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

  Cell.Outcome run(Cell cell) {
    try {
      Object value = null;
      for (Cell.Piece piece : cell.pieces(analysis)) {
        value = run(cell, piece);
      }
      return new Cell.Outcome(value == null ? null : MimeBundle.of(value), null);
    } catch (CellFailure e) {
      return new Cell.Outcome(null, e);
    } finally {
      Interruption.clear();
    }
  }

  /** Runs one piece; returns what is worth showing if it is the last. */
  private Object run(Cell cell, Cell.Piece piece) throws CellFailure {
    List<SnippetEvent> events = shell.eval(piece.source());
    Throwable thrown = engine.takeThrown();
    Object value = engine.takeValue();
    for (SnippetEvent event : events) {
      Snippet snippet = event.snippet();
      if (event.causeSnippet() == null) {
        places.put(snippet.id(), new Place(cell, cell.line(piece.start())));
      }
      if (event.exception() != null) {
        throw CellFailure.thrown(thrown, event.exception(), places);
      }
      if (event.status() == Status.REJECTED) {
        throw CellFailure.rejected(cell, piece, shell.diagnostics(snippet).toList());
      }
    }
    Snippet last = events.isEmpty() ? null : events.get(0).snippet();
    return last != null && isShown(last.subKind(), value) ? value : null;
  }

  private static boolean isShown(SubKind kind, Object value) {
    return switch (kind) {
      case VAR_VALUE_SUBKIND -> true;
      case TEMP_VAR_EXPRESSION_SUBKIND, OTHER_EXPRESSION_SUBKIND -> !Notebook.isLastId(value);
      default -> false;
    };
  }
}
