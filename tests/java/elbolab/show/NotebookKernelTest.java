package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.DisplayDataRenderable;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.common.Image;
import io.github.spencerpark.jupyter.kernel.display.common.Text;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookKernelTest {
  private static final Plot PLOT =
      Plot.of("Figure 1").size(300, 200).line("loss", new double[] {0, 1}, new double[] {2, 3});
  private static final Sheet SHEET = Sheet.columns("model", "rmse").row("VAE", 0.5);
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  @TempDir Path folder;

  /** A class loader that knows these sources, split at their package declarations. */
  private URLClassLoader compiled(ClassLoader parent, String sources) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-proc:none", "-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", folder.toString()));
    for (String source : sources.split("(?m)^(?=package )")) {
      String name =
          source.replaceAll("(?s).*?public (?:abstract )?(?:class|interface) (\\w+).*", "$1");
      Path file = Files.createDirectories(folder.resolve("at" + arguments.size())).resolve(name);
      arguments.add(Files.writeString(file.resolveSibling(name + ".java"), source).toString());
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertEquals(0, compiler.run(null, null, null, arguments.toArray(String[]::new)));
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, parent);
  }

  /** The kernel of this workbench, as one that writes down what it is asked to show. */
  private URLClassLoader ours(String body) throws IOException {
    String source =
        """
        package elbolab.kernel;
        public class Notebook {
          public static java.util.List<String> seen = new java.util.ArrayList<>();
          public static String display(Object o, String... mimes) { %s }
          public static void updateDisplay(String id, Object o, String... mimes) {
            seen.add(id + "=" + o);
          }
        }
        """;
    return compiled(ClassLoader.getPlatformClassLoader(), source.formatted(body));
  }

  @Test
  void ourKernelIsFoundAndRewritten() throws Exception {
    try (URLClassLoader loader = ours("seen.add(\"new \" + o); return \"id7\";")) {
      Live live = new Live(NotebookKernel.find(loader), System.out);
      live.show("one");
      live.show("two");
      Object seen = loader.loadClass("elbolab.kernel.Notebook").getField("seen").get(null);
      assertEquals(List.of("new one", "id7=two"), seen);
      assertTrue(live.rewrites());
    }
  }

  /**
   * IJava's static methods, with its signatures, on the renderer of jupyter-jvm-basekernel. A call
   * with MIME types, even with none of them, would show plain text alone.
   */
  private static final String IJAVA =
      """
      package io.github.spencerpark.ijava.runtime;
      import io.github.spencerpark.jupyter.kernel.display.*;
      public class Display {
        public static java.util.List<Object> seen = new java.util.ArrayList<>();
        public static DisplayData render(Object o) {
          return Kernel.getKernelInstance().getRenderer().render(o);
        }
        public static String display(Object o) { seen.add(render(o)); return "id7"; }
        public static String display(Object o, String... as) { throw new AssertionError(); }
        public static void updateDisplay(String id, Object o) { seen.add(render(o)); }
        public static void updateDisplay(String id, Object o, String... as) {}
      }
      package io.github.spencerpark.ijava.runtime;
      import io.github.spencerpark.jupyter.kernel.display.Renderer;
      public class Kernel {
        private static final JavaKernel INSTANCE = new JavaKernel();
        public static JavaKernel getKernelInstance() { return INSTANCE; }
        public static class JavaKernel {
          private final Renderer renderer = new Renderer();
          public Renderer getRenderer() { return renderer; }
        }
      }
      """;

  @Test
  void ijavaGetsPictureTableAndText() throws Exception {
    try (URLClassLoader loader = compiled(getClass().getClassLoader(), IJAVA)) {
      Live live = new Live(NotebookKernel.find(loader), System.out);
      live.show(PLOT);
      live.show(SHEET);
      live.show("words");
      Class<?> display = loader.loadClass("io.github.spencerpark.ijava.runtime.Display");
      List<?> seen = (List<?>) display.getField("seen").get(null);
      assertPicture((DisplayData) seen.get(0));
      assertTable((DisplayData) seen.get(1));
      assertEquals("words", ((DisplayData) seen.get(2)).getData(MIMEType.TEXT_PLAIN));
      Object value = display.getMethod("render", Object.class).invoke(null, PLOT);
      assertPicture((DisplayData) value);
    }
  }

  private static void assertPicture(DisplayData shown) throws IOException {
    String base64 = (String) shown.getData(MIMEType.IMAGE_PNG);
    byte[] png = Base64.getDecoder().decode(base64);
    assertArrayEquals(PNG, Arrays.copyOf(png, 4));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(300 * Figure.SCALE, image.getWidth());
    assertEquals(200 * Figure.SCALE, image.getHeight());
    assertEquals(PLOT.toString(), shown.getData(MIMEType.TEXT_PLAIN));
    assertFalse(shown.hasDataForType(MIMEType.TEXT_HTML));
  }

  private static void assertTable(DisplayData shown) {
    assertEquals(SHEET.toHtml(), shown.getData(MIMEType.TEXT_HTML));
    assertEquals(SHEET.toMarkdown(), shown.getData(MIMEType.TEXT_MARKDOWN));
    assertEquals(SHEET.toString(), shown.getData(MIMEType.TEXT_PLAIN));
    assertFalse(shown.hasDataForType(MIMEType.IMAGE_PNG));
  }

  @Test
  void theRendererOfTheLibraryTakesOurProxy() throws IOException {
    Renderer renderer = new Renderer();
    Object proxy = NotebookKernel.renderable(DisplayData.class, PLOT);
    assertTrue(proxy instanceof DisplayDataRenderable);
    assertPicture(renderer.render(proxy));
    assertEquals(PLOT.toString(), proxy.toString());
    assertTrue(proxy.equals(proxy));
    assertFalse(proxy.equals(PLOT));
    DisplayData text = renderer.renderAs(proxy, "text/html");
    assertFalse(text.hasDataForType(MIMEType.IMAGE_PNG), "only what was asked for");
  }

  /** What a cell returns does not pass through our hands; the renderer has learnt of it. */
  @Test
  void valuesOfCellsRenderAndThoseOfOthersStayAsTheyWere() throws IOException {
    Renderer renderer = new Renderer();
    Image.registerAll(renderer);
    Text.registerAll(renderer);
    NotebookKernel.teach(Renderer.class, renderer);
    assertPicture(renderer.render(PLOT));
    assertTable(renderer.render(SHEET));
    Display.Markdown words = new Display.Markdown("**m**");
    assertEquals("**m**", renderer.render(words).getData(MIMEType.TEXT_MARKDOWN));
    assertTrue(renderer.render(new BufferedImage(2, 2, 1)).hasDataForType(MIMEType.IMAGE_PNG));
    for (Object plain : List.of("x", 3, List.of(1, 2))) {
      DisplayData shown = renderer.render(plain);
      assertEquals(plain.toString(), shown.getData(MIMEType.TEXT_PLAIN));
      assertFalse(shown.hasDataForType(MIMEType.TEXT_HTML));
    }
  }

  /** JJava's classes in its own package, with its signatures, as far as they are called. */
  private static final String JJAVA =
      """
      package org.dflib.jjava.jupyter.kernel;
      import org.dflib.jjava.jupyter.kernel.display.*;
      public class BaseNotebookStatics {
        public static java.util.List<DisplayData> seen = new java.util.ArrayList<>();
        public static DisplayData render(Object o) {
          return BaseKernel.notebookKernel().getRenderer().render(o);
        }
        public static String display(Object o) { seen.add(render(o)); return "id7"; }
        public static String display(Object o, String... as) { throw new AssertionError(); }
        public static void updateDisplay(String id, Object o) { seen.add(render(o)); }
        public static void updateDisplay(String id, Object o, String... as) {}
      }
      package org.dflib.jjava.jupyter.kernel;
      import org.dflib.jjava.jupyter.kernel.display.Renderer;
      public abstract class BaseKernel {
        private static final BaseKernel RUNNING = new BaseKernel() {};
        private final Renderer renderer = new Renderer();
        public static BaseKernel notebookKernel() { return RUNNING; }
        public Renderer getRenderer() { return renderer; }
      }
      package org.dflib.jjava.jupyter.kernel.display;
      import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
      public class DisplayData {
        public final java.util.Map<String, Object> data = new java.util.LinkedHashMap<>();
        public final java.util.Map<String, Object> metadata = new java.util.LinkedHashMap<>();
        public void putData(MIMEType type, Object value) { data.put(type.name, value); }
        public void putMetaData(MIMEType type, Object value) { metadata.put(type.name, value); }
      }
      package org.dflib.jjava.jupyter.kernel.display;
      import java.util.Set;
      import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
      public interface DisplayDataRenderable {
        default Set<MIMEType> getSupportedRenderTypes() { return Set.of(MIMEType.parse("*")); }
        default Set<MIMEType> getPreferredRenderTypes() { return getSupportedRenderTypes(); }
        void render(RenderContext context);
      }
      package org.dflib.jjava.jupyter.kernel.display;
      import java.util.function.Supplier;
      import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
      public class RenderContext {
        private final DisplayData out = new DisplayData();
        public DisplayData getOutputContainer() { return out; }
        public boolean renderIfRequested(MIMEType type, Supplier<Object> supplier) {
          out.putData(type, supplier.get());
          return true;
        }
      }
      package org.dflib.jjava.jupyter.kernel.display;
      public interface RenderFunction<T> { void render(T data, RenderContext context); }
      package org.dflib.jjava.jupyter.kernel.display;
      public class Renderer {
        private RenderFunction learnt;
        public class RenderRegistration<T> {
          public void register(RenderFunction<T> function) { learnt = function; }
        }
        public <T> RenderRegistration<T> createRegistration(Class<T> type) {
          return new RenderRegistration<>();
        }
        public DisplayData render(Object value) {
          RenderContext context = new RenderContext();
          if (value instanceof DisplayDataRenderable renderable) {
            if (renderable.getPreferredRenderTypes().isEmpty()) throw new AssertionError();
            renderable.render(context);
          } else {
            learnt.render(value, context);
          }
          context.getOutputContainer().data.put("text/plain", value.toString());
          return context.getOutputContainer();
        }
      }
      package org.dflib.jjava.jupyter.kernel.display.mime;
      public class MIMEType {
        public final String name;
        private MIMEType(String name) { this.name = name; }
        public static MIMEType parse(String name) { return new MIMEType(name); }
      }
      """;

  @Test
  void jjavaGetsPictureTableAndText() throws Exception {
    try (URLClassLoader loader = compiled(ClassLoader.getPlatformClassLoader(), JJAVA)) {
      Live live = new Live(NotebookKernel.find(loader), System.out);
      live.show(PLOT);
      live.show(SHEET);
      Class<?> statics = loader.loadClass("org.dflib.jjava.jupyter.kernel.BaseNotebookStatics");
      List<Object> seen = new ArrayList<>((List<?>) statics.getField("seen").get(null));
      seen.add(statics.getMethod("render", Object.class).invoke(null, PLOT));
      for (int i : new int[] {0, 2}) {
        Map<?, ?> data = (Map<?, ?>) seen.get(i).getClass().getField("data").get(seen.get(i));
        byte[] png = Base64.getDecoder().decode((String) data.get("image/png"));
        assertArrayEquals(PNG, Arrays.copyOf(png, 4));
        assertEquals(PLOT.toString(), data.get("text/plain"));
        assertEquals(
            Map.of("image/png", Map.of("width", 300L, "height", 200L)),
            seen.get(i).getClass().getField("metadata").get(seen.get(i)));
      }
      Map<?, ?> data = (Map<?, ?>) seen.get(1).getClass().getField("data").get(seen.get(1));
      assertEquals(SHEET.toHtml(), data.get("text/html"));
      assertEquals(SHEET.toString(), data.get("text/plain"));
    }
  }

  @Test
  void classesOfAKernelThatDoesNotRunAreNoKernel() throws Exception {
    String idle =
        JJAVA.replace(
            "{ return RUNNING; }", "{ throw new NullPointerException(\"No kernel running\"); }");
    try (URLClassLoader loader = compiled(ClassLoader.getPlatformClassLoader(), idle)) {
      assertTrue(NotebookKernel.find(loader).display(PLOT).isEmpty());
    }
  }

  @Test
  void kernelThatDoesNotRunLeavesText() throws Exception {
    String body = "throw new IllegalStateException(\"no kernel runs\");";
    try (URLClassLoader loader = ours(body)) {
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
    try (URLClassLoader loader = ours(body)) {
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
