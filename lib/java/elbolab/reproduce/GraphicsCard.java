package elbolab.reproduce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An NVIDIA card as nvidia-smi describes it. ND4J's CUDA build holds machine code for compute
 * capability 3.7 to 8.6, which cards up to 8.9 run, and nothing that a newer card could translate.
 */
record GraphicsCard(String name, double capability) {
  private static final double OLDEST = 3.7;
  private static final double NEWEST = 8.9;

  boolean isUsable() {
    return capability >= OLDEST && capability <= NEWEST;
  }

  /** What nvidia-smi prints for {@code --query-gpu=name,compute_cap --format=csv,noheader}. */
  static List<GraphicsCard> parse(String listing) {
    return listing.lines().filter(line -> line.contains(",")).map(GraphicsCard::fromLine).toList();
  }

  private static GraphicsCard fromLine(String line) {
    int comma = line.lastIndexOf(',');
    String capability = line.substring(comma + 1).strip();
    return new GraphicsCard(line.substring(0, comma).strip(), Double.parseDouble(capability));
  }

  /** The cards of this machine: none where nvidia-smi is missing or does not answer. */
  static List<GraphicsCard> here() {
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

  Finding finding() {
    String what = name + ", compute capability " + capability;
    if (isUsable()) {
      return Finding.ok("graphics card", what + ": usable by the CUDA build (mvn -Pcuda)");
    }
    return new Finding(
        "graphics card",
        what + ": ND4J's CUDA build has code for " + OLDEST + " to " + NEWEST + " only",
        "none; the CPU backend does everything");
  }
}
