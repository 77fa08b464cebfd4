package elbolab.vae;

import static elbolab.math.Equation.Paper.CHEN_2018;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;

/**
 * The divergence of a VAE in three terms (Chen et al. 2018, eq. 2), each the mean over a batch, one
 * sample z ~ q(z | x) per row: E KL(q(z | x) ‖ p(z)) = I(x; z) + KL(q(z) ‖ Π_d q(z_d)) + Σ_d
 * KL(q(z_d) ‖ p(z_d)) with p(z) standard normal and q(z) the mean of q(z | x) over the data set.
 * Their sum is the sampled divergence exactly, whatever the estimate of q(z).
 *
 * @param mutualInformation log q(z | x) − log q(z)
 * @param totalCorrelation log q(z) − Σ_d log q(z_d), weighted by β in the β-TCVAE
 * @param dimensionWiseKl Σ_d log q(z_d) − log p(z_d)
 */
@Equation(
    paper = CHEN_2018,
    number = "2",
    test = "KlDecompositionTest#theTermsAddUpToTheDivergence")
public record KlDecomposition(
    Tensor mutualInformation, Tensor totalCorrelation, Tensor dimensionWiseKl) {

  /**
   * How q(z) is estimated from the rows of a batch of B out of N: weights w of q(z_i) ≈ Σ_j w_ij
   * q(z_i | x_j).
   */
  public enum Weighting {
    /**
     * The own row, on the diagonal, weighs 1/N, since z_i was drawn from it; the others, M = B − 1
     * rows of the rest of the data, share 1 − 1/N: each weighs 1/M but one, which weighs (N −
     * M)/(NM) (appendix C.2). An unbiased estimate of q(z_i) for batches drawn without replacement.
     */
    STRATIFIED {
      @Override
      double weight(int i, int j, int batch, double dataSize) {
        double others = batch - 1;
        if (i == j) {
          return 1 / dataSize;
        }
        return j == (i + 1) % batch ? (dataSize - others) / (dataSize * others) : 1 / others;
      }
    },
    /**
     * All rows weigh 1/(NB): a lower bound in expectation (appendix C.1), too small by up to log N.
     */
    WEIGHTED {
      @Override
      double weight(int i, int j, int batch, double dataSize) {
        return 1 / (dataSize * batch);
      }
    };

    abstract double weight(int i, int j, int batch, double dataSize);

    /** log w_ij, [B, B]. */
    Tensor logWeights(int batch, long dataSize) {
      if (batch < 2 || dataSize < batch) {
        throw new IllegalArgumentException(
            "batch of %d rows out of %d: at least 2, and no more than there are"
                .formatted(batch, dataSize));
      }
      float[] logs = new float[batch * batch];
      for (int i = 0; i < batch; i++) {
        for (int j = 0; j < batch; j++) {
          logs[i * batch + j] = (float) DoubleMath.log(weight(i, j, batch, dataSize));
        }
      }
      return Tensor.of(logs, batch, batch);
    }
  }

  /**
   * @param q of each row, [B, D]
   * @param z a draw from the row's q, [B, D]
   * @param dataSize N
   */
  public static KlDecomposition of(Normal q, Tensor z, long dataSize, Weighting weighting) {
    Tensor logWeights = weighting.logWeights(z.size(0), dataSize);
    // log q(z_i,d | x_j), [B, B, D].
    Tensor each =
        new Normal(q.mean().unsqueeze(0), q.logSigma().unsqueeze(0)).logProb(z.unsqueeze(1));
    Tensor joint = each.sum(-1).plus(logWeights).logSumExp(-1);
    Tensor product = each.plus(logWeights.unsqueeze(-1)).logSumExp(1).sum(-1);
    Tensor conditional = q.logProb(z).sum(-1);
    Tensor prior = Normal.standard(1).logProb(z).sum(-1);
    return new KlDecomposition(
        conditional.minus(joint).mean(), joint.minus(product).mean(), product.minus(prior).mean());
  }
}
