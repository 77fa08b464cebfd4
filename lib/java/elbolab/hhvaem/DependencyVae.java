package elbolab.hhvaem;

import static elbolab.math.Equation.Paper.THESIS;

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
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.vae.LatentModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The dependency VAE: p(z, y | ε) of the marginal VAEs' latent numbers z and of the targets y, with
 * levels ε = [ε_1 | ε_2 | …] that are N(0, I) a priori and that a hierarchy of networks turns into
 * h (eq. 5.5). A sampler walks through ε, where no level shapes another's scale.
 *
 * <p>The examples that it takes hold, beside what it models (z and y), what its predictor needs:
 * the observed x on the standardised scale and one standard normal number for each feature, the
 * noise of x̂ where x is missing. So its density is a function of ε alone.
 */
public final class DependencyVae implements LatentModel {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  private final Parameters parameters;
  private final CellModel cells;
  private final List<Feature> targets;
  private final HhVaemOptions options;
  private final int features;
  private final List<Layer> climb = new ArrayList<>();
  private final List<Linear> means = new ArrayList<>();
  private final List<Linear> logVariances = new ArrayList<>();
  private final List<Layer> priors = new ArrayList<>();
  private final Layer decoder;
  private final Layer predictor;
  private final int[] targetAt;

  /**
   * @param cells the networks next to what is modelled, and its likelihood
   * @param features how many cells that are
   */
  DependencyVae(
      Parameters parameters,
      CellModel cells,
      int features,
      List<Feature> targets,
      HhVaemOptions options) {
    this.parameters = parameters;
    this.cells = cells;
    this.targets = List.copyOf(targets);
    this.options = options;
    this.features = features;
    List<Integer> latent = options.latent();
    int hidden = options.hidden();
    Parameters encoder = parameters.at("encoder");
    for (int l = 0; l < latent.size(); l++) {
      Parameters branch = encoder.at("level" + l);
      climb.add(
          l == 0
              ? cells.reader(branch, targets.size(), options)
              : linear(branch, hidden, hidden, Activation.RELU));
      means.add(linear(encoder.at("mean" + l), hidden, latent.get(l), Activation.IDENTITY));
      logVariances.add(
          linear(encoder.at("logVariance" + l), hidden, latent.get(l), Activation.IDENTITY));
      if (l > 0) {
        Parameters prior = parameters.at("prior").at("level" + (l - 1));
        priors.add(perceptron(prior, latent.get(l), hidden, 2 * latent.get(l - 1)));
      }
    }
    decoder = cells.decoder(parameters.at("decoder"), options);
    targetAt = new int[targets.size() + 1];
    for (int p = 0; p < targets.size(); p++) {
      targetAt[p + 1] = targetAt[p] + targets.get(p).width();
    }
    predictor =
        targets.isEmpty()
            ? null
            : perceptron(
                parameters.at("predictor"),
                latent.get(0) + 2 * features,
                hidden,
                targetAt[targets.size()]);
  }

  /** First values as PyTorch draws them, which the public code uses. */
  static Linear linear(Parameters branch, int in, int out, Activation activation) {
    Initialisation start = Initialisation.fanInUniform();
    return Linear.of(branch, in, out, activation, start, start);
  }

