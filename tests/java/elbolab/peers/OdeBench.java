package elbolab.peers;

import com.sun.management.ThreadMXBean;
import elbolab.math.Workers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A training step of the circle and one of a latent ODE beside PyTorch's: first that both compute
 * the same losses from the same parameters, then milliseconds a step, and what a step allocates.
 */
public final class OdeBench {
  private static final Path SCRIPT = Path.of("tests/peers/ode_bench.py");

  /** Of a loss, after two steps of Adam in single precision on both sides. */
  private static final double TOLERANCE = 2e-4;

  private OdeBench() {}

  public static void main(String[] arguments) throws IOException {
    List<Comparison> lines = new ArrayList<>();
    System.out.println("Java " + Runtime.version());
    Path file = Files.createTempFile("ode", ".safetensors");
    OdeWorkload.file().write(file);
    try (Race race = new Race(SCRIPT)) {
      double greatest = 0;
      for (PythonPeer peer : race.all()) {
        greatest = Math.max(greatest, difference(peer.ask("check " + file).split(" ")));
      }
      System.out.printf(Locale.ROOT, "losses of both differ by at most %.1e%n", greatest);
      for (String name : List.of("circle", "latent")) {
        measure(name, race, lines);
      }
    } finally {
      Files.delete(file);
    }
    System.out.println(Comparison.table(lines));
  }

  /** The greatest relative difference of the losses of three steps of each. */
  private static double difference(String[] theirs) {
    double greatest = 0;
    int at = 0;
    for (String name : List.of("circle", "latent")) {
      OdeWorkload workload = new OdeWorkload(name);
      for (int step = 0; step < 3; step++) {
        double their = Double.parseDouble(theirs[at++]);
        greatest = Math.max(greatest, Math.abs(workload.step() - their) / Math.abs(their));
      }
    }
    if (!(greatest <= TOLERANCE)) {
      throw new AssertionError(
          "ours and PyTorch's losses differ by %s; at most %s is rounding"
              .formatted(greatest, TOLERANCE));
    }
    return greatest;
  }

  private static void measure(String name, Race race, List<Comparison> lines) throws IOException {
    OdeWorkload workload = new OdeWorkload(name);
    Race.Times times = race.run(name, workload::step);
    Map.Entry<String, Double> peer = times.best("");
    for (int threads = 1; threads <= 2; threads++) {
      Comparison line =
          Comparison.ofTimes(
              name + " step", times.ours(threads), peer.getValue(), peer.getKey(), threads);
      lines.add(line);
      System.out.println(line.json());
    }
    Workers.useThreads(1);
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f kB allocated by each of 100 steps, %.0f by each of the next 100%n",
        name,
        allocated(workload) / 1e3,
        allocated(workload) / 1e3);
  }

  private static double allocated(OdeWorkload workload) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      workload.step();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / 100.0;
  }
}
