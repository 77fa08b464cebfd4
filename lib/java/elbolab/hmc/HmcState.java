package elbolab.hmc;

/** Where the chains stand: positions and gradients are row-major, one row per chain. */
public record HmcState(double[] position, double[] logDensity, double[] gradient) {
  /** The number of chains. */
  public int rows() {
    return logDensity.length;
  }
}
