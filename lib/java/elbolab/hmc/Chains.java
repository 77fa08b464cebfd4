package elbolab.hmc;

import elbolab.hmc.diagnostics.Bfmi;
import java.util.Arrays;
import java.util.List;

/**
 * What a sampler returns: the draws of each named quantity as [quantity][chain][draw], and the
 * sampler's statistics. Shows itself as the summary table.
 */
public record Chains(List<String> names, double[][][] draws, ChainStatistics statistics) {
  /** The draws of one quantity as [chain][draw]. */
  public double[][] draws(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no quantity \"" + name + "\"; there are " + names);
    }
    return draws[index];
  }

  /** The number of chains. */
  public int count() {
    return draws[0].length;
  }

  /** The draws of one quantity, chain after chain. */
  public double[] all(String name) {
    return Arrays.stream(draws(name)).flatMapToDouble(Arrays::stream).toArray();
  }

  /** Mean, spread and diagnostics of every quantity. */
  public Summary summary() {
    return Summary.of(this);
  }

  /** The energy fraction E-BFMI of each chain. */
  public double[] bfmi() {
    return Arrays.stream(statistics.energy()).mapToDouble(Bfmi::of).toArray();
  }

  /** The mean acceptance over all kept transitions. */
  public double meanAcceptance() {
    return Arrays.stream(statistics.acceptance())
        .flatMapToDouble(Arrays::stream)
        .average()
        .orElseThrow();
  }

  /** For pictures of these chains. */
  public ChainPlots plots() {
    return new ChainPlots(this);
  }

  @Override
  public String toString() {
    return summary().toString();
  }
}
