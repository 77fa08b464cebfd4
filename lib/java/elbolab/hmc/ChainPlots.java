package elbolab.hmc;

import java.util.Arrays;

/** The numbers behind the usual pictures of chains; drawing them is for whoever shows them. */
public record ChainPlots(Chains chains) {
  /** Points (x, y), and which of them belong to divergent transitions. */
  public record Pair(double[] x, double[] y, boolean[] divergent) {}

  /** The marginal energy, centred, and its changes between draws: alike when mixing is good. */
  public record Energy(double[] centred, double[] changes) {}

  /** One line per chain: its draws of this quantity. */
  public double[][] trace(String name) {
    return chains.draws(name);
  }

  /** Per chain, how its draws rank among those of all chains: flat when chains agree. */
  public int[][] rankHistogram(String name, int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("bins is " + bins + "; it must be at least 1");
    }
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

  /** Draws of two quantities against each other, with divergences marked. */
  public Pair pair(String x, String y) {
    boolean[][] flags = chains.statistics().divergent();
    boolean[] divergent = new boolean[flags.length * flags[0].length];
    for (int c = 0; c < flags.length; c++) {
      System.arraycopy(flags[c], 0, divergent, c * flags[0].length, flags[0].length);
    }
    return new Pair(chains.all(x), chains.all(y), divergent);
  }

  /** The energy plot's two histograms. */
  public Energy energy() {
    double[][] energy = chains.statistics().energy();
    double mean = Arrays.stream(energy).flatMapToDouble(Arrays::stream).average().orElseThrow();
    double[] centred =
        Arrays.stream(energy).flatMapToDouble(Arrays::stream).map(e -> e - mean).toArray();
    double[] changes = new double[energy.length * (energy[0].length - 1)];
    int k = 0;
    for (double[] chain : energy) {
      for (int t = 1; t < chain.length; t++) {
        changes[k++] = chain[t] - chain[t - 1];
      }
    }
    return new Energy(centred, changes);
  }
}
