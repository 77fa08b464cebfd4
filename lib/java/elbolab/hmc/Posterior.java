package elbolab.hmc;

import java.util.List;

/**
 * A log density over unconstrained coordinates together with the quantities that a reader wants to
 * see: a scale instead of its logarithm, an effect instead of its standardised form.
 */
public interface Posterior extends LogDensity {
  /** The names of the quantities, in the order in which {@link #quantities} writes them. */
  List<String> names();

  /** Writes the quantities of the point that starts at {@code from} to {@code to[at…]}. */
  void quantities(double[] points, int from, double[] to, int at);
}
