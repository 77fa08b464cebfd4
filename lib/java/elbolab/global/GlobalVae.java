package elbolab.global;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Activation;
import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.nn.Initialisation;
import elbolab.nn.Layer;
import elbolab.nn.Linear;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.train.TrainingResult;
import elbolab.vae.Fit;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A VAE of groups: β ~ N(0, I) is shared by a group, each of its examples has a class d and local
 * numbers z, p(X, Z, d, β) = p(X | Z, β) p(Z | d, β) p(d) p(β) (4.1). Trained on random batches it
 * is UG-VAE, each batch a group that nobody chose.
 *
 * <pre>{@code
 * GlobalVae model = GlobalVae.of(GlobalOptions.ugVae(Body.perceptrons(784, 256), 10, 20, 10));
 * model.fit(digits, Fit.epochs(10).batch(128).rate(5e-3));
 * Tensor images = model.decode(model.local(3, beta).mean(), beta);      // of class 3
 * }</pre>
 */
@Equation(paper = THESIS, number = "4.1", test = "GlobalVaeTest#theBoundIsBelowTheExactEvidence")
public final class GlobalVae {
  private final GlobalOptions options;
  private final Parameters parameters;
  private final Body.Encoder encoder;
  private final Linear local;
  private final Mlp classes;
  private final Linear global;
  private final Layer[] components;
  private final Layer decoder;

  /** Dimensions of β; where there is none, one number that no network sees stands in its place. */
  private final int shared;

  private GlobalVae(GlobalOptions options) {
    this.options = options;
    parameters = Parameters.seeded(options.seed());
    int hidden = options.body().hidden();
    int d = options.local();
    int g = options.global();
    int k = options.classes();
    shared = Math.max(1, g);
    encoder = options.body().encoder(parameters.at("encoder"));
    local = Linear.of(parameters.at("local"), hidden, 2 * d);
    classes = k == 1 ? null : Mlp.of(parameters.at("classes"), Activation.TANH, d, hidden, k);
    global = g == 0 ? null : Linear.of(parameters.at("global"), hidden + k, 2 * g);
    components = new Layer[options.learned() ? k : 0];
    for (int c = 0; c < components.length; c++) {
      components[c] = component(parameters.at("component" + c), g, hidden, 2 * d);
    }
    decoder = options.body().decoder(parameters.at("decoder"), d + g);
  }

  public static GlobalVae of(GlobalOptions options) {
    return new GlobalVae(options);
  }

  /** A network of β; without one, numbers that are learned themselves and begin apart. */
  private static Layer component(Parameters at, int g, int hidden, int out) {
    if (g > 0) {
      return Mlp.of(at, Activation.RELU, g, hidden, out);
    }
    Tensor constant = at.add("constant", Initialisation.glorotUniform(), 1, 1, 1, out);
    return beta -> constant.expand(beta.size(0), out);
  }

  public GlobalOptions options() {
    return options;
  }

  public Parameters parameters() {
    return parameters;
  }

  /**
   * What is known of the latent variables of a batch once it was seen (4.5).
   *
   * @param local q(z | x) of each row (4.6)
   * @param z a draw of it, or its mean
   * @param logClasses log q(d | z) of each row, [rows, K] (4.7)
   * @param global q(β | X, Z) of each group (4.8), [groups, g]
   */
  @Equation(paper = THESIS, number = "4.5", test = "GlobalVaeTest#theOrderOfAGroupIsOfNoMatter")
  public record Posterior(Normal local, Tensor z, Tensor logClasses, Normal global) {}

  /** The posterior at the mean of q(z | x), as for figures and classifiers. */
  public Posterior encode(Observed x, Groups groups) {
    return posterior(x, groups, false, Normal::mean);
  }

  /**
   * The same with the moments of these very rows wherever the networks normalise, as the public
   * code judges groups. The moments that were learned follow: keep a copy of the model.
   */
  public Posterior encodeAsInTraining(Observed x, Groups groups) {
    return posterior(x, groups, true, Normal::mean);
  }

  Posterior posterior(
      Observed x, Groups groups, boolean training, Function<Normal, Tensor> choice) {
    Tensor h = encoder.apply(x.values(), training);
    Normal ofRow = Normal.ofHalves(local.apply(h));
    Tensor z = choice.apply(ofRow);
    Tensor logClasses = logClasses(z);
    return new Posterior(ofRow, z, logClasses, global(h, logClasses.exp(), groups));
  }