  static Layer perceptron(Parameters branch, int in, int hidden, int out) {
    return new Mlp(
        List.of(
            linear(branch.at("hidden0"), in, hidden, Activation.RELU),
            linear(branch.at("out"), hidden, out, Activation.IDENTITY)));
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public int latent() {
    return options.dimensions();
  }

  /** Takes examples apart for many evaluations. */
  Given given(Observed example) {
    return Given.of(example, features, targets.size());
  }

  /** q(ε | z_O, y_O): a normal of each level from r_l, all levels beside each other. */
  @Override
  public Normal encode(Observed example) {
    return encode(given(example));
  }

  Normal encode(Given given) {
    Tensor r = Tensor.concat(1, given.z(), given.seen(), standardised(given), given.ySeen());
    Tensor[] mean = new Tensor[climb.size()];
    Tensor[] logVariance = new Tensor[climb.size()];
    for (int l = 0; l < climb.size(); l++) {
      r = climb.get(l).apply(r);
      mean[l] = means.get(l).apply(r);
      logVariance[l] = logVariances.get(l).apply(r);
    }
    return mean.length == 1
        ? Normal.ofLogVariance(mean[0], logVariance[0])
        : Normal.ofLogVariance(Tensor.concat(1, mean), Tensor.concat(1, logVariance));
  }

  private Tensor standardised(Given given) {
    if (targets.stream().allMatch(target -> target.kind().isNumber())) {
      return given.y();
    }
    float[] mean = new float[targets.size()];
    float[] scale = new float[targets.size()];
    for (int p = 0; p < mean.length; p++) {
      boolean number = targets.get(p).kind().isNumber();
      mean[p] = number ? 0 : (float) targets.get(p).mean();
      scale[p] = number ? 1 : (float) (1 / targets.get(p).deviation());
    }
    Tensor centred = given.y().minus(Tensor.of(mean, mean.length));
    return centred.times(Tensor.of(scale, scale.length)).times(given.ySeen());
  }

  /** h_1 from ε: h_l = μ_l(h_{l+1}) + σ_l(h_{l+1}) ⊙ ε_l (eq. 5.5). */
  @Equation(paper = THESIS, number = "5.5", test = "DependencyVaeTest#levelsInClosedForm")
  public Tensor hidden(Tensor epsilon) {
    return levels(epsilon)[0];
  }

  /** h_1, h_2, … */
  Tensor[] levels(Tensor epsilon) {
    int top = options.latent().size() - 1;
    Tensor[] h = new Tensor[top + 1];
    h[top] = level(epsilon, top, latent());
    for (int l = top - 1, from = latent() - options.latent().get(top); l >= 0; l--) {
      int size = options.latent().get(l);
      Tensor moments = priors.get(l).apply(h[l + 1]);
      Tensor deviation = moments.slice(1, size, 2 * size).times(0.5).exp();
      h[l] = moments.slice(1, 0, size).plus(deviation.times(epsilon.slice(1, from - size, from)));
      from -= size;
    }
    return h;
  }

  private Tensor level(Tensor epsilon, int l, int end) {
    return l == 0 ? epsilon : epsilon.slice(1, end - options.latent().get(l), end);
  }

  /** p of what is modelled given ε. */
  @Override
  public Distribution decode(Tensor epsilon) {
    return cells.distribution(decodeMean(epsilon));
  }

  /** The decoder's numbers: E[z | ε]. */
  @Override
  public Tensor decodeMean(Tensor epsilon) {
    return decoder.apply(hidden(epsilon));
  }

  /** log p(z_O | h_1) + log p(y_O | x̂, h_1) of each row. */
  @Override
  public Tensor logLikelihood(Observed example, Tensor epsilon) {
    return logLikelihood(given(example), epsilon);
  }

  Tensor logLikelihood(Given given, Tensor epsilon) {
    return likelihoodOfHidden(given, hidden(epsilon));
  }

  /** The likelihood as a function of h_1. */
  private Tensor likelihoodOfHidden(Given given, Tensor h) {
    Tensor mean = decoder.apply(h);
    Tensor ofFeatures = cells.logLikelihood(given, mean);
    int[] rows = given.withTarget();
    if (rows.length == 0 || predictor == null) {
      return ofFeatures;
    }
    if (rows.length == given.rows()) {
      return ofFeatures.plus(ofTargets(given, h, mean));
    }
    // Where no target is observed the predictor adds a constant: it is left out.
    Tensor some = ofTargets(given.rows(rows), h.gather(0, rows), mean.gather(0, rows));
    int[] back = new int[given.rows()];
    Arrays.fill(back, rows.length);
    for (int i = 0; i < rows.length; i++) {
      back[rows[i]] = i;
    }
    return ofFeatures.plus(Tensor.concat(0, some, Tensor.zeros(1)).gather(0, back));
  }

  private Tensor ofTargets(Given given, Tensor h, Tensor mean) {
    return logTargets(predict(given, h, mean), given.y()).times(given.ySeen()).sum(1);
  }

  /**
   * The predictor's numbers for all targets: from h_1, x̂ and which features are missing. x̂ is the
   * observed x, and what z = E[z | ε] + σξ stands for elsewhere.
   */
  Tensor predict(Given given, Tensor h, Tensor mean) {
    Tensor missing = given.seen().negate().plus(1);
    Tensor guess = cells.completed(withNoise(mean, given.noise()));
    Tensor completed = given.x().plus(guess.times(missing));
    return predict(h, completed, missing);
  }

  /** z = E[z | ε] + σξ; the decoder's numbers themselves where they have no noise. */
  Tensor withNoise(Tensor mean, Tensor noise) {
    double deviation = cells.deviation();
    return deviation == 0 ? mean : mean.plus(noise.times(deviation));
  }

  /** The predictor's numbers from x̂ on the standardised scale and marks of what is missing. */
  Tensor predict(Tensor h, Tensor completed, Tensor missing) {
    return predictor.apply(Tensor.concat(1, h, completed, missing));
  }

  /** log p(y_p | …) of each target, [rows, P], from the predictor's numbers. */
  Tensor logTargets(Tensor out, Tensor y) {
    Tensor[] parts = new Tensor[targets.size()];
    double variance = options.variance();
    for (int p = 0; p < parts.length; p++) {
      Tensor own = out.slice(1, targetAt[p], targetAt[p + 1]);
      Tensor value = y.slice(1, p, p + 1);
      parts[p] =
          switch (targets.get(p).kind()) {
            case GAUSSIAN, LOG_GAUSSIAN ->
                value
                    .minus(own)
                    .square()
                    .times(-0.5 / variance)
                    .minus(HALF_LOG_TWO_PI + 0.5 * DoubleMath.log(variance));
            case BERNOULLI -> value.times(own).minus(own.softplus());
            case CATEGORICAL ->
                hot(value, own.size(1)).times(own.logSoftmax(1)).sum(1).unsqueeze(1);
          };
    }
    return parts.length == 1 ? parts[0] : Tensor.concat(1, parts);
  }

  private static Tensor hot(Tensor codes, int classes) {
    float[] values = codes.toArray();
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) values[i];
    }
    return Tensor.oneHot(labels, classes);
  }

  /** The predictor's numbers of a row: one of each number, one of each class. */
  int targetWidth() {
    return targetAt[targets.size()];
  }

  /** E[z | h_1]. */
  Tensor decoder(Tensor h) {
    return decoder.apply(h);
  }

  /** The predictor's best guess of each target, [rows, P]: mean, likeliest code. */
  Tensor guessTargets(Tensor out) {
    return perTarget(out, (own, target) -> greatest(own, target));
  }

  /** A draw of each target, [rows, P]. */
  Tensor sampleTargets(Tensor out, Rng rng) {
    return perTarget(
        out,
        (own, target) -> {
          Rng stream = rng.stream(target.name(), 0);
          int[] shape = own.shape().toArray();
          return switch (target.kind()) {
            case GAUSSIAN, LOG_GAUSSIAN ->
                own.plus(Tensor.gaussian(stream, shape).times(Math.sqrt(options.variance())));
            case BERNOULLI -> own.sigmoid().minus(Tensor.uniform(stream, shape)).positive();
            case CATEGORICAL -> greatest(own.plus(MarginalVaes.gumbel(stream, shape)), target);
          };
        });
  }

  private static Tensor greatest(Tensor own, Feature target) {
    return switch (target.kind()) {
      case GAUSSIAN, LOG_GAUSSIAN -> own;
      case BERNOULLI -> own.positive();
      case CATEGORICAL -> {
        float[] places = new float[target.width()];
        for (int k = 0; k < places.length; k++) {
          places[k] = k;
        }
        Tensor hot = own.minus(own.max(1).unsqueeze(1)).plus(Float.MIN_NORMAL).positive();
        yield hot.matmul(Tensor.of(places, places.length, 1)).over(hot.sum(1).unsqueeze(1));
      }
    };
  }

  private Tensor perTarget(Tensor out, BiFunction<Tensor, Feature, Tensor> of) {
    Tensor[] parts = new Tensor[targets.size()];
    for (int p = 0; p < parts.length; p++) {
      parts[p] = of.apply(out.slice(1, targetAt[p], targetAt[p + 1]), targets.get(p));
    }
    return parts.length == 1 ? parts[0] : Tensor.concat(1, parts);
  }

  /** KL(q(ε_l | ·) ‖ N(0, I)) of each level, the mean over the rows of a batch. */
  List<Tensor> divergences(Normal q) {
    Tensor perRow = q.klToStandard();
    List<Tensor> levels = new ArrayList<>();
    int from = 0;
    for (int size : options.latent()) {
      levels.add(perRow.slice(1, from, from + size).sum(1).mean());
      from += size;
    }
    return levels;
  }

  /**
   * log p(z_O, y_O, h) on the hierarchy itself, h = [h_1 | h_2 | …], without the
   * reparameterisation: p(h_l | h_{l+1}) is normal with moments from the networks. What figure B.2
   * shows to be ill-posed.
   */
  Tensor logJointOfHidden(Given given, Tensor h) {
    int top = options.latent().size() - 1;
    int from = latent() - options.latent().get(top);
    Tensor above = level(h, top, latent());
    Tensor sum = prior().logProb(above);
    for (int l = top - 1; l >= 0; l--) {
      int size = options.latent().get(l);
      Tensor moments = priors.get(l).apply(above);
      Normal normal =
          Normal.ofLogVariance(moments.slice(1, 0, size), moments.slice(1, size, 2 * size));
      above = h.slice(1, from - size, from);
      sum = sum.plus(normal.rowLogProb(above));
      from -= size;
    }
    return sum.plus(likelihoodOfHidden(given, above));
  }

  /** The levels of coordinates: 0 for ε_1, 1 for ε_2, … */
  int[] levelOf() {
    int[] levels = new int[latent()];
    int at = 0;
    for (int l = 0; l < options.latent().size(); l++) {
      Arrays.fill(levels, at, at + options.latent().get(l), l);
      at += options.latent().get(l);
    }
    return levels;
  }

  Tensor logJoint(Given given, Tensor epsilon) {
    return logLikelihood(given, epsilon).plus(prior().logProb(epsilon));
  }
}
