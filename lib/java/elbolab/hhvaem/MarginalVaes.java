package elbolab.hhvaem;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.data.Observed;
import elbolab.math.Activation;
import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.nn.Layer;
import elbolab.nn.Parameters;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The marginal VAEs: one for each feature, with one latent number z_d ~ N(0, 1), so that features
 * of all kinds become numbers of one kind. Features of one number are one block of networks,
 * categorical ones another.
 *
 * <p>Cells are [rows, features] outside and [features, rows, 1] inside.
 */
public final class MarginalVaes implements CellModel {
  /** Draws of which the cells' numbers stay small enough. */
  private static final int DRAWS_AT_ONCE = 8192;

  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  /** The weight of the divergence for categories: a marginal VAE of one must not collapse. */
  private static final double CATEGORY_DIVERGENCE = 0.2;

  /** q(z_d | x_d) of each cell, [rows, features]; a cell that is missing has no use for it. */
  public record Code(Tensor mean, Tensor deviation) {
    Code keep() {
      return new Code(mean.keep(), deviation.keep());
    }

    public Tensor sample(Rng rng) {
      return mean.plus(deviation.times(Tensor.gaussian(rng, mean.shape().toArray())));
    }

    Code rows(int... rows) {
      return new Code(mean.gather(0, rows), deviation.gather(0, rows));
    }
  }

  private final List<Feature> features;
  private final double variance;
  private final MarginalBlock single;
  private final MarginalBlock categorical;
  private final Tensor isNumber;
  private final Tensor weight;
  private final Tensor divergenceWeight;
  private final Tensor codeMean;
  private final Tensor codeScale;
  private final Tensor places;

  /**
   * @param variance of numbers given z_d, on the standardised scale
   * @param positiveWeights of each feature: how much a 1 of a Bernoulli feature counts; 1 is a
   *     normalised likelihood
   */
  MarginalVaes(
      Parameters parameters,
      List<Feature> features,
      int hidden,
      double variance,
      ToDoubleFunction<Feature> positiveWeights) {
    this.features = features;
    this.variance = variance;
    List<Feature> ones =
        features.stream().filter(f -> f.kind() != FeatureKind.CATEGORICAL).toList();
    List<Feature> many =
        features.stream().filter(f -> f.kind() == FeatureKind.CATEGORICAL).toList();
    single = ones.isEmpty() ? null : new MarginalBlock(parameters.at("single"), ones, hidden);
    categorical =
        many.isEmpty() ? null : new MarginalBlock(parameters.at("categorical"), many, hidden);
    isNumber = column(ones, f -> f.kind().isNumber() ? 1 : 0);
    weight = column(ones, positiveWeights);
    divergenceWeight = column(features, f -> f.kind().isNumber() ? 1 : CATEGORY_DIVERGENCE);
    codeMean = row(features, f -> f.kind().isNumber() ? 0 : f.mean());
    codeScale = row(features, f -> f.kind().isNumber() ? 1 : 1 / f.deviation());
    places = places();
  }

  private static Tensor column(List<Feature> features, ToDoubleFunction<Feature> of) {
    return row(features, of).reshape(features.size(), 1, 1).keep();
  }

