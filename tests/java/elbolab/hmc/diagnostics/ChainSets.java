package elbolab.hmc.diagnostics;

import elbolab.math.Rng;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Twenty sets of chains of many kinds; {@link #main} writes them for another implementation. */
final class ChainSets {
  static final int COUNT = 20;
  private static final int[] CHAINS = {4, 4, 4, 4, 4, 4, 4, 4, 4, 1, 2, 3, 4, 4, 4, 4, 4, 2, 4, 1};
  private static final int[] DRAWS = {
    500, 400, 300, 250, 301, 200, 300, 100, 50, 333, 77, 20, 13, 7, 6, 5, 3, 1, 12, 6
  };

  private ChainSets() {}

  /** Chains [chain][draw] of set 0 to 19. */
  static double[][] set(int index) {
    Rng rng = Rng.of(2021, "chains").stream("set", index);
    double[][] chains = new double[CHAINS[index]][DRAWS[index]];
    double memory = new double[] {0, 0.9, -0.7, 0.5, 0.98, 0.3}[index % 6];
    for (int c = 0; c < chains.length; c++) {
      double x = rng.nextGaussian();
      for (int t = 0; t < chains[c].length; t++) {
        x = memory * x + Math.sqrt(1 - memory * memory) * rng.nextGaussian();
        chains[c][t] = shaped(index, c, t, x, rng);
      }
    }
    return chains;
  }

  private static double shaped(int index, int chain, int draw, double x, Rng rng) {
    return switch (index) {
      case 3 -> chain == 0 ? x + 1.5 : x; // one chain elsewhere
      case 4 -> (chain + 1) * x; // chains of different spread
      case 5 -> x / Math.abs(rng.nextGaussian()); // Cauchy tails
      case 6 -> Math.rint(2 * x); // ties
      case 7 -> 3.25; // constant
      case 8 -> chain == 2 && draw == 17 ? Double.NaN : x;
      case 10 -> x + 0.02 * draw; // a trend
      case 11 -> chain == 1 ? 0.5 : x; // one chain stuck
      case 12 -> chain == 1 && draw == 3 ? Double.POSITIVE_INFINITY : x;
      case 18 -> draw < 11 ? 1e-20 * x : 1e-20; // constant for all practical purposes
      default -> x;
    };
  }

  /** Writes set,chain,draw,value to the file named first. */
  public static void main(String[] args) throws IOException {
    StringBuilder out = new StringBuilder("set,chain,draw,value\n");
    for (int index = 0; index < COUNT; index++) {
      double[][] chains = set(index);
      for (int c = 0; c < chains.length; c++) {
        for (int t = 0; t < chains[c].length; t++) {
          String value = Double.toString(chains[c][t]).replace("Infinity", "Inf");
          out.append(String.format(Locale.ROOT, "%d,%d,%d,%s%n", index, c, t, value));
        }
      }
    }
    Files.writeString(Path.of(args[0]), out);
  }
}