  /** log π(z) of q(d | z) = Cat(π(z)) (4.7). */
  @Equation(paper = THESIS, number = "4.7", test = "GlobalVaeTest#theBoundIsBelowTheExactEvidence")
  private Tensor logClasses(Tensor z) {
    return classes == null ? Tensor.zeros(z.size(0), 1) : classes.apply(z).logSoftmax(-1);
  }

  /** q(β | X, Z) = 1/Z Πᵢ N(μ([xᵢ, π(zᵢ)]), Σ([xᵢ, π(zᵢ)])) of each group (4.8). */
  @Equation(paper = THESIS, number = "4.8", test = "GlobalVaeTest#theOrderOfAGroupIsOfNoMatter")
  private Normal global(Tensor h, Tensor probabilities, Groups groups) {
    if (global == null) {
      return Normal.standard(groups.count(), shared);
    }
    Normal experts = Normal.ofHalves(global.apply(Tensor.concat(-1, h, probabilities)));
    return experts.product(groups.members());
  }

  /**
   * p(z | d, β) of a class, a row for each of β (4.3). The logarithm of its variance lies within
   * ±1, as in the public code: a component can neither vanish nor spread over all.
   */
  @Equation(paper = THESIS, number = "4.3", test = "GlobalVaeTest#theBoundIsBelowTheExactEvidence")
  public Normal local(int d, Tensor beta) {
    if (!options.learned()) {
      return Normal.standard(beta.size(0), options.local());
    }
    Tensor both = components[d].apply(beta);
    int half = options.local();
    return Normal.ofLogVariance(both.slice(-1, 0, half), both.slice(-1, half, 2 * half).tanh());
  }

  /** p(z | d, β) of all classes, class after class: [K · groups, d]. */
  private Normal components(Tensor beta) {
    Normal[] each =
        IntStream.range(0, options.classes()).mapToObj(d -> local(d, beta)).toArray(Normal[]::new);
    return new Normal(stacked(each, Normal::mean), stacked(each, Normal::logSigma));
  }

  private static Tensor stacked(Normal[] each, Function<Normal, Tensor> part) {
    return Tensor.concat(0, Arrays.stream(each).map(part).toArray(Tensor[]::new));
  }

  /** Those that belong to the group of each row, for each class: [rows, K, d]. */
  private Normal componentsOf(Groups groups, Tensor beta) {
    int k = options.classes();
    int rows = groups.of().length;
    int[] index = new int[rows * k];
    for (int i = 0; i < index.length; i++) {
      index[i] = i % k * groups.count() + groups.of()[i / k];
    }
    Normal all = components(beta);
    return new Normal(
        all.mean().gather(0, index).reshape(rows, k, options.local()),
        all.logSigma().gather(0, index).reshape(rows, k, options.local()));
  }

  /** E[x | z, β] of each row (4.2). */
  @Equation(paper = THESIS, number = "4.2", test = "GlobalVaeTest#theBoundIsBelowTheExactEvidence")
  public Tensor decode(Tensor z, Tensor beta) {
    return decoder.apply(global == null ? z : Tensor.concat(-1, z, beta));
  }

  /**
   * The terms of the bound (4.10), (4.11) at one draw. What is printed averages KL(q(z | x) ‖ p(z |
   * d, β)) over q(d | z) at the drawn z. That is no lower bound: q(d | z) depends on the same z
   * over which the divergence has averaged already. The bound needs log q(z | x) − log p(z | d, β)
   * at the drawn z, which {@link GlobalOptions#divergenceAtDraw} takes.
   */
  public GroupBound bound(Observed x, Groups groups, boolean training, Rng rng) {
    Posterior q = posterior(x, groups, training, of -> of.sample(rng.stream("z", 0)));
    Tensor beta = global == null ? q.global().mean() : q.global().sample(rng.stream("β", 0));
    Tensor ofRow = beta.gather(0, groups.of());
    Tensor likelihood = Normal.of(decode(q.z(), ofRow), options.noise()).logProb(x.values());
    Normal components = componentsOf(groups, beta);
    Normal own = new Normal(q.local().mean().unsqueeze(1), q.local().logSigma().unsqueeze(1));
    Tensor z = q.z().unsqueeze(1);
    Tensor divergences =
        (options.atDraw() ? own.logProb(z).minus(components.logProb(z)) : own.kl(components))
            .sum(-1);
    Tensor probabilities = q.logClasses().exp();
    return new GroupBound(
        x.sum(likelihood),
        probabilities.times(divergences).sum(-1),
        probabilities.times(q.logClasses().plus(DoubleMath.log(options.classes()))).sum(-1),
        q.global().klToStandard().sum(-1));
  }

