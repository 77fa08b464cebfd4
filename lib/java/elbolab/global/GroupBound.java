package elbolab.global;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.Equation;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;

/**
 * The evidence lower bound of a batch of groups in its four terms (4.10), (4.11), at one draw of z
 * and β; the sum over the classes d is exact.
 *
 * @param reconstruction log p(xᵢ | zᵢ, β) of each row
 * @param local Σ_d q(d | zᵢ) KL(q(zᵢ | xᵢ) ‖ p(zᵢ | d, β)) of each row, or what belongs there
 * @param classes KL(q(dᵢ | zᵢ) ‖ p(d)) of each row
 * @param global KL(q(β | X, Z) ‖ p(β)) of each group
 */
@Equation(
    paper = THESIS,
    number = {"4.10", "4.11"},
    test = "GlobalVaeTest#theBoundIsBelowTheExactEvidence")
public record GroupBound(Tensor reconstruction, Tensor local, Tensor classes, Tensor global) {

  /** The bound of all groups together. */
  public Tensor total() {
    return reconstruction.minus(local).minus(classes).sum().minus(global.sum());
  }

  /** −bound per row, the local divergence weighed. */
  public Loss loss(double weight) {
    int rows = reconstruction.size();
    return Loss.of("reconstruction", reconstruction.mean().negate())
        .plus("local divergence", weight, local.mean())
        .plus("divergence of classes", classes.mean())
        .plus("global divergence", global.sum().over(rows));
  }
}
