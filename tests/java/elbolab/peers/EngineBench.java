package elbolab.peers;

import elbolab.math.Workers;
import elbolab.nd4j.Nd4jBackend;
import elbolab.tensor.Backends;
import elbolab.tensor.CpuBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The engine beside OpenBLAS (through NumPy), PyTorch and ND4J, in one run: rounds in which each
 * side measures each workload in turn, so that a disturbance hits all alike; the best round counts.
 */
public final class EngineBench {
  private static final Path SCRIPT = Path.of("tests/peers/engine_bench.py");
  private static final int ROUNDS = 3;
  private static final double SECONDS = 0.7;
  private static final List<String> PRODUCTS =
      List.of(
          "product 100x10x256",
          "product 100x256x13",
          "product 100x784x256",
          "product 3000x23x256",
          "product 3000x256x256",
          "product 512x512x512",
          "product 1024x1024x1024");
  private static final List<String> STEPS =
      List.of("gradient 100", "gradient 3000", "vae", "lstm", "cnn");

  private final List<Comparison> lines = new ArrayList<>();

  public static void main(String[] arguments) throws IOException {
    new EngineBench().run();
  }

  private void run() throws IOException {
    try (PythonPeer one = new PythonPeer(SCRIPT, 1);
        PythonPeer two = new PythonPeer(SCRIPT, 2)) {
      System.out.println("Java " + Runtime.version() + "; PyTorch, NumPy: " + one.versions());
      for (String name : PRODUCTS) {
        productLines(name, measure(name, Map.of(1, one, 2, two)));
      }
      for (String name : STEPS) {
        stepLines(name, measure(name, Map.of(1, one, 2, two)));
      }
    }
    nd4jLines();
    System.out.println();
    System.out.println(Comparison.table(lines));
  }

  /** Best median seconds by "ours" or "peer" and the number of threads. */
  private static Map<String, Double> measure(String name, Map<Integer, PythonPeer> peers)
      throws IOException {
    Runnable ours = EngineWorkloads.of(name);
    for (int threads = 1; threads <= 2; threads++) {
      Workers.useThreads(threads);
      medianSeconds(ours, 2);
    }
    Map<String, Double> best = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int threads = 1; threads <= 2; threads++) {
        Workers.useThreads(threads);
        best.merge("ours " + threads, medianSeconds(ours, SECONDS), Math::min);
        best.merge("peer " + threads, peers.get(threads).medianSeconds(name, SECONDS), Math::min);
      }
    }
    return best;
  }

  /** Products are compared thread by thread: both sides cut the same work in the same way. */
  private void productLines(String name, Map<String, Double> best) {
    double operations = 2;
    for (String side : name.split(" ")[1].split("x")) {
      operations *= Integer.parseInt(side);
    }
    for (int threads = 1; threads <= 2; threads++) {
      double ours = operations / best.get("ours " + threads) * 1e-9;
      double peer = operations / best.get("peer " + threads) * 1e-9;
      add(Comparison.ofRates(name, "GFLOP/s", ours, peer, "OpenBLAS", threads));
    }
  }

  /** Steps are compared with the peer's better setting. */
  private void stepLines(String name, Map<String, Double> best) {
    double peer = Math.min(best.get("peer 1"), best.get("peer 2"));
    String peerName = "PyTorch on %d".formatted(best.get("peer 1") <= best.get("peer 2") ? 1 : 2);
    for (int threads = 1; threads <= 2; threads++) {
      add(Comparison.ofTimes(name, best.get("ours " + threads), peer, peerName, threads));
    }
  }

  /** ND4J's eager product, and the gradient on its backend. */
  private void nd4jLines() {
    Workers.useThreads(1);
    INDArray a = Nd4j.rand(100, 256);
    INDArray b = Nd4j.rand(256, 13);
    INDArray c = Nd4j.createUninitialized(new int[] {100, 13}, 'f');
    Runnable theirs = () -> Nd4j.gemm(a, b, c, false, false, 1, 0);
    Runnable ours = EngineWorkloads.of("product 100x256x13");
    add(against("product 100x256x13", ours, theirs, "ND4J gemm"));
    for (String name : List.of("gradient 100", "gradient 3000")) {
      ours = EngineWorkloads.of(name);
      Backends.use(new Nd4jBackend());
      theirs = EngineWorkloads.of(name);
      Backends.use(new CpuBackend());
      add(against(name, ours, theirs, "the same on ND4J"));
    }
  }

  private static Comparison against(String name, Runnable ours, Runnable theirs, String peerName) {
    medianSeconds(ours, 2);
    medianSeconds(theirs, 2);
    double us = Double.POSITIVE_INFINITY;
    double them = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      us = Math.min(us, medianSeconds(ours, SECONDS));
      them = Math.min(them, medianSeconds(theirs, SECONDS));
    }
    return Comparison.ofTimes(name, us, them, peerName, 1);
  }

  private void add(Comparison line) {
    lines.add(line);
    System.out.println(line.json());
  }

  private static double medianSeconds(Runnable call, double seconds) {
    long begin = System.nanoTime();
    call.run();
    double once = (System.nanoTime() - begin) * 1e-9;
    int repeats = (int) Math.max(1, Math.min(1000, 2e-3 / Math.max(once, 1e-7)));
    double[] times = new double[100_000];
    int count = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (count < times.length && (System.nanoTime() < end || count < 3)) {
      begin = System.nanoTime();
      for (int i = 0; i < repeats; i++) {
        call.run();
      }
      times[count++] = (System.nanoTime() - begin) * 1e-9 / repeats;
    }
    Arrays.sort(times, 0, count);
    return times[count / 2];
  }
}
