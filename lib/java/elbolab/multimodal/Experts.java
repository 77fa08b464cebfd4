package elbolab.multimodal;

import static elbolab.math.Equation.Paper.LECTURE;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import java.util.List;

/**
 * What each modality says of the latent numbers of each row, and whether it is there.
 *
 * @param each a normal of each modality, [rows, latent]
 * @param there 1 where the modality was seen, 0 where not: [rows, 1] for each modality
 */
record Experts(List<Normal> each, List<Tensor> there) {

  /**
   * p(z) Πₘ q̃ₘ(z | xₘ), normalised, with quotient experts q̃ₘ = qₘ/p and p = N(0, I) (23): Λ = 1 +
   * Σₘ Λₘ, μ = Λ⁻¹ Σₘ Λₘμₘ over the modalities that are there. With none of them it is the prior.
   */
  @Equation(paper = LECTURE, number = "23", test = "ExpertsTest#theProductAgainstTheNormalisedOne")
  Normal product() {
    Tensor precision = null;
    Tensor weighted = null;
    for (int m = 0; m < each.size(); m++) {
      Tensor own = each.get(m).logSigma().times(-2).exp().times(there.get(m));
      Tensor toward = own.times(each.get(m).mean());
      precision = precision == null ? own : precision.plus(own);
      weighted = weighted == null ? toward : weighted.plus(toward);
    }
    Tensor all = precision.plus(1);
    return new Normal(weighted.over(all), all.log().times(-0.5));
  }

  /** The expert of one modality where it is there, elsewhere the prior. */
  Normal orPrior(int modality) {
    Tensor seen = there.get(modality);
    return new Normal(
        each.get(modality).mean().times(seen), each.get(modality).logSigma().times(seen));
  }

  /** 1/|S| Σ_{m ∈ S} qₘ(z | xₘ) over the modalities that are there; the prior if there is none. */
  Distribution mixture() {
    int rows = each.get(0).mean().size(0);
    int count = each.size();
    float[] logs = new float[rows * count];
    float[][] seen = there.stream().map(Tensor::toArray).toArray(float[][]::new);
    for (int row = 0; row < rows; row++) {
      int present = 0;
      for (float[] of : seen) {
        present += of[row] > 0 ? 1 : 0;
      }
      for (int m = 0; m < count; m++) {
        boolean counts = seen[m][row] > 0 || present == 0;
        double share = 1.0 / (present == 0 ? count : present);
        logs[row * count + m] = counts ? (float) DoubleMath.log(share) : NEVER;
      }
    }
    Normal[] parts = new Normal[count];
    for (int m = 0; m < count; m++) {
      parts[m] = orPrior(m);
    }
    return new Mixed(List.of(parts), Tensor.of(logs, rows, count));
  }

  /** The logarithm of a weight of 0 that a sum of exponentials takes without NaN. */
  private static final float NEVER = -1e30f;

  /**
   * A mixture of normal vectors, which does not factorise: one component makes a whole row.
   *
   * @param logWeights [rows, components]
   */
  private record Mixed(List<Normal> parts, Tensor logWeights) implements Distribution {
    @Override
    public Tensor logProb(Tensor x) {
      throw new UnsupportedOperationException(
          "a mixture of rows has no density of single numbers: use rowLogProb");
    }

    @Override
    public Tensor rowLogProb(Tensor x) {
      Tensor[] each = new Tensor[parts.size()];
      for (int m = 0; m < each.length; m++) {
        each[m] = parts.get(m).logProb(x).sum(-1);
      }
      return Tensor.stack(1, each).plus(logWeights).logSumExp(-1);
    }

    /** The gradient flows to the component that was drawn; the weights are constants. */
    @Override
    public Tensor sample(Rng rng) {
      float[] logs = logWeights.toArray();
      int rows = logWeights.size(0);
      int count = parts.size();
      float[][] chosen = new float[count][rows];
      for (int row = 0; row < rows; row++) {
        double left = rng.nextDouble();
        int m = 0;
        int last = -1;
        for (; m < count && left >= 0; m++) {
          if (logs[row * count + m] > NEVER) {
            last = m;
            left -= Math.exp(logs[row * count + m]);
          }
        }
        chosen[last][row] = 1;
      }
      Tensor sum = null;
      for (int m = 0; m < count; m++) {
        Tensor draw =
            parts.get(m).sample(rng.stream("component", m)).times(Tensor.of(chosen[m], rows, 1));
        sum = sum == null ? draw : sum.plus(draw);
      }
      return sum;
    }
  }
}
