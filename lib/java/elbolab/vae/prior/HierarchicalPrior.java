package elbolab.vae.prior;

import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.vae.Prior;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * p(z₁ … z_L) = N(z_L; 0, I) Π_l N(z_l; μ(z_{l+1}), diag σ²(z_{l+1})), the levels side by side in a
 * row (thesis 3.4.5).
 *
 * @param sizes of the levels, z₁ first
 * @param networks from z_{l+1} to the mean and the logarithm of the deviation of z_l
 */
public record HierarchicalPrior(List<Integer> sizes, List<Mlp> networks) implements Prior {
  /** The logarithm of a deviation stays within ± this. */
  private static final double WIDEST = 4;

  public HierarchicalPrior {
    sizes = List.copyOf(sizes);
    networks = List.copyOf(networks);
  }

  /** Levels of these sizes, from the one beside the data to the top. */
  public static HierarchicalPrior of(Parameters branch, int hidden, int... sizes) {
    if (sizes.length < 2) {
      throw new IllegalArgumentException(
          sizes.length + " levels: a hierarchy has at least 2 (sizes of z₁, z₂, …)");
    }
    List<Mlp> networks = new ArrayList<>();
    for (int l = 0; l + 1 < sizes.length; l++) {
      networks.add(
          Mlp.of(
              branch.at("level" + (l + 1)), Activation.TANH, sizes[l + 1], hidden, 2 * sizes[l]));
    }
    return new HierarchicalPrior(IntStream.of(sizes).boxed().toList(), networks);
  }

  /** p(z_l | z_{l+1}), l from 0. */
  private Normal given(int l, Tensor above) {
    Tensor out = networks.get(l).apply(above);
    int d = sizes.get(l);
    return new Normal(out.slice(-1, 0, d), out.slice(-1, d, 2 * d).clamp(-WIDEST, WIDEST));
  }

  private Tensor level(int l, Tensor z) {
    int from = sizes.subList(0, l).stream().mapToInt(Integer::intValue).sum();
    return z.slice(-1, from, from + sizes.get(l));
  }

  @Override
  public Tensor logProb(Tensor z) {
    int top = sizes.size() - 1;
    Tensor sum = Normal.standard(1).logProb(level(top, z)).sum(-1);
    for (int l = top - 1; l >= 0; l--) {
      sum = sum.plus(given(l, level(l + 1, z)).logProb(level(l, z)).sum(-1));
    }
    return sum;
  }

  @Override
  public Tensor sample(Rng rng, int rows) {
    int top = sizes.size() - 1;
    Tensor[] levels = new Tensor[top + 1];
    levels[top] = Tensor.gaussian(rng.stream("level", top), rows, sizes.get(top));
    for (int l = top - 1; l >= 0; l--) {
      levels[l] = given(l, levels[l + 1]).sample(rng.stream("level", l));
    }
    return Tensor.concat(-1, levels);
  }
}