  /** Trains on batches, each of which is one group. */
  public TrainingResult fit(Dataset data, Fit how) {
    return fit(data, how, rows -> Groups.one(rows.length));
  }

  /** Trains on batches in which the rows of one label are a group: ML-VAE's weak supervision. */
  public TrainingResult fit(Dataset data, int[] labels, Fit how) {
    return fit(
        data, how, rows -> Groups.byLabel(Arrays.stream(rows).map(row -> labels[row]).toArray()));
  }

  private TrainingResult fit(Dataset data, Fit how, Function<int[], Groups> groups) {
    return how.run(
        parameters,
        data.size(),
        (batch, rng) ->
            bound(data.rows(batch.rows()), groups.apply(batch.rows()), true, rng)
                .loss(options.weight()));
  }

  /** Means of drawn examples: β of each group, then d and z of each of its rows. */
  public Tensor draw(int rows, int groupSize, Rng rng) {
    return draw(rows, groupSize, rng, i -> rng.stream("class", i).nextInt(options.classes()));
  }

  /** The same, all of one class. */
  public Tensor draw(int rows, int groupSize, int ofClass, Rng rng) {
    return draw(rows, groupSize, rng, i -> ofClass);
  }

  private Tensor draw(int rows, int groupSize, Rng rng, IntUnaryOperator classOf) {
    Groups groups = Groups.each(rows, groupSize);
    Tensor beta = Tensor.gaussian(rng.stream("β", 0), groups.count(), shared);
    int[] index =
        IntStream.range(0, rows)
            .map(i -> classOf.applyAsInt(i) * groups.count() + groups.of()[i])
            .toArray();
    Normal all = components(beta);
    Normal prior = new Normal(all.mean().gather(0, index), all.logSigma().gather(0, index));
    return decode(prior.sample(rng.stream("z", 0)), beta.gather(0, groups.of()));
  }

  /**
   * A class's images: rows go from β = −reach to +reach in all dimensions at once, columns from μ −
   * 3 to μ + 3 of p(z | d, β) (section 4.3.1; the text has a reach of 1, the public code of 1.5).
   */
  public Tensor grid(int ofClass, double reach, int rows, int columns) {
    float[] beta = new float[rows * shared];
    for (int i = 0; i < beta.length; i++) {
      beta[i] = (float) (reach * (2.0 * (i / shared) / (rows - 1) - 1));
    }
    Tensor path = Tensor.of(beta, rows, shared);
    Tensor middle = local(ofClass, path).mean();
    Tensor[] lines = new Tensor[rows];
    for (int r = 0; r < rows; r++) {
      float[] offsets = new float[columns * options.local()];
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = (float) (3 * (2.0 * (i / options.local()) / (columns - 1) - 1));
      }
      Tensor z = middle.slice(0, r, r + 1).plus(Tensor.of(offsets, columns, options.local()));
      lines[r] = decode(z, path.slice(0, r, r + 1).expand(columns, shared));
    }
    return Tensor.concat(0, lines);
  }

  /**
   * Between two examples of two groups: rows go from β of the one to that of the other, columns
   * from z to z (figure 4.7).
   */
  public Tensor between(Tensor z1, Tensor z2, Tensor beta1, Tensor beta2, int rows, int columns) {
    Tensor[] lines = new Tensor[rows];
    for (int r = 0; r < rows; r++) {
      Tensor beta = mixed(beta1, beta2, (double) r / (rows - 1));
      Tensor[] cells = new Tensor[columns];
      for (int c = 0; c < columns; c++) {
        cells[c] = mixed(z1, z2, (double) c / (columns - 1));
      }
      Tensor z = Tensor.concat(0, cells);
      lines[r] = decode(z, beta.expand(columns, shared));
    }
    return Tensor.concat(0, lines);
  }

  private static Tensor mixed(Tensor a, Tensor b, double share) {
    return a.times(1 - share).plus(b.times(share));
  }
}
