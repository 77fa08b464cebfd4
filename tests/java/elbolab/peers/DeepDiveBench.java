package elbolab.peers;

import elbolab.math.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An interleaved training step of DeepDIVE beside PyTorch's: first that both compute the same
 * losses from the same parameters, then windows per second, and the share of the peak that the
 * step's matrix products reach.
 */
public final class DeepDiveBench {
  private static final Path SCRIPT = Path.of("tests/peers/deepdive_bench.py");
  private static final int[] SERIES = {2, 10, 321};
  private static final int CHECKED_STEPS = 5;

  /** Of a loss, after a handful of steps of Adam in single precision on both sides. */
  private static final double TOLERANCE = 1e-4;

  private DeepDiveBench() {}

  public static void main(String[] arguments) throws IOException {
    List<Comparison> lines = new ArrayList<>();
    List<String> shares = new ArrayList<>();
    System.out.println("Java " + Runtime.version());
    try (Race race = new Race(SCRIPT)) {
      double difference = difference(race.any());
      System.out.printf(Locale.ROOT, "losses of both differ by at most %.1e%n", difference);
      for (int series : SERIES) {
        measure(series, race, lines, shares);
      }
    }
    System.out.println(Comparison.table(lines));
    shares.forEach(System.out::println);
  }

  /** The greatest relative difference of the losses of a few steps on ten series. */
  static double difference(PythonPeer peer) throws IOException {
    DeepDiveWorkload workload = new DeepDiveWorkload(10);
    Path file = Files.createTempFile("deepdive", ".safetensors");
    double greatest = 0;
    try {
      workload.file(CHECKED_STEPS).write(file);
      String[] theirs = peer.ask("check " + file).split(" ");
      int at = 0;
      for (int step = 0; step < CHECKED_STEPS; step++) {
        for (float ours : workload.step()) {
          double their = Double.parseDouble(theirs[at++]);
          greatest = Math.max(greatest, Math.abs(ours - their) / Math.abs(their));
        }
      }
      if (at != theirs.length || !(greatest <= TOLERANCE)) {
        throw new AssertionError(
            "ours and PyTorch's losses differ by %s; at most %s is rounding"
                .formatted(greatest, TOLERANCE));
      }
    } finally {
      Files.delete(file);
    }
    return greatest;
  }

  private static void measure(int series, Race race, List<Comparison> lines, List<String> shares)
      throws IOException {
    DeepDiveWorkload workload = new DeepDiveWorkload(series);
    Runnable product = EngineWorkloads.of("product 1024x1024x1024");
    Race.Times times = race.run(String.valueOf(series), workload::step);
    Map.Entry<String, Double> peer = times.best("");
    for (int threads = 1; threads <= 2; threads++) {
      double ours = times.ours(threads);
      Comparison line =
          Comparison.ofRates(
              series + " series",
              "windows/s",
              DeepDiveWorkload.BATCH / ours,
              DeepDiveWorkload.BATCH / peer.getValue(),
              "PyTorch, " + peer.getKey(),
              threads);
      lines.add(line);
      System.out.println(line.json());
      Workers.useThreads(threads);
      double rate = workload.operations() / ours * 1e-9;
      double top = 2.0 * 1024 * 1024 * 1024 / Race.bestSeconds(product, 2) * 1e-9;
      shares.add(
          String.format(
              Locale.ROOT,
              "%d series, %d threads: products at %.1f of %.1f GFLOP/s, %.0f %%; %.2f ms a step",
              series,
              threads,
              rate,
              top,
              100 * rate / top,
              1e3 * ours));
    }
  }
}
