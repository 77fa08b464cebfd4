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

  private static final List<String> NAMES = List.of("circle", "latent");

  /** Of a loss, after two steps of Adam in single precision on both sides. */
  private static final double TOLERANCE = 2e-4;

  private OdeBench() {}

  public static void main(String[] arguments) throws IOException {
    List<Comparison> lines = new ArrayList<>();
    System.out.println("Java " + Runtime.version());
    Path file = Files.createTempFile("ode", ".safetensors");
    OdeWorkload.file().write(file);
    try (Race race = new Race(SCRIPT)) {
      List<String[]> losses = new ArrayList<>();
      for (PythonPeer peer : race.all()) {
        losses.add(peer.ask("check " + file).split(" "));
      }
      // One after the other: a process that trains one model is compiled for that.
      for (int i = 0; i < NAMES.size(); i++) {
        check(NAMES.get(i), losses, 3 * i);
        measure(NAMES.get(i), race, lines);
      }
    } finally {
      Files.delete(file);
    }
    System.out.println(Comparison.table(lines));
  }

  /** The losses of three steps, which each peer's answer holds from a place on. */
  private static void check(String name, List<String[]> losses, int from) {
    OdeWorkload workload = new OdeWorkload(name);
    double greatest = 0;
    for (int step = 0; step < 3; step++) {
      float ours = workload.step();
      for (String[] theirs : losses) {
        double their = Double.parseDouble(theirs[from + step]);
        greatest = Math.max(greatest, Math.abs(ours - their) / Math.abs(their));
      }
    }
    if (!(greatest <= TOLERANCE)) {
      throw new AssertionError(
          "%s: ours and PyTorch's losses differ by %s; at most %s is rounding"
              .formatted(name, greatest, TOLERANCE));
    }
    System.out.printf(Locale.ROOT, "%s: losses differ by at most %.1e%n", name, greatest);
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
