package elbolab.vae;

import elbolab.math.Rng;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;

/** p(z), over rows of latent numbers. */
public interface Prior {
  /** log p(z) of each row. */
  Tensor logProb(Tensor z);

  Tensor sample(Rng rng, int rows);

  /**
   * KL(q ‖ p) of each row, in closed form where there is one; else log q(z) − log p(z) at the draw
   * z ~ q, which is unbiased.
   */
  default Tensor divergence(Distribution q, Tensor z) {
    return logRatio(q, z).negate();
  }

  /** log p(z) − log q(z) of each row. */
  default Tensor logRatio(Distribution q, Tensor z) {
    return logProb(z).minus(q.rowLogProb(z));
  }

  /** N(0, I) in so many dimensions: eq. (16) of the lecture is its divergence from a normal. */
  static Prior standard(int dimensions) {
    return new StandardNormal(dimensions);
  }

  /** See {@link #standard}. */
  record StandardNormal(int dimensions) implements Prior {
    @Override
    public Tensor logProb(Tensor z) {
      return Normal.standard(1).logProb(z).sum(-1);
    }

    @Override
    public Tensor sample(Rng rng, int rows) {
      return Tensor.gaussian(rng, rows, dimensions);
    }

    @Override
    public Tensor divergence(Distribution q, Tensor z) {
      return q instanceof Normal normal
          ? normal.klToStandard().sum(-1)
          : Prior.super.divergence(q, z);
    }

    /** Dimension by dimension, where the difference is small, and then the sum. */
    @Override
    public Tensor logRatio(Distribution q, Tensor z) {
      return q instanceof Normal normal
          ? Normal.standard(1).logProb(z).minus(normal.logProb(z)).sum(-1)
          : Prior.super.logRatio(q, z);
    }
  }
}
