package elbolab.nd4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The compute capability of an NVIDIA card and whether ND4J's CUDA build can drive it. That build,
 * nd4j-cuda-11.6 1.0.0-M2.1, holds machine code for 3.7 to 8.6 and no PTX, the intermediate code
 * from which a driver could make machine code for a newer card. Code for 8.6 runs on 8.9.
 */
public record CudaCard(String name, int major, int minor) {
  private static final int OLDEST = 37;
  private static final int NEWEST = 89;

  /** The cards of this machine: none where nvidia-smi is missing or does not answer. */
  public static List<CudaCard> here() {
    try {
      Process process =
          new ProcessBuilder("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String listing = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean answered = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
      return answered ? parse(listing) : List.of();
    } catch (IOException noSuchProgram) {
      return List.of();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** What nvidia-smi prints: a line "name, 8.6" for each card. */
  static List<CudaCard> parse(String listing) {
    return listing.lines().filter(line -> line.contains(",")).map(CudaCard::fromLine).toList();
  }

  private static CudaCard fromLine(String line) {
    int comma = line.lastIndexOf(',');
    String[] capability = line.substring(comma + 1).strip().split("\\.");
    return new CudaCard(
        line.substring(0, comma).strip(),
        Integer.parseInt(capability[0]),
        Integer.parseInt(capability[1]));
  }

  /** Checks all cards that ND4J sees, if it is its CUDA build that is on the class path. */
  static void checkIfAny() {
    if (!Nd4j.getExecutioner().getClass().getName().contains("Cuda")) return;
    Properties found = Nd4j.getExecutioner().getEnvironmentInformation();
    Object cards = found.get(Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY);
    if (!(cards instanceof Iterable<?> list)) return;
    for (Object card : list) of((Map<?, ?>) card).check();
  }

  private static CudaCard of(Map<?, ?> card) {
    return new CudaCard(
        String.valueOf(card.get(Nd4jEnvironment.CUDA_DEVICE_NAME_KEY)),
        ((Number) card.get(Nd4jEnvironment.CUDA_DEVICE_MAJOR_VERSION_KEY)).intValue(),
        ((Number) card.get(Nd4jEnvironment.CUDA_DEVICE_MINOR_VERSION_KEY)).intValue());
  }

  /** Whether ND4J's CUDA build has machine code for this card. */
  public boolean isUsable() {
    int capability = 10 * major + minor;
    return capability >= OLDEST && capability <= NEWEST;
  }

  /** Refuses a card that the build has no machine code for. */
  void check() {
    if (isUsable()) return;
    throw new UnsupportedOperationException(
        this
            + ": ND4J's CUDA build (nd4j-cuda-11.6 1.0.0-M2.1) holds machine code for 3.7 to 8.6,"
            + " which also runs on 8.9, and no PTX that a driver could translate for another card."
            + " Use the cpu backend, which needs no card, or a card of capability 3.7 to 8.9.");
  }

  @Override
  public String toString() {
    return name + ", compute capability " + major + "." + minor;
  }
}
