package elbolab.deepdive;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.Activation;
import elbolab.math.Equation;
import elbolab.nn.Layer;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Deep disentangled interleaving variational encoding (section 4, figure 1): an encoder that all
 * series share, one marginal dimension with a classifier per label, a fusion by attention, and a
 * decoder that all series share. How it is trained is {@link Interleaving}'s.
 */
public final class DeepDive {
  /** The encoder's hidden layers, which every loss term trains. */
  static final String SHARED = "encoder.hidden";

  private final DeepDiveOptions options;
  private final Parameters parameters;
  private final Layer hidden;
  private final LastLayer conditional;
  private final List<Marginal> marginals = new ArrayList<>();
  private final Fusion fusion;
  private final Decoder decoder;

  private DeepDive(DeepDiveOptions options) {
    this.options = options;
    parameters = Parameters.seeded(options.seed());
    int h = options.hidden();
    Parameters shared = parameters.at(SHARED);
    hidden =
        Linear.of(shared.at("0"), options.lookBack(), h, Activation.RELU)
            .then(Linear.of(shared.at("1"), h, h, Activation.RELU));
    conditional =
        options.variant().hasConditional()
            ? LastLayer.of(parameters.at("encoder.a"), h, options.conditional())
            : null;
    for (Label label : options.labels()) {
      marginals.add(Marginal.of(parameters.at("marginal." + label.name()), options, label));
    }
    fusion = new Fusion(parameters.at("fusion"), options);
    decoder = new Decoder(parameters.at("decoder"), options);
  }

  public static DeepDive of(DeepDiveOptions options) {
    return new DeepDive(options);
  }

  public DeepDiveOptions options() {
    return options;
  }

  /**
   * The branches are {@code encoder} (hidden layers and block of a), {@code marginal} (per label
   * the encoder's block of b_i, w_i, radial basis and head: what the main pass freezes), {@code
   * fusion} and {@code decoder}.
   */
  public Parameters parameters() {
    return parameters;
  }

  /** q(a | x) and q(b_i | x) of windows x [windows, series, L]. */
  public Codes encode(Tensor x) {
    Tensor h = hidden(x);
    Normal a = conditional == null ? null : conditional.apply(h);
    return new Codes(a, marginals.stream().map(m -> m.encode(h)).toList());
  }

  private Tensor hidden(Tensor x) {
    if (x.rank() != 3 || x.size(1) != options.series() || x.size(2) != options.lookBack()) {
      throw new IllegalArgumentException(
          "x of shape %s: [windows, %d series, %d values] is needed"
              .formatted(x.shape(), options.series(), options.lookBack()));
    }
    return hidden.apply(x);
  }

  /** q(b_i | x) alone, for the classifier's pass. */
  Normal encodeMarginal(int label, Tensor x) {
    return marginals.get(label).encode(hidden(x));
  }

  /** s_i = w_i · b_i of each window, from b_i [windows, series]: the abscissa of figure 3. */
  public Tensor project(int label, Tensor b) {
    return marginals.get(label).project(b);
  }

  /** f(ψ_k(s_i)), [windows, classes]: their softmax is p(k | b_i). */
  public Tensor classLogits(int label, Tensor s) {
    return marginals.get(label).logits(s);
  }

  /** ψ_k(s_i) of eq. (20), [windows, classes]. */
  @Equation(paper = DEEPDIVE, number = "20", test = "DeepDiveTest#theLossIsTheNegativeBound")
  public Tensor basis(int label, Tensor s) {
    return marginals.get(label).basis().apply(s);
  }

  /**
   * Fusion and decoder.
   *
   * @param a [windows, series, n1]; null in variant (b)
   * @param s the projections s_i, [windows], one per label
   */
  public Decoded decode(Tensor a, List<Tensor> s) {
    List<Tensor> basis = new ArrayList<>();
    for (int i = 0; i < marginals.size(); i++) {
      basis.add(basis(i, s.get(i)));
    }
    return decoder.decode(fusion.fuse(a, basis));
  }

  /** The projections of the mean codes μ_b. */
  public List<Tensor> project(Codes codes) {
    List<Tensor> s = new ArrayList<>();
    for (int i = 0; i < marginals.size(); i++) {
      s.add(project(i, codes.b().get(i).mean()));
    }
    return s;
  }
}
