package elbolab.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One line of a benchmark: what we take, what the peer takes, and how many times faster we are
 * (above 1: faster).
 *
 * @param threads of ours; the peer runs at its best setting
 */
record Comparison(
    String name,
    String unit,
    double ours,
    double peer,
    String peerName,
    double ratio,
    int threads) {

  /** For a time, the ratio of the peer's to ours; for a rate, the other way round. */
  static Comparison ofTimes(String name, double ours, double peer, String peerName, int threads) {
    return new Comparison(name, "ms", ours * 1e3, peer * 1e3, peerName, peer / ours, threads);
  }

  static Comparison ofRates(
      String name, String unit, double ours, double peer, String peerName, int threads) {
    return new Comparison(name, unit, ours, peer, peerName, ours / peer, threads);
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"name\": \"%s\", \"unit\": \"%s\", \"ours\": %.6g, \"peer\": %.6g, \"peerName\": \"%s\","
            + " \"ratio\": %.4g, \"threads\": %d}",
        name,
        unit,
        ours,
        peer,
        peerName,
        ratio,
        threads);
  }

  static String table(List<Comparison> lines) {
    List<String> rows = new ArrayList<>();
    String format = "%-34s %8s %12s %12s %8s  %s";
    rows.add(String.format(format, "", "threads", "ours", "peer", "ratio", "peer"));
    for (Comparison line : lines) {
      rows.add(
          String.format(
              Locale.ROOT,
              format,
              line.name + " / " + line.unit,
              line.threads,
              String.format(Locale.ROOT, "%.4g", line.ours),
              String.format(Locale.ROOT, "%.4g", line.peer),
              String.format(Locale.ROOT, "%.2f", line.ratio),
              line.peerName));
    }
    return String.join(System.lineSeparator(), rows);
  }
}
