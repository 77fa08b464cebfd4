package elbolab.peers;

import elbolab.math.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ours and the peers in every setting that gives right results, in short turns one after the other,
 * so that a disturbance hits all alike; of each the least time of a call counts.
 */
final class Race implements AutoCloseable {
  private static final int ROUNDS = 30;
  private static final int LEAST_ROUNDS = 4;
  private static final long ENOUGH_NANOS = 60_000_000_000L;
  private static final double SECONDS = 0.05;
  private static final double WARM_UP = 2;

  private final List<PythonPeer> peers = new ArrayList<>();

  Race(Path script) throws IOException {
    for (PythonPeer.Kernels kernels : PythonPeer.Kernels.values()) {
      for (int threads = 1; threads <= 2; threads++) {
        PythonPeer peer = new PythonPeer(script, threads, kernels);
        System.out.println(peer.name() + ": " + peer.versions());
        if (peer.isRight()) {
          peers.add(peer);
        } else {
          peer.close();
        }
      }
    }
    if (peers.isEmpty()) {
      throw new IOException("no setting of the Python peer gives right results, see above");
    }
  }

  /** Every peer, for questions that each has to hear. */
  List<PythonPeer> all() {
    return List.copyOf(peers);
  }

  /** A peer, for questions other than times. */
  PythonPeer any() {
    return peers.get(0);
  }

  /** Least seconds of ours by threads, and of each peer by its setting. */
  record Times(double[] ours, Map<String, Double> peers) {
    double ours(int threads) {
      return ours[threads - 1];
    }

    /** The best setting among those whose name begins so. */
    Map.Entry<String, Double> best(String beginning) {
      return peers.entrySet().stream()
          .filter(entry -> entry.getKey().startsWith(beginning))
          .min(Map.Entry.comparingByValue())
          .orElseThrow();
    }
  }

  Times run(String name, Runnable ours) throws IOException {
    double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    for (int threads = 1; threads <= 2; threads++) {
      Workers.useThreads(threads);
      bestSeconds(ours, WARM_UP);
    }
    Map<String, Double> theirs = new LinkedHashMap<>();
    long start = System.nanoTime();
    for (int round = 0; round < ROUNDS; round++) {
      if (round >= LEAST_ROUNDS && System.nanoTime() - start > ENOUGH_NANOS) {
        break;
      }
      for (int threads = 1; threads <= 2; threads++) {
        Workers.useThreads(threads);
        best[threads - 1] = Math.min(best[threads - 1], bestSeconds(ours, SECONDS));
      }
      for (PythonPeer peer : peers) {
        theirs.merge(peer.name(), peer.bestSeconds(name, SECONDS), Math::min);
      }
    }
    return new Times(best, theirs);
  }

  /** The least seconds of a call, over batches of calls that are long enough for the clock. */
  static double bestSeconds(Runnable call, double seconds) {
    long begin = System.nanoTime();
    call.run();
    double best = (System.nanoTime() - begin) * 1e-9;
    int repeats = (int) Math.max(1, Math.min(1000, 1e-3 / Math.max(best, 1e-7)));
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      begin = System.nanoTime();
      for (int i = 0; i < repeats; i++) {
        call.run();
      }
      best = Math.min(best, (System.nanoTime() - begin) * 1e-9 / repeats);
    }
    return best;
  }

  @Override
  public void close() {
    peers.forEach(PythonPeer::close);
  }
}
