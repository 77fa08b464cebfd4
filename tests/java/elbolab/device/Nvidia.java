package elbolab.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import elbolab.math.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** NVIDIA's compiler and headers, where they are, and the PTX that is shipped. */
final class Nvidia {
  private static final Path SHIPPED = Path.of("lib/resources/elbolab/device/" + Cuda.KERNELS);

  /** No product is fused with a sum; code for the oldest cards that are served. */
  private static final List<String> OPTIONS =
      List.of("-fmad=false", "-arch=compute_" + CudaDevice.LEAST_CAPABILITY, "-ptx");

  /** The first version of PTX that has all that is used: older drivers take it as well. */
  private static final String VERSION = ".version 6.3";

  private Nvidia() {}

  /** Compiles the kernels and writes them where they are shipped from. */
  public static void main(String[] arguments) throws IOException {
    try (var out = new GZIPOutputStream(Files.newOutputStream(SHIPPED))) {
      out.write(ptx().getBytes(StandardCharsets.UTF_8));
    }
    System.out.println(SHIPPED + ": " + Files.size(SHIPPED) + " bytes");
  }

  /** The line that tells which text this is the code of. */
  static String origin() {
    return "// the kernels' text has the SHA-256 "
        + Sha256.hex(KernelSource.text().getBytes(StandardCharsets.UTF_8));
  }

  static String ptx() throws IOException {
    return ptx(OPTIONS);
  }

  static String ptx(String instead) throws IOException {
    List<String> options = new ArrayList<>(OPTIONS);
    options.set(0, instead);
    return ptx(options);
  }

  private static String ptx(List<String> options) throws IOException {
    Path folder = Files.createTempDirectory("ptx");
    Path text = Files.writeString(folder.resolve("kernels.cu"), KernelSource.text());
    Path made = folder.resolve("kernels.ptx");
    List<String> command = new ArrayList<>(List.of(tool("nvcc")));
    command.addAll(options);
    command.addAll(List.of("-o", made.toString(), text.toString()));
    run(command);
    String ptx = Files.readString(made).replaceFirst("(?m)^\\.version .*$", VERSION);
    for (Path each : List.of(made, text, folder)) Files.delete(each);
    return origin() + "\n" + ptx;
  }

  /** The first line of the compiler's remarks that names its version. */
  static String compiler(String ptx) {
    return ptx.lines().filter(line -> line.contains("release")).findFirst().orElseThrow();
  }

  /** A program of the CUDA toolkit; without it the test is skipped. */
  static String tool(String name) {
    return places("bin")
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseGet(() -> abort("no " + name + " here (CUDA toolkit)"));
  }

  /** For the C compiler: where NVIDIA's header is, if it is anywhere. */
  static List<String> includes() {
    return places("include")
        .filter(folder -> Files.exists(folder.resolve("cuda.h")))
        .findFirst()
        .map(folder -> List.of("-DWITH_CUDA_H", "-I" + folder))
        .orElse(List.of());
  }

  private static Stream<Path> places(String folder) {
    Stream<Path> searched =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(Path::of)
            .map(bin -> bin.resolveSibling(folder));
    return Stream.concat(searched, Stream.of(Path.of("/usr/local/cuda").resolve(folder)));
  }

  /** Runs a compiler; where there is none the test is skipped. */
  static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), command + ":\n" + said);
      return said;
    } catch (IOException missing) {
      return abort(command.get(0) + ": " + missing.getMessage());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(stop));
    }
  }
}
