package elbolab.hmc;

import elbolab.math.DoubleMath;

/** How a proposal of energy change ΔH is decided, given u ~ U[0, 1). */
public enum Acceptance {
  /**
   * log u &lt; min(0, −ΔH): the Metropolis rule on the log scale. An improvement is accepted
   * however large; nothing overflows.
   */
  LOG_SCALE {
    @Override
    public double probability(double energyChange) {
      if (energyChange <= 0) {
        return 1;
      }
      return Double.isNaN(energyChange) ? 0 : DoubleMath.exp(-energyChange);
    }

    @Override
    boolean accepts(double u, double energyChange) {
      return DoubleMath.log(u) < Math.min(0, -energyChange);
    }
  },

  /**
   * u &lt; min(1, exp(−ΔH)) in single precision, with an overflow of exp set to 0, as the public
   * code of HH-VAEM computes it: an improvement of more than 88.7 is refused, so that a chain that
   * starts in the tail stays there. Kept for comparison.
   */
  PAPER_CODE {
    @Override
    public double probability(double energyChange) {
      float ratio = (float) DoubleMath.exp(-energyChange);
      return Float.isInfinite(ratio) || Float.isNaN(ratio) ? 0 : Math.min(1, ratio);
    }

    @Override
    boolean accepts(double u, double energyChange) {
      return u < probability(energyChange);
    }
  };

  /** The probability with which a proposal of this energy change is accepted. */
  public abstract double probability(double energyChange);

  abstract boolean accepts(double u, double energyChange);
}
