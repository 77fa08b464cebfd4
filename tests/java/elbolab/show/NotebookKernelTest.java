package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotebookKernelTest {
  @TempDir Path folder;

  /** A class loader that knows a kernel of this name; it writes down what it is asked to show. */
  private URLClassLoader fake(String name, String body) throws IOException {
    int dot = name.lastIndexOf('.');
    Path source = folder.resolve(name.substring(dot + 1) + ".java");
    Files.writeString(
        source,
        """
        package %s;
        public class %s {
          public static java.util.List<String> seen = new java.util.ArrayList<>();
          public static String display(Object o, String... mimes) { %s }
          public static void updateDisplay(String id, Object o, String... mimes) {
            seen.add(id + "=" + o);
          }
        }
        """
            .formatted(name.substring(0, dot), name.substring(dot + 1), body));
    var compiler = ToolProvider.getSystemJavaCompiler();
    int status = compiler.run(null, null, null, "-d", folder.toString(), source.toString());
    assertEquals(0, status);
    URL[] urls = {folder.toUri().toURL()};
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "elbolab.kernel.Notebook",
        "io.github.spencerpark.ijava.runtime.Display",
        "org.dflib.jjava.jupyter.kernel.BaseNotebookStatics"
      })
  void eachKernelIsFoundAndRewritten(String name) throws Exception {
    try (URLClassLoader loader = fake(name, "seen.add(\"new \" + o); return \"id7\";")) {
      Live live = new Live(NotebookKernel.find(loader), System.out);
      live.show("one");
      live.show("two");
      Object seen = loader.loadClass(name).getField("seen").get(null);
      assertEquals(List.of("new one", "id7=two"), seen);
      assertTrue(live.rewrites());
    }
  }

  @Test
  void kernelThatDoesNotRunLeavesText() throws Exception {
    String body = "throw new IllegalStateException(\"no kernel runs\");";
    try (URLClassLoader loader = fake("elbolab.kernel.Notebook", body)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Live live =
          new Live(
              NotebookKernel.find(loader), new PrintStream(bytes, true, StandardCharsets.UTF_8));
      live.show("one");
      live.show(Sheet.columns("a").row(1));
      assertEquals("one\na\n1\n", bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }
  }

  @Test
  void errorOfTheKernelIsNotSwallowed() throws Exception {
    String body = "throw new IllegalArgumentException(\"bad value\");";
    try (URLClassLoader loader = fake("elbolab.kernel.Notebook", body)) {
      Live live = new Live(NotebookKernel.find(loader), System.out);
      assertThrows(IllegalArgumentException.class, () -> live.show("x"));
    }
  }

  @Test
  void theKernelOfThisLibraryIsNotRunningInATest() {
    NotebookKernel kernel = NotebookKernel.find(getClass().getClassLoader());
    assertTrue(kernel.display("x").isEmpty());
  }
}
