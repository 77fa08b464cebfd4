package elbolab.device;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import elbolab.tensor.Backends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * NVIDIA's driver without a card: a library that does by OpenCL what it is asked for. Without a C
 * compiler or OpenCL the tests that need it are skipped, and say so.
 */
public final class StandIn {
  /** Bytes that its card has. */
  static final int MEMORY = 256 << 20;

  private static final Path SOURCE = Path.of("tests/peers/cuda_stand_in.c");

  private static Cuda opened;

  private StandIn() {}

  /** The card, opened once; a machine with a real driver has that tested by gpu-check. */
  static synchronized Cuda card() {
    if (opened == null) {
      TestDevice.found();
      Path library = build();
      System.setProperty("elbolab.cuda", library.toString());
      List<CudaDevice> cards = CudaDevice.all();
      boolean isOurs = cards.size() == 2 && cards.get(0).name().equals("stand-in");
      assumeTrue(isOurs, "another CUDA driver is loaded: " + cards);
      opened = Cuda.open(0);
    }
    return opened;
  }

  public static DeviceBackend backend() {
    return new DeviceBackend("cuda", card());
  }

  /** What comes out where it is the place of all new tensors. */
  static <T> T there(Supplier<T> computation) {
    Backends.use(backend());
    try {
      return computation.get();
    } finally {
      Backends.use("cpu");
    }
  }

  private static Path build() {
    try {
      Path folder = Files.createTempDirectory("cuda");
      Path text = Files.writeString(folder.resolve("kernels.cl"), KernelSource.text());
      Path library = folder.resolve("libcuda.so.1");
      List<String> command = new ArrayList<>(List.of("cc", "-O1", "-shared", "-fPIC"));
      command.add("-DSOURCE=\"" + text + "\"");
      command.add("-DBYTES=" + MEMORY);
      command.addAll(Nvidia.includes());
      command.addAll(List.of(SOURCE.toString(), "-l:libOpenCL.so.1", "-o", library.toString()));
      Nvidia.run(command);
      for (Path made : List.of(folder, text, library)) made.toFile().deleteOnExit();
      return library;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