  private static Tensor row(List<Feature> features, ToDoubleFunction<Feature> of) {
    float[] values = new float[features.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) of.applyAsDouble(features.get(i));
    }
    return Tensor.of(values, values.length).keep();
  }

  /** 0, 1, 2, …: a one-hot vector times it is the code. */
  private Tensor places() {
    float[] values = new float[categorical == null ? 1 : categorical.width];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Tensor.of(values, values.length, 1).keep();
  }

  public List<Feature> features() {
    return features;
  }

  /** With several levels two layers without a rectifier at their end, as in the public code. */
  @Override
  public Layer reader(Parameters branch, int targets, HhVaemOptions options) {
    int in = 2 * (features.size() + targets);
    int hidden = options.hidden();
    Layer first = DependencyVae.linear(branch.at("hidden0"), in, hidden, Activation.RELU);
    return options.latent().size() == 1
        ? first
        : first.then(DependencyVae.linear(branch.at("out"), hidden, hidden, Activation.IDENTITY));
  }

  @Override
  public Layer decoder(Parameters branch, HhVaemOptions options) {
    return DependencyVae.perceptron(
        branch, options.latent().get(0), options.hidden(), features.size());
  }

  @Override
  public Tensor given(Observed inputs, Rng rng) {
    return encode(inputs).sample(rng);
  }

  @Override
  public Tensor givenMean(Observed inputs) {
    return encode(inputs).mean();
  }

  @Override
  public double deviation() {
    return Math.sqrt(variance);
  }

  /** p(z | ε), normal around the decoder's mean with the fixed variance. */
  @Override
  public Distribution distribution(Tensor mean) {
    return Normal.of(mean, deviation());
  }

  @Override
  public Tensor logLikelihood(Given given, Tensor mean) {
    double constant = HALF_LOG_TWO_PI + 0.5 * DoubleMath.log(variance);
    Tensor squares = given.z().minus(mean).times(given.seen()).square().sum(1);
    return squares.times(-0.5 / variance).minus(given.seen().sum(1).times(constant));
  }

  @Override
  public Tensor completed(Tensor z) {
    return standardised(guess(z));
  }

  @Override
  public int drawsAtOnce() {
    return DRAWS_AT_ONCE;
  }

  private int singles() {
    return single == null ? 0 : single.features.size();
  }

  private Tensor ofSingles(Tensor cells) {
    return cells.slice(1, 0, singles());
  }

  private Tensor ofCategorical(Tensor cells) {
    return cells.slice(1, singles(), features.size());
  }

  /** Joins what the two blocks give along the features' axis. */
  private Tensor join(int axis, Tensor ones, Tensor many) {
    return ones == null ? many : many == null ? ones : Tensor.concat(axis, ones, many);
  }

  /** q(z_d | x_d) of all cells of x, [rows, features]. */
  public Code encode(Observed x) {
    Tensor marks = x.maskOrOnes();
    Tensor[] ones =
        single == null ? null : encoded(single, ofSingles(x.values()), ofSingles(marks));
    Tensor[] many =
        categorical == null
            ? null
            : encoded(categorical, ofCategorical(x.values()), ofCategorical(marks));
    Tensor mean = join(0, ones == null ? null : ones[0], many == null ? null : many[0]);
    Tensor logVariance = join(0, ones == null ? null : ones[1], many == null ? null : many[1]);
    return new Code(MarginalBlock.flat(mean), MarginalBlock.flat(logVariance.times(0.5).exp()));
  }

  private static Tensor[] encoded(MarginalBlock block, Tensor codes, Tensor marks) {
    return block.encode(block.wide(codes), MarginalBlock.tall(marks));
  }

  /**
   * The mean over rows of −Σ_d m_d {E[log p(x_d | z_d)] − w_d KL(q(z_d | x_d) ‖ N(0, 1))}, with one
   * draw of z_d: eq. (5.3) of all features at once. The weight w is 0.2 for categories.
   */
  @Equation(paper = THESIS, number = "5.3", test = "MarginalVaesTest#blockEqualsOneByOne")
  public Loss loss(Observed x, Rng rng) {
    Tensor marks = MarginalBlock.tall(x.maskOrOnes());
    List<Tensor> likelihoods = new ArrayList<>();
    List<Tensor> divergences = new ArrayList<>();
    for (MarginalBlock block : blocks()) {
      boolean ones = block == single;
      Tensor codes = ones ? ofSingles(x.values()) : ofCategorical(x.values());
      Tensor wide = block.wide(codes);
      int from = ones ? 0 : singles();
      Tensor[] q = block.encode(wide, marks.slice(0, from, from + block.features.size()));
      Tensor noise = block.noise(x.rows(), rng);
      Tensor z = q[0].plus(q[1].times(0.5).exp().times(noise));
      likelihoods.add(logProb(block, block.decode(z), wide));
      Tensor twice = q[0].square().plus(q[1].exp()).minus(q[1]).minus(1);
      divergences.add(twice.times(0.5));
    }
    Tensor divergence =
        Tensor.concat(0, divergences.toArray(Tensor[]::new)).times(divergenceWeight);
    Tensor likelihood = Tensor.concat(0, likelihoods.toArray(Tensor[]::new));
    double perRow = 1.0 / x.rows();
    return Loss.of("reconstruction", likelihood.times(marks).sum().times(-perRow))
        .plus("divergence", divergence.times(marks).sum().times(perRow));
  }

  private List<MarginalBlock> blocks() {
    return single == null
        ? List.of(categorical)
        : categorical == null ? List.of(single) : List.of(single, categorical);
  }

  /** log p(x_d | z_d), [features, rows, 1], from the decoder's numbers. */
  private Tensor logProb(MarginalBlock block, Tensor out, Tensor wide) {
    if (block == categorical) {
      return wide.times(out.logSoftmax(2)).sum(2).unsqueeze(2);
    }
    Tensor number =
        wide.minus(out)
            .square()
            .times(-0.5 / variance)
            .minus(HALF_LOG_TWO_PI + 0.5 * DoubleMath.log(variance));
    // w x log σ(o) + (1 − x) log(1 − σ(o)) with log σ(o) = o − softplus(o)
    Tensor soft = out.softplus();
    Tensor positive = wide.times(weight).times(out.minus(soft));
    Tensor pair = positive.minus(soft.times(wide.negate().plus(1)));
    return pair.plus(isNumber.times(number.minus(pair)));
  }

  /** log p(x_d | z_d) of each cell, [rows, features]: of codes x at latent numbers z. */
  @Override
  public Tensor logProb(Tensor codes, Tensor z) {
    Tensor ones =
        single == null
            ? null
            : logProb(
                single,
                single.decode(MarginalBlock.tall(ofSingles(z))),
                single.wide(ofSingles(codes)));
    Tensor many =
        categorical == null
            ? null
            : logProb(
                categorical,
                categorical.decode(MarginalBlock.tall(ofCategorical(z))),
                categorical.wide(ofCategorical(codes)));
    return MarginalBlock.flat(join(0, ones, many));
  }

  /**
   * The best guess of each code at z, [rows, features]: mean, likelier value, likeliest category.
   */
  @Override
  public Tensor guess(Tensor z) {
    Tensor ones = single == null ? null : guessSingles(single.decode(tallSingles(z)));
    Tensor many = categorical == null ? null : guessCategory(categorical.decode(tallMany(z)));
    return MarginalBlock.flat(join(0, ones, many));
  }

  private Tensor tallSingles(Tensor z) {
    return MarginalBlock.tall(ofSingles(z));
  }

  private Tensor tallMany(Tensor z) {
    return MarginalBlock.tall(ofCategorical(z));
  }

  /** No gradient flows through a category; the mean of a number passes it on. */
  private Tensor guessSingles(Tensor out) {
    Tensor pair = out.positive();
    return pair.plus(isNumber.times(out.minus(pair)));
  }

  private Tensor guessCategory(Tensor logits) {
    Tensor best = logits.stopGradient().max(2).unsqueeze(2);
    Tensor hot = logits.stopGradient().minus(best).plus(Float.MIN_NORMAL).positive();
    // Two categories that share the maximum: the mean of their codes.
    return hot.matmul(places).over(hot.sum(2).unsqueeze(2));
  }

  /**
   * A draw of each code given z, [rows, features]: with noise for numbers, from the probabilities
   * for categories.
   */
  @Override
  public Tensor sample(Tensor z, Rng rng) {
    Tensor ones = null;
    if (single != null) {
      Tensor out = single.decode(tallSingles(z));
      int[] shape = out.shape().toArray();
      Tensor noise = Tensor.gaussian(rng.stream("numbers", 0), shape).times(Math.sqrt(variance));
      Tensor number = out.plus(noise);
      Tensor pair = out.sigmoid().minus(Tensor.uniform(rng.stream("pairs", 0), shape)).positive();
      ones = pair.plus(isNumber.times(number.minus(pair)));
    }
    Tensor many = null;
    if (categorical != null) {
      Tensor out = categorical.decode(tallMany(z));
      Rng stream = rng.stream("categories", 0);
      many = guessCategory(out.plus(gumbel(stream, out.shape().toArray())));
    }
    return MarginalBlock.flat(join(0, ones, many));
  }

  /** Gumbel noise: the greatest of logit + noise is a draw from the probabilities. */
  static Tensor gumbel(Rng rng, int... shape) {
    Tensor uniform = Tensor.uniform(rng, shape).clamp(1e-12, 1 - 6e-8);
    return uniform.log().negate().log().negate();
  }

  /** The decoders as they are now, for a column at a time. */
  MarginalColumns columns() {
    float[][][] hidden = new float[2][features.size()][];
    float[][][] out = new float[2][features.size()][];
    if (single != null) {
      single.copyDecoder(hidden, out, 0);
    }
    if (categorical != null) {
      categorical.copyDecoder(hidden, out, singles());
    }
    return new MarginalColumns(features, variance, hidden, out);
  }

  /** Codes on the scale of standardised numbers, [rows, features]. */
  @Override
  public Tensor standardised(Tensor codes) {
    return codes.minus(codeMean).times(codeScale);
  }
}
