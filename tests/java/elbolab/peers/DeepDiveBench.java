package elbolab.peers;

import elbolab.math.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An interleaved training step of DeepDIVE beside PyTorch's: first that both compute the same
 * losses from the same parameters, then windows per second, and the share of the peak that the
 * step's matrix products reach.
 */
public final class DeepDiveBench {
  private static final Path SCRIPT = Path.of("tests/peers/deepdive_bench.py");
  private static final int[] SERIES = {2, 10, 321};
  private static final int ROUNDS = 3;
  private static final double SECONDS = 1.5;
  private static final int CHECKED_STEPS = 5;

  /** Of a loss, after a handful of steps of Adam in single precision on both sides. */
  private static final double TOLERANCE = 1e-4;

  private DeepDiveBench() {}

  public static void main(String[] arguments) throws IOException {
    List<Comparison> lines = new ArrayList<>();
    List<String> shares = new ArrayList<>();
    try (PythonPeer one = new PythonPeer(SCRIPT, 1);
        PythonPeer two = new PythonPeer(SCRIPT, 2)) {
      System.out.println("Java " + Runtime.version() + "; PyTorch: " + one.versions());
      System.out.printf(Locale.ROOT, "losses of both differ by at most %.1e%n", difference(one));
      for (int series : SERIES) {
        measure(series, List.of(one, two), lines, shares);
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

  private static void measure(
      int series, List<PythonPeer> peers, List<Comparison> lines, List<String> shares)
      throws IOException {
    DeepDiveWorkload workload = new DeepDiveWorkload(series);
    Runnable product = EngineWorkloads.of("product 1024x1024x1024");
    double[] ours = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] theirs = ours.clone();
    double[] peak = ours.clone();
    for (int round = 0; round <= ROUNDS; round++) {
      for (int threads = 1; threads <= 2; threads++) {
        Workers.useThreads(threads);
        int i = threads - 1;
        double step = medianSeconds(workload::step, round == 0 ? 4 : SECONDS);
        double multiplied = medianSeconds(product, 0.3);
        double peer = peers.get(i).medianSeconds(String.valueOf(series), SECONDS);
        if (round > 0) { // The first only warms up.
          ours[i] = Math.min(ours[i], step);
          peak[i] = Math.min(peak[i], multiplied);
          theirs[i] = Math.min(theirs[i], peer);
        }
      }
    }
    double best = Math.min(theirs[0], theirs[1]);
    String name = "PyTorch on " + (theirs[0] <= theirs[1] ? 1 : 2);
    for (int i = 0; i < 2; i++) {
      double windows = DeepDiveWorkload.BATCH / ours[i];
      Comparison line =
          Comparison.ofRates(
              series + " series", "windows/s", windows, DeepDiveWorkload.BATCH / best, name, i + 1);
      lines.add(line);
      System.out.println(line.json());
      double rate = workload.operations() / ours[i] * 1e-9;
      double top = 2.0 * 1024 * 1024 * 1024 / peak[i] * 1e-9;
      shares.add(
          String.format(
              Locale.ROOT,
              "%d series, %d threads: products at %.1f of %.1f GFLOP/s, %.0f %%; %.2f ms a step",
              series,
              i + 1,
              rate,
              top,
              100 * rate / top,
              1e3 * ours[i]));
    }
  }

  private static double medianSeconds(Runnable call, double seconds) {
    List<Double> times = new ArrayList<>();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end || times.size() < 3) {
      long begin = System.nanoTime();
      call.run();
      times.add((System.nanoTime() - begin) * 1e-9);
    }
    times.sort(null);
    return times.get(times.size() / 2);
  }
}
