package elbolab.kernel;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells Jupyter how to start the kernel: {@code java -cp CLASSPATH elbolab.kernel.KernelSpec DIR}
 * writes DIR/kernels/java for the Java and the class path that it runs with itself. Jupyter finds
 * it when JUPYTER_PATH holds DIR.
 */
public final class KernelSpec {
  private static final String VECTORS = "jdk.incubator.vector";

  private KernelSpec() {}

  /** Takes the folder to write to. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("Usage: java -cp CLASSPATH elbolab.kernel.KernelSpec DIR");
      System.exit(2);
    }
    Path folder = Path.of(args[0]).toAbsolutePath().normalize().resolve("kernels/java");
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("kernel.json"),
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json()) + "\n");
    for (String logo : List.of("logo-32x32.png", "logo-64x64.png")) {
      try (InputStream picture = KernelSpec.class.getResourceAsStream(logo)) {
        Files.copy(picture, folder.resolve(logo), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    System.out.println(folder);
  }

  private static JsonObject json() {
    JsonArray argv = new JsonArray();
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (ModuleFinder.ofSystem().find(VECTORS).isPresent()) {
      argv.add("--add-modules");
      argv.add(VECTORS);
    }
    if (Runtime.version().feature() >= 23) {
      argv.add("--enable-native-access=ALL-UNNAMED");
    }
    argv.add("-Djava.awt.headless=true");
    argv.add("-Duser.language=en"); // numbers look the same wherever a notebook runs
    argv.add("-Duser.country=US");
    argv.add("-cp");
    argv.add(absolute(System.getProperty("java.class.path")));
    argv.add("elbolab.kernel.Main");
    argv.add("{connection_file}");
    JsonObject environment = new JsonObject();
    environment.addProperty("OMP_NUM_THREADS", "1");
    Path sources = Path.of("lib", "java").toAbsolutePath();
    if (Files.isDirectory(sources)) {
      environment.addProperty(SourceComments.VARIABLE, sources.toString());
    }
    JsonObject json = new JsonObject();
    json.add("argv", argv);
    json.addProperty("display_name", "Java");
    json.addProperty("language", "java");
    json.addProperty("interrupt_mode", "message");
    json.add("env", environment);
    return json;
  }

  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElseThrow();
  }
}
