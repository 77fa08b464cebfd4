package elbolab.vae;

import static elbolab.math.Equation.Paper.LECTURE;

import elbolab.math.Equation;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;

/**
 * The evidence lower bound of each row of a batch, in its two terms: ELBO = E_q[log p(x | z)] −
 * KL(q(z | x) ‖ p(z)), eq. (9). Its negative is what the lecture's eqs. (37) and (39) minimise.
 *
 * @param reconstruction log p(x | z) at one z ~ q(z | x), eq. (11) with M = 1
 * @param divergence KL(q(z | x) ‖ p(z)), eq. (16)
 */
@Equation(
    paper = LECTURE,
    number = {"9", "37", "39"},
    test = "VaeTest#termsOfTheBoundInClosedForm")
public record Elbo(Tensor reconstruction, Tensor divergence) {

  /** One number per row. */
  public Tensor bound() {
    return reconstruction.minus(divergence);
  }

  /** The mean over the batch of −E_q[log p(x | z)] + β KL(q ‖ p); β = 1 is the negative ELBO. */
  public Loss loss(double beta) {
    return Loss.of("reconstruction", reconstruction.mean().negate())
        .plus("divergence", beta, divergence.mean());
  }
}
