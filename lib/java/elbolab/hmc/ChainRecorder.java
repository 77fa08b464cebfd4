package elbolab.hmc;

import java.util.ArrayList;
import java.util.List;

/** Collects draws, in the quantities of a {@link Posterior} or else in plain coordinates. */
final class ChainRecorder {
  private final Posterior posterior;
  private final int dimension;
  private final List<String> names;
  private final double[][][] draws;
  private final ChainStatistics statistics;

  ChainRecorder(LogDensity density, int chains, int count) {
    this.posterior = density instanceof Posterior p ? p : null;
    this.dimension = density.dimension();
    this.names = posterior == null ? coordinates(dimension) : List.copyOf(posterior.names());
    this.draws = new double[names.size()][chains][count];
    this.statistics = ChainStatistics.empty(chains, count);
  }

  private static List<String> coordinates(int dimension) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= dimension; i++) {
      names.add("z." + i);
    }
    return names;
  }

  /** Records where one row of a state stands; {@code scratch} holds one value per quantity. */
  void record(int chain, int draw, HmcState state, int row, double[] scratch) {
    if (posterior == null) {
      System.arraycopy(state.position(), row * dimension, scratch, 0, dimension);
    } else {
      posterior.quantities(state.position(), row * dimension, scratch, 0);
    }
    for (int q = 0; q < scratch.length; q++) {
      draws[q][chain][draw] = scratch[q];
    }
    statistics.logDensity()[chain][draw] = state.logDensity()[row];
  }

  double[] scratch() {
    return new double[names.size()];
  }

  ChainStatistics statistics() {
    return statistics;
  }

  Chains chains(long warmUpGradients) {
    return new Chains(names, draws, statistics.withWarmUpGradients(warmUpGradients));
  }
}
