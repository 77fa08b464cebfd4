package elbolab.hmc;

import elbolab.hmc.diagnostics.Bfmi;
import elbolab.show.Plot;
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

  /** All draws, chain after chain, as rows of all quantities. */
  public double[] rows() {
    int perChain = draws[0][0].length;
    double[] rows = new double[count() * perChain * names.size()];
    for (int k = 0; k < rows.length; k++) {
      int draw = k / names.size();
      rows[k] = draws[k % names.size()][draw / perChain][draw % perChain];
    }
    return rows;
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

  /** The draws of a quantity one after another, a line for each chain: no chain stands apart. */
  public Plot trace(String name) {
    return ChainPlots.trace(this, name);
  }

  /** How each chain's draws rank among those of all chains: flat where chains agree. */
  public Plot ranks(String name) {
    return ChainPlots.ranks(this, name, 20);
  }

  /** Draws of two quantities against each other, with divergent transitions marked. */
  public Plot pair(String x, String y) {
    return ChainPlots.pair(this, x, y);
  }

  /** The energy and its change between draws: alike when new momenta carry a chain everywhere. */
  public Plot energy() {
    return ChainPlots.energy(this);
  }

  /** The summary as a table for a page. */
  public String toHtml() {
    return summary().sheet().toHtml();
  }

  @Override
  public String toString() {
    return summary().toString();
  }

  /** Collects draws, in the quantities of a {@link Posterior} or else in plain coordinates. */
  static final class Recorder {
    private final Posterior posterior;
    private final int dimension;
    private final List<String> names;
    private final double[][][] draws;
    private final ChainStatistics statistics;

    Recorder(LogDensity density, int chains, int count) {
      this.posterior = density instanceof Posterior p ? p : null;
      this.dimension = density.dimension();
      this.names = posterior == null ? coordinates(dimension) : List.copyOf(posterior.names());
      this.draws = new double[names.size()][chains][count];
      this.statistics = ChainStatistics.empty(chains, count);
    }

    private static List<String> coordinates(int dimension) {
      String[] names = new String[dimension];
      Arrays.setAll(names, i -> "z." + (i + 1));
      return List.of(names);
    }

    /** Records where one row of a state stands; threads may record different chains at once. */
    void record(int chain, int draw, HmcState state, int row) {
      double[] values = new double[names.size()];
      if (posterior == null) {
        System.arraycopy(state.position(), row * dimension, values, 0, dimension);
      } else {
        posterior.quantities(state.position(), row * dimension, values, 0);
      }
      for (int q = 0; q < values.length; q++) {
        draws[q][chain][draw] = values[q];
      }
      statistics.logDensity()[chain][draw] = state.logDensity()[row];
    }

    ChainStatistics statistics() {
      return statistics;
    }

    Chains chains(long warmUpGradients) {
      return new Chains(names, draws, statistics.withWarmUpGradients(warmUpGradients));
    }
  }
}
