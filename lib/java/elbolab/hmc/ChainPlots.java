package elbolab.hmc;

import elbolab.show.Plot;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** The usual pictures of chains, and the numbers behind them. */
final class ChainPlots {
  private ChainPlots() {}

  static Plot trace(Chains chains, String name) {
    double[][] draws = chains.draws(name);
    Plot plot = Plot.of(name + ", draw by draw").x("draw").y(name);
    for (int c = 0; c < draws.length; c++) {
      plot.line("chain " + (c + 1), upTo(draws[c].length, 0), draws[c]);
    }
    return plot;
  }

  static Plot ranks(Chains chains, String name, int bins) {
    int[][] counts = rankCounts(chains, name, bins);
    Plot plot = Plot.of("ranks of " + name).x("rank among all draws / share").y("draws");
    double[] at = Arrays.stream(upTo(bins, 0.5)).map(b -> b / bins).toArray();
    for (int c = 0; c < counts.length; c++) {
      plot.line("chain " + (c + 1), at, Arrays.stream(counts[c]).asDoubleStream().toArray());
    }
    return plot.horizontal((double) chains.draws(name)[0].length / bins, "expected");
  }

  static Plot pair(Chains chains, String x, String y) {
    int[] kind = divergent(chains.statistics());
    return Plot.of(x + " and " + y)
        .subtitle(
            chains.statistics().divergences() + " of " + kind.length + " transitions diverged")
        .x(x)
        .y(y)
        .points(chains.all(x), chains.all(y), kind, "draw", "divergence");
  }

  static Plot energy(Chains chains) {
    double least = Arrays.stream(chains.bfmi()).min().orElseThrow();
    return Plot.of(String.format(Locale.ROOT, "energy, E-BFMI %.2f", least))
        .x("energy / nats")
        .y("share")
        .density("marginal", centredEnergy(chains))
        .density("changes", energyChanges(chains));
  }

  private static double[] upTo(int count, double shift) {
    return IntStream.range(0, count).mapToDouble(i -> i + shift).toArray();
  }

  /** Per chain, how many of its draws rank in each of so many classes of all draws. */
  static int[][] rankCounts(Chains chains, String name, int bins) {
    double[][] draws = chains.draws(name);
    double[] sorted = chains.all(name);
    Arrays.sort(sorted);
    int[][] counts = new int[draws.length][bins];
    for (int c = 0; c < draws.length; c++) {
      for (double x : draws[c]) {
        int at = Math.abs(Arrays.binarySearch(sorted, x));
        counts[c][Math.min(bins - 1, (int) ((long) at * bins / sorted.length))]++;
      }
    }
    return counts;
  }

  /** 1 for each draw, chain after chain, that ended a divergent transition. */
  static int[] divergent(ChainStatistics statistics) {
    return Arrays.stream(statistics.divergent())
        .flatMapToInt(chain -> IntStream.range(0, chain.length).map(t -> chain[t] ? 1 : 0))
        .toArray();
  }

  private static double[] centredEnergy(Chains chains) {
    double[] energy =
        Arrays.stream(chains.statistics().energy()).flatMapToDouble(Arrays::stream).toArray();
    double mean = Arrays.stream(energy).average().orElseThrow();
    return Arrays.stream(energy).map(e -> e - mean).toArray();
  }

  static double[] energyChanges(Chains chains) {
    return Arrays.stream(chains.statistics().energy())
        .flatMapToDouble(
            chain -> IntStream.range(1, chain.length).mapToDouble(t -> chain[t] - chain[t - 1]))
        .toArray();
  }
}
