package elbolab.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A training step of SVG beside PyTorch's: first that both compute the same losses from the same
 * parameters, then milliseconds a step.
 */
public final class VideoBench {
  private static final Path SCRIPT = Path.of("tests/peers/video_bench.py");

  /** Of a loss, after two steps of Adam in single precision on both sides. */
  private static final double TOLERANCE = 2e-4;

  private static final int STEPS = 3;

  private VideoBench() {}

  public static void main(String[] arguments) throws IOException {
    List<Comparison> lines = new ArrayList<>();
    System.out.println("Java " + Runtime.version());
    Path file = Files.createTempFile("video", ".safetensors");
    VideoWorkload.file().write(file);
    try (Race race = new Race(SCRIPT)) {
      for (PythonPeer peer : race.all()) {
        compare(peer.ask("check " + file).split(" "));
      }
      VideoWorkload workload = new VideoWorkload();
      Race.Times times = race.run("svg", workload::step);
      Map.Entry<String, Double> peer = times.best("");
      for (int threads = 1; threads <= 2; threads++) {
        Comparison line =
            Comparison.ofTimes(
                "svg step", times.ours(threads), peer.getValue(), peer.getKey(), threads);
        lines.add(line);
        System.out.println(line.json());
      }
    } finally {
      Files.delete(file);
    }
    System.out.println(Comparison.table(lines));
  }

  private static void compare(String... theirs) {
    VideoWorkload workload = new VideoWorkload();
    double greatest = 0;
    for (int step = 0; step < STEPS; step++) {
      double their = Double.parseDouble(theirs[step]);
      greatest = Math.max(greatest, Math.abs(workload.step() - their) / Math.abs(their));
    }
    if (!(greatest <= TOLERANCE)) {
      throw new AssertionError(
          "ours and PyTorch's losses differ by %s; at most %s is rounding"
              .formatted(greatest, TOLERANCE));
    }
    System.out.printf(Locale.ROOT, "losses of both differ by at most %.1e%n", greatest);
  }
}
