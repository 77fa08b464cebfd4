package elbolab.peers;

import elbolab.math.Workers;
import elbolab.nd4j.Nd4jBackend;
import elbolab.tensor.Backend;
import elbolab.tensor.Backends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The engine beside OpenBLAS (through NumPy), PyTorch and ND4J, in one run. Arguments choose
 * workloads by the beginning of their name; without any, all run.
 */
public final class EngineBench {
  private static final Path SCRIPT = Path.of("tests/peers/engine_bench.py");
  private static final List<String> WORKLOADS =
      List.of(
          "product 100x10x256",
          "product 100x256x13",
          "product 100x784x256",
          "product 3000x23x256",
          "product 3000x256x256",
          "product 512x512x512",
          "product 1024x1024x1024",
          "gradient 100",
          "gradient 3000",
          "vae",
          "lstm",
          "cnn");
  private static final int ROUNDS = 10;

  private final List<Comparison> lines = new ArrayList<>();

  public static void main(String[] arguments) throws IOException {
    new EngineBench().run(arguments);
  }

  private void run(String[] wanted) throws IOException {
    System.out.println("Java " + Runtime.version());
    try (Race race = new Race(SCRIPT)) {
      for (String name : WORKLOADS) {
        if (wanted.length == 0 || Arrays.stream(wanted).anyMatch(name::startsWith)) {
          Race.Times times = race.run(name, EngineWorkloads.of(name));
          if (name.startsWith("product")) {
            productLines(name, times);
          } else {
            stepLines(name, times);
          }
        }
      }
    }
    if (wanted.length == 0 || Arrays.asList(wanted).contains("nd4j")) {
      nd4jLines();
    }
    System.out.println();
    System.out.println(Comparison.table(lines));
  }

  /** Products are compared thread by thread: both sides cut the same work in the same way. */
  private void productLines(String name, Race.Times times) {
    double operations = 2;
    for (String side : name.split(" ")[1].split("x")) {
      operations *= Integer.parseInt(side);
    }
    for (int threads = 1; threads <= 2; threads++) {
      Map.Entry<String, Double> peer = times.best(threads + " thread");
      double ours = operations / times.ours(threads) * 1e-9;
      double theirs = operations / peer.getValue() * 1e-9;
      add(Comparison.ofRates(name, "GFLOP/s", ours, theirs, "OpenBLAS, " + peer.getKey(), threads));
    }
  }

  /** Steps are compared with the peer's best setting. */
  private void stepLines(String name, Race.Times times) {
    Map.Entry<String, Double> peer = times.best("");
    for (int threads = 1; threads <= 2; threads++) {
      String setting = "PyTorch, " + peer.getKey();
      add(Comparison.ofTimes(name, times.ours(threads), peer.getValue(), setting, threads));
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
    Backend nd4j = new Nd4jBackend();
    for (String name : List.of("gradient 100", "gradient 3000")) {
      Backends.use(nd4j);
      Runnable there = EngineWorkloads.of(name);
      Backends.use("cpu");
      theirs =
          () -> {
            Backends.use(nd4j);
            there.run();
            Backends.use("cpu");
          };
      add(against(name, EngineWorkloads.of(name), theirs, "the same on ND4J"));
    }
  }

  private static Comparison against(String name, Runnable ours, Runnable theirs, String peerName) {
    double us = Race.bestSeconds(ours, 2);
    double them = Race.bestSeconds(theirs, 2);
    for (int round = 0; round < ROUNDS; round++) {
      us = Math.min(us, Race.bestSeconds(ours, 0.1));
      them = Math.min(them, Race.bestSeconds(theirs, 0.1));
    }
    return Comparison.ofTimes(name, us, them, peerName, 1);
  }

  private void add(Comparison line) {
    lines.add(line);
    System.out.println(line.json());
  }
}
