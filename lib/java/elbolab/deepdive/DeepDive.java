package elbolab.deepdive;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.data.Observed;
import elbolab.data.series.ForecastData;
import elbolab.data.series.Forecaster;
import elbolab.data.series.WindowSet;
import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.train.TrainingResult;
import elbolab.vae.Fit;
import elbolab.vae.LatentModel;
import elbolab.vae.Prior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Deep disentangled interleaving variational encoding (section 4, figure 1): an encoder that all
 * series share, one marginal dimension with a classifier per label, a fusion by attention, and a
 * decoder that all series share.
 *
 * <p>As a {@link LatentModel} its examples are windows [l, L + H], inputs before targets, of which
 * the targets are missing when a forecast is made ({@link WindowSet#past}). The decoder sees b_i
 * through s_i = w_i · b_i alone, so that a window's latent row is z = [a_1 … a_l | s_1 … s_n2], of
 * l·n1 + n2 numbers: q(s_i | x) is normal as q(b_i | x) is, and p(s_i) is the mixture of
 * assumptions 3 and 4.
 */
public final class DeepDive implements LatentModel {
  private static final int AT_ONCE = 64;

  private final DeepDiveOptions options;
  private final Parameters parameters;
  private final Encoder encoder;
  private final Encoder.Columns conditional;
  private final List<Marginal> marginals = new ArrayList<>();
  private final Fusion fusion;
  private final Decoder decoder;

  private DeepDive(DeepDiveOptions options) {
    this.options = options;
    parameters = Parameters.seeded(options.seed());
    encoder = Encoder.of(parameters.at(Encoder.SHARED), options);
    conditional =
        options.variant().hasConditional()
            ? Encoder.Columns.of(
                parameters.at("encoder.a"), options.sizes().hidden(), options.sizes().conditional())
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

  /** A model of the usual sizes, trained on the training windows by interleaved passes. */
  public static DeepDive fit(ForecastData data, Fit how) {
    DeepDive model = of(DeepDiveOptions.of(data.train()).seed(how.plan(1).seed()));
    model.fit(data.train(), how);
    return model;
  }

  /** Trains by interleaved passes (section 4); {@link Interleaving} says what these are. */
  public TrainingResult fit(WindowSet windows, Fit how) {
    Interleaving interleaving = new Interleaving(this);
    return how.run(parameters, windows.size(), adam -> interleaving.passes(windows, adam));
  }

  public DeepDiveOptions options() {
    return options;
  }

  /**
   * The branches are {@code encoder} (hidden layers and block of a), {@code marginal} (per label
   * the encoder's block of b_i, w_i, radial basis and head: what the main pass freezes), {@code
   * fusion} and {@code decoder}.
   */
  @Override
  public Parameters parameters() {
    return parameters;
  }

  /**
   * What the encoder says of windows.
   *
   * @param a q(a | x), [windows, series, n1]; null in variant (b)
   * @param b q(b_i | x), [windows, series], of each label
   */
  public record Codes(Normal a, List<Normal> b) {
    public Codes {
      b = List.copyOf(b);
    }

    /** A draw of a; null in variant (b). */
    Tensor sampleA(Rng rng) {
      return a == null ? null : a.sample(rng);
    }
  }

  /**
   * The means of p(x | a, b) and p(y | a, b). In variant (b) the decoder, which all series share,
   * sees the same tokens for each of them, so there is one series that stands for all.
   *
   * @param x [windows, series or 1, L]
   * @param y [windows, series or 1, H]
   */
  public record Decoded(Tensor x, Tensor y) {
    /** With each series written out. */
    Decoded forSeries(int series) {
      return x.size(1) == series ? this : new Decoded(repeat(x, series), repeat(y, series));
    }

    private static Tensor repeat(Tensor one, int series) {
      return one.expand(one.size(0), series, one.size(2));
    }
  }

  /** q(a | x) and q(b_i | x) of windows x [windows, series, L]. */
  public Codes encode(Tensor x) {
    Tensor h = encoder.apply(x);
    Normal a = conditional == null ? null : conditional.apply(h);
    return new Codes(a, marginals.stream().map(m -> m.encode(h)).toList());
  }

  /** q(b_i | x) alone, for the classifier's pass. */
  Normal encodeMarginal(int label, Tensor x) {
    return marginals.get(label).encode(encoder.apply(x));
  }

  /** s_i = w_i · b_i of each window, from b_i [windows, series]: the abscissa of figure 3. */
  public Tensor project(int label, Tensor b) {
    return marginals.get(label).project(b);
  }

  /** The projections of the mean codes μ_b. */
  public List<Tensor> project(Codes codes) {
    List<Tensor> s = new ArrayList<>();
    for (int i = 0; i < marginals.size(); i++) {
      s.add(project(i, codes.b().get(i).mean()));
    }
    return s;
  }

  /** f(ψ_k(s_i)), [windows, classes]: their softmax is p(k | b_i). */
  public Tensor classLogits(int label, Tensor s) {
    return marginals.get(label).logits(s);
  }

  /**
   * Fusion and decoder.
   *
   * @param a [windows, series, n1]; null in variant (b)
   * @param s the projections s_i, [windows], one per label
   */
  @Equation(paper = DEEPDIVE, number = "20", test = "DeepDiveTest#theLossIsTheNegativeBound")
  public Decoded decode(Tensor a, List<Tensor> s) {
    List<Tensor> basis = new ArrayList<>();
    for (int i = 0; i < marginals.size(); i++) {
      basis.add(marginals.get(i).basis().apply(s.get(i)));
    }
    return decoder.decode(fusion.fuse(a, basis));
  }

  /** All that can be read off the model about these windows, which are encoded once. */
  public Evaluation evaluate(WindowSet windows) {
    return Evaluation.of(this, windows);
  }

  /** Forecasts of the test windows by 100 draws, with σ measured on the validation windows. */
  public Forecast forecast(ForecastData data) {
    return forecast(data, 100, Rng.of(options.seed(), "forecast"));
  }

  /** Forecasts of the test windows by so many draws of a. */
  public Forecast forecast(ForecastData data, int draws, Rng rng) {
    double[] sigma = Forecast.sigma(evaluate(data.validation()), rng.stream("sigma", 0));
    return Forecast.of(evaluate(data.test()), data, sigma, draws, rng);
  }

  /** Forecasts of windows like those that it was trained on, decoded from the mean codes. */
  public Forecaster forecaster() {
    return (windows, rows, to) -> {
      int width = windows.channels() * windows.shape().horizon();
      for (int from = 0; from < rows.length; from += AT_ONCE) {
        int[] some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + AT_ONCE));
        try (Tape tape = Tape.inference()) {
          Codes codes = encode(windows.inputs(some));
          Tensor a = codes.a() == null ? null : codes.a().mean();
          Decoded decoded = decode(a, project(codes)).forSeries(windows.channels());
          float[] y = decoded.y().toArray();
          System.arraycopy(y, 0, to, from * width, y.length);
        }
      }
    };
  }

  private int conditionalNumbers() {
    return conditional == null ? 0 : options.windows().series() * options.sizes().conditional();
  }

  @Override
  public int latent() {
    return conditionalNumbers() + marginals.size();
  }

  /** q(a, s | x); an input that is missing counts as 0, the mean of its series. */
  @Override
  public Normal encode(Observed windows) {
    Codes codes = encode(windows.values().slice(-1, 0, options.windows().lookBack()));
    int rows = windows.rows();
    List<Tensor> means = new ArrayList<>();
    List<Tensor> logSigmas = new ArrayList<>();
    if (codes.a() != null) {
      means.add(codes.a().mean().reshape(rows, -1));
      logSigmas.add(codes.a().logSigma().reshape(rows, -1));
    }
    for (int i = 0; i < marginals.size(); i++) {
      Normal s = marginals.get(i).project(codes.b().get(i));
      means.add(s.mean().reshape(rows, 1));
      logSigmas.add(s.logSigma().reshape(rows, 1));
    }
    return new Normal(
        Tensor.concat(-1, means.toArray(Tensor[]::new)),
        Tensor.concat(-1, logSigmas.toArray(Tensor[]::new)));
  }

  /** p(x, y | z), with the σ that the weights of the main pass stand for. */
  @Override
  public Normal decode(Tensor z) {
    int lookBack = options.windows().lookBack();
    int horizon = options.windows().horizon();
    double[] logSigma = new double[lookBack + horizon];
    Arrays.fill(logSigma, 0, lookBack, DoubleMath.log(options.weights().inputSigma(lookBack)));
    Arrays.fill(
        logSigma,
        lookBack,
        logSigma.length,
        DoubleMath.log(options.weights().forecastSigma(horizon)));
    return new Normal(decodeMean(z), Tensor.of(logSigma, logSigma.length));
  }

  @Override
  public Tensor decodeMean(Tensor z) {
    int series = options.windows().series();
    int ofA = conditionalNumbers();
    Tensor a = ofA == 0 ? null : z.slice(-1, 0, ofA).reshape(z.size(0), series, -1);
    Decoded decoded = decode(a, projections(z)).forSeries(series);
    return Tensor.concat(-1, decoded.x(), decoded.y());
  }

  private List<Tensor> projections(Tensor z) {
    List<Tensor> s = new ArrayList<>();
    int ofA = conditionalNumbers();
    for (int i = 0; i < marginals.size(); i++) {
      s.add(z.slice(-1, ofA + i, ofA + i + 1).reshape(-1));
    }
    return s;
  }

  @Override
  public Prior prior() {
    return new CodePrior(this);
  }

  /** p(z) = N(a; 0, I) Π_i p(s_i): assumption 1 with the mixtures of assumptions 3 and 4. */
  private record CodePrior(DeepDive model) implements Prior {
    @Override
    public Tensor logProb(Tensor z) {
      Tensor sum = ofLabels(z);
      int ofA = model.conditionalNumbers();
      if (ofA == 0) {
        return sum;
      }
      Tensor ofCodes = Normal.standard(1).logProb(z.slice(-1, 0, ofA)).sum(-1);
      return sum == null ? ofCodes : ofCodes.plus(sum);
    }

    /** Σ_i log p(s_i); null without labels. */
    private Tensor ofLabels(Tensor z) {
      List<Tensor> s = model.projections(z);
      Tensor sum = null;
      for (int i = 0; i < s.size(); i++) {
        Tensor one = model.marginals.get(i).logPrior(s.get(i));
        sum = sum == null ? one : sum.plus(one);
      }
      return sum;
    }

    @Override
    public Tensor sample(Rng rng, int rows) {
      List<Tensor> parts = new ArrayList<>();
      if (model.conditional != null) {
        parts.add(Tensor.gaussian(rng.stream("a", 0), rows, model.conditionalNumbers()));
      }
      for (int i = 0; i < model.marginals.size(); i++) {
        Tensor s = model.marginals.get(i).samplePrior(rng.stream("s", i), rows);
        parts.add(s.reshape(rows, 1));
      }
      return Tensor.concat(-1, parts.toArray(Tensor[]::new));
    }

    /** KL(q(a) ‖ p(a)) in closed form; that of each s_i, against a mixture, at its draw. */
    @Override
    public Tensor divergence(Distribution q, Tensor z) {
      int ofA = model.conditionalNumbers();
      if (!(q instanceof Normal normal) || ofA == 0) {
        return Prior.super.divergence(q, z);
      }
      Normal a = new Normal(normal.mean().slice(-1, 0, ofA), normal.logSigma().slice(-1, 0, ofA));
      Tensor closed = a.klToStandard().sum(-1);
      Tensor ofLabels = ofLabels(z);
      return ofLabels == null
          ? closed
          : closed.plus(normal.logProb(z).slice(-1, ofA, z.size(-1)).sum(-1)).minus(ofLabels);
    }
  }
}
