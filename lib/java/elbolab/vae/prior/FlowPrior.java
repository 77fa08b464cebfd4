package elbolab.vae.prior;

import static elbolab.math.Equation.Paper.DINH_2017;
import static elbolab.math.Equation.Paper.THESIS;

import elbolab.math.Activation;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.vae.Prior;
import java.util.List;
import java.util.stream.IntStream;

/**
 * p(z) = N(f(z); 0, I) |det ∂f/∂z| with an invertible f of affine coupling layers (RealNVP, Dinh et
 * al. 2017): its divergence in eq. (3.16) of the thesis is estimated by draws of q.
 *
 * @param layers from z to the standard normal numbers
 */
@Equation(paper = THESIS, number = "3.16", test = "PriorsTest#divergencesAreUnbiased")
public record FlowPrior(List<Coupling> layers, int dimensions) implements Prior {

  public FlowPrior {
    layers = List.copyOf(layers);
  }

  /** So many layers, which change the second and the first half of z in turns. */
  public static FlowPrior of(Parameters branch, int dimensions, int layers, int hidden) {
    if (dimensions < 2 || layers < 1) {
      throw new IllegalArgumentException(
          "%d dimensions, %d layers: a coupling needs 2 or more dimensions, a flow a layer"
              .formatted(dimensions, layers));
    }
    int half = dimensions / 2;
    return new FlowPrior(
        IntStream.range(0, layers)
            .mapToObj(
                i -> {
                  boolean last = i % 2 == 0;
                  int kept = last ? half : dimensions - half;
                  Mlp network =
                      Mlp.of(
                          branch.at("coupling" + i),
                          Activation.TANH,
                          kept,
                          hidden,
                          2 * (dimensions - kept));
                  return new Coupling(last, kept, network);
                })
            .toList(),
        dimensions);
  }

  /**
   * u_a = z_a, u_b = z_b exp(s(z_a)) + t(z_a): eqs. (4) and (5) of Dinh et al. 2017, whose Jacobian
   * is triangular with determinant exp Σ s, eq. (6). s is kept within ±2.
   *
   * @param changesLast whether b is the end of the row, and a its beginning
   * @param kept how many numbers a has
   */
  @Equation(
      paper = DINH_2017,
      number = {"4", "5", "6"},
      test = "PriorsTest#aFlowGoesThereAndBack")
  public record Coupling(boolean changesLast, int kept, Mlp network) {
    private static final double LARGEST = 2;

    /** What becomes of some numbers, and log |det| of each row. */
    record Step(Tensor numbers, Tensor logDeterminant) {}

    Step forwards(Tensor z) {
      Tensor a = part(z, true);
      Tensor s = scale(a);
      return new Step(join(a, part(z, false).times(s.exp()).plus(shift(a))), s.sum(-1));
    }

    Tensor backwards(Tensor u) {
      Tensor a = part(u, true);
      return join(a, part(u, false).minus(shift(a)).times(scale(a).negate().exp()));
    }

    private Tensor part(Tensor z, boolean keptPart) {
      int d = z.size(-1);
      int first = changesLast ? kept : d - kept;
      return keptPart == changesLast ? z.slice(-1, 0, first) : z.slice(-1, first, d);
    }

    private Tensor join(Tensor a, Tensor b) {
      return changesLast ? Tensor.concat(-1, a, b) : Tensor.concat(-1, b, a);
    }

    private Tensor scale(Tensor a) {
      Tensor out = network.apply(a);
      return out.slice(-1, 0, out.size(-1) / 2).tanh().times(LARGEST);
    }

    private Tensor shift(Tensor a) {
      Tensor out = network.apply(a);
      return out.slice(-1, out.size(-1) / 2, out.size(-1));
    }
  }

  @Override
  public Tensor logProb(Tensor z) {
    Tensor numbers = z;
    Tensor logDeterminant = null;
    for (Coupling layer : layers) {
      Coupling.Step step = layer.forwards(numbers);
      numbers = step.numbers();
      logDeterminant =
          logDeterminant == null
              ? step.logDeterminant()
              : logDeterminant.plus(step.logDeterminant());
    }
    return Normal.standard(1).logProb(numbers).sum(-1).plus(logDeterminant);
  }

  @Override
  public Tensor sample(Rng rng, int rows) {
    Tensor numbers = Tensor.gaussian(rng, rows, dimensions);
    for (int i = layers.size() - 1; i >= 0; i--) {
      numbers = layers.get(i).backwards(numbers);
    }
    return numbers;
  }
}
