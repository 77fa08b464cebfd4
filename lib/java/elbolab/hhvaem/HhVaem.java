package elbolab.hhvaem;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.data.TableEncoding;
import elbolab.hmc.Acceptance;
import elbolab.hmc.DiagonalMass;
import elbolab.hmc.HmcChain;
import elbolab.hmc.HmcOptions;
import elbolab.hmc.InitialProposal;
import elbolab.hmc.LogDensity;
import elbolab.hmc.StepSizes;
import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.train.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A variational autoencoder for tables of mixed types with missing cells (thesis, section 5.2; Ma
 * et al. 2020): a marginal VAE for each feature, and a dependency VAE on their latent numbers with
 * a predictor of the targets. The options say which of five models it is. Of images the pixels are
 * the features, convolutions are given as {@link ImageNetworks}, and no marginal VAE is needed.
 *
 * <pre>{@code
 * HhVaem model = HhVaem.fit(table, HhVaemOptions.hhVaem(10, 5), TrainingLengths.steps(2000));
 * Imputed imputed = model.impute(table, Inference.HMC, 100, Rng.of(1, "cells"));
 * model.save("my.safetensors");                           // HhVaem.open("my.safetensors")
 * }</pre>
 */
public final class HhVaem {
  static final String MARGINAL = "marginal";
  static final String DEPENDENCY = "dependency";
  private static final int ROWS_AT_ONCE = 500;

  private final Features features;
  private final HhVaemOptions options;
  private final Parameters parameters;
  private final CellModel cells;
  private final DependencyVae dependency;
  private final Tensor steps;
  private final Tensor inflation;

  private HhVaem(
      Features features, HhVaemOptions options, Function<Parameters, CellModel> cellModel) {
    this.features = features;
    this.options = options;
    this.parameters = Parameters.seeded(options.seed());
    this.cells = cellModel.apply(parameters);
    this.dependency =
        new DependencyVae(
            parameters.at(DEPENDENCY),
            cells,
            features.inputs().size(),
            features.targets(),
            options);
    if (options.chain().isPresent()) {
      HhVaemOptions.Chain chain = options.chain().get();
      double middle = 0.5 * (chain.leastStep() + chain.greatestStep());
      Parameters branch = parameters.at("chain");
      steps = branch.addState("steps", middle, chain.proposals(), options.dimensions());
      inflation = branch.addState("inflation", 1, options.latent().size());
    } else {
      steps = null;
      inflation = null;
    }
  }

  public static HhVaem of(Features features, HhVaemOptions options) {
    boolean weighs = options.has(Defect.POSITIVE_WEIGHT);
    return new HhVaem(
        features,
        options,
        parameters ->
            new MarginalVaes(
                parameters.at(MARGINAL),
                features.inputs(),
                options.marginalHidden(),
                options.variance(),
                feature -> weighs ? positiveWeight(feature) : 1));
  }

  /**
   * The same models without marginal VAEs: the features are the pixels of an image, see {@link
   * LabelledImages#asFeatures}, and these networks read and generate them.
   */
  public static HhVaem of(Features features, HhVaemOptions options, ImageNetworks networks) {
    networks.requirePixels(features.inputs().size());
    return new HhVaem(features, options, parameters -> new Pixels(networks));
  }

  /** Zeros to each one of a Bernoulli feature; its mean is the share of ones. */
  private static double positiveWeight(Feature feature) {
    double ones = feature.mean();
    return feature.kind() == FeatureKind.BERNOULLI && ones > 0 ? (1 - ones) / ones : 1;
  }

  /**
   * A model of a reader's table, trained on its rows: the columns' kinds are what they are taken
   * for. Those that no model can use are left out, see {@link Features#leftOut}.
   */
  public static HhVaem fit(
      Table table, HhVaemOptions options, TrainingLengths lengths, TrainingListener... listeners) {
    HhVaem model = of(Features.byKind(table), options);
    Fitting fitting = model.fitting(model.features.encode(table), lengths);
    List.of(listeners).forEach(fitting::listen);
    fitting.run();
    return model;
  }

  public Features features() {
    return features;
  }

  public HhVaemOptions options() {
    return options;
  }

  public Parameters parameters() {
    return parameters;
  }

  public MarginalVaes marginals() {
    if (cells instanceof MarginalVaes marginals) {
      return marginals;
    }
    throw new IllegalStateException(
        "a model of images has no marginal VAEs: its decoder generates the pixels themselves");
  }

  /** The networks of a model of images; empty for a model of tables. */
  public Optional<ImageNetworks> networks() {
    return cells instanceof Pixels pixels ? Optional.of(pixels.networks()) : Optional.empty();
  }

  CellModel cells() {
    return cells;
  }

  public DependencyVae dependency() {
    return dependency;
  }

  /** Training on rows that were encoded with this model's features. */
  public Fitting fitting(Dataset data, TrainingLengths lengths) {
    return new Fitting(this, data, lengths);
  }

  /** The branches of the dependency VAE that generate: all but the encoder. */
  String[] generative() {
    return dependency.parameters().tensors().keySet().stream()
        .map(name -> name.substring(0, name.indexOf('.')))
        .distinct()
        .filter(branch -> !branch.equals("encoder"))
        .toArray(String[]::new);
  }

  /** The inputs' columns of rows. */
  public Observed inputs(Observed x) {
    int width = features.inputs().size();
    Tensor mask = x.isComplete() ? null : x.mask().slice(1, 0, width);
    return new Observed(x.values().slice(1, 0, width), mask);
  }

  /** What the dependency VAE is given of rows: z of what is observed, and the noise of x̂. */
  Given given(Observed x, Tensor z, Rng rng) {
    int width = features.inputs().size();
    int all = features.all().size();
    Tensor mask = x.maskOrOnes();
    Tensor noise =
        cells.deviation() == 0
            ? Tensor.zeros(x.rows(), width)
            : Tensor.gaussian(rng.stream("missing", 0), x.rows(), width);
    return Given.of(
        z,
        cells.standardised(x.values().slice(1, 0, width)),
        noise,
        mask.slice(1, 0, width),
        x.values().slice(1, width, all),
        mask.slice(1, width, all));
  }

  /** As {@link #given(Observed, Tensor, Rng)}, with z drawn here. */
  Given given(Observed x, Rng rng) {
    return given(x, cells.given(inputs(x), rng.stream("code", 0)), rng);
  }

  HmcOptions hmc() {
    HmcOptions plain = HmcOptions.steps(options.chain().orElseThrow().leapfrogSteps());
    return options.has(Defect.OVERFLOW_REJECTS)
        ? plain.withAcceptance(Acceptance.PAPER_CODE)
        : plain;
  }

  /** The encoder's normal as where chains start, with an inflation for each level. */
  InitialProposal proposal(Given given) {
    Normal q = dependency.encode(given);
    return new InitialProposal(doubles(q.mean()), doubles(q.sigma()), dependency.levelOf());
  }

  static double[] doubles(Tensor tensor) {
    float[] values = tensor.toArray();
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /** The chain's hyper-parameters, which are saved with the model. */
  void setChain(StepSizes stepSizes, double[] inflations) {
    steps.set(floats(stepSizes.values()));
    inflation.set(floats(inflations));
  }

  private static float[] floats(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  public StepSizes stepSizes() {
    requireChain();
    return new StepSizes(steps.size(0), steps.size(1), doubles(steps));
  }

  /** s_l of each level. */
  public double[] inflation() {
    requireChain();
    return doubles(inflation);
  }

  private void requireChain() {
    if (steps == null) {
      throw new IllegalStateException(
          "this model has no HMC chain: take hhVaem or hmcVaem, or Inference.ENCODER");
    }
  }

  /** Draws of ε for each row given what is observed of it. */
  public PosteriorDraws posterior(Observed x, Inference by, int chains, Rng rng) {
    if (chains < 1) {
      throw new IllegalArgumentException("chains = " + chains + ": at least 1 draw for each row");
    }
    try (Tape tape = Tape.inference()) {
      Given given = given(x, rng.stream("given", 0)).keep();
      InitialProposal proposal = proposal(given);
      Rng draws = rng.stream("draws", 0);
      if (by == Inference.ENCODER) {
        double[] none = new double[options.latent().size()];
        Arrays.fill(none, 1);
        double[] epsilon = proposal.draw(draws, chains, none);
        return new PosteriorDraws(this, given, chains, floats(epsilon), Double.NaN);
      }
      StepSizes sizes = stepSizes();
      HmcChain chain =
          new HmcChain(
              PosteriorDensity.of(dependency, given, options, rng.stream("density", 0)),
              sizes,
              DiagonalMass.unit(options.dimensions()),
              hmc());
      HmcChain.Run run = chain.run(draws, proposal.draw(draws, chains, inflation()));
      float[] epsilon = floats(run.last().position());
      return new PosteriorDraws(this, given, chains, epsilon, run.meanAcceptance());
    }
  }

  /**
   * The encoder's normal q(ε | z_O, y_O) of each row at the means of q(z_d | x_d): all levels
   * beside each other, without a draw.
   */
  public Normal encode(Observed x) {
    int width = features.inputs().size();
    int all = features.all().size();
    Tensor mask = x.maskOrOnes();
    Tensor none = Tensor.zeros(x.rows(), width);
    return dependency.encode(
        Given.of(
            cells.givenMean(inputs(x)),
            none,
            none,
            mask.slice(1, 0, width),
            x.values().slice(1, width, all),
            mask.slice(1, width, all)));
  }

  /**
   * log p(z_O, y_O, ε) of rows as a function of ε, for samplers and for figures: with several
   * chains a row, chain c of row r is row r·chains + c.
   */
  public LogDensity density(Observed x, Rng rng) {
    try (Tape tape = Tape.inference()) {
      Given given = given(x, rng).keep();
      return PosteriorDensity.of(dependency, given, options, rng.stream("density", 0));
    }
  }

  /**
   * The table with its missing cells filled, targets among them, and what is said of each. Numbers
   * are filled with the mean of their draws on the coded scale, categories with the likeliest one.
   * A category that the model does not know stays where it is and tells the model nothing.
   */
  public Imputed impute(Table table, Inference by, int draws, Rng rng) {
    List<Imputed.Cell> cells = new ArrayList<>();
    return new Imputed(impute(table, by, draws, rng, cells::add), cells);
  }

  /** The filled table alone; each cell's draws are handed over, row by row, and not kept. */
  public Table impute(
      Table table, Inference by, int draws, Rng rng, Consumer<Imputed.Cell> consumer) {
    Dataset data = features.encode(table, TableEncoding.Unseen.MISSING);
    int width = features.all().size();
    double[] codes = new double[table.rows() * width];
    int[] rows = rowsWithGaps(data);
    for (int from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      int[] some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + ROWS_AT_ONCE));
      Observed x = data.rows(some);
      Rng own = rng.stream("rows", from);
      PosteriorDraws posterior = posterior(x, by, draws, own.stream("posterior", 0));
      for (Imputed.Cell cell : posterior.cells(x, some, own.stream("cells", 0))) {
        if (table.column(cell.column()).isMissing(cell.row())) {
          codes[cell.row() * width + features.all().indexOf(cell.feature())] = cell.guess();
          consumer.accept(cell);
        }
      }
    }
    return features.fill(table, codes);
  }

  private static int[] rowsWithGaps(Dataset data) {
    float[] seen = data.all().maskOrOnes().toArray();
    int width = data.features();
    return IntStream.range(0, data.size())
        .filter(row -> IntStream.range(0, width).anyMatch(d -> seen[row * width + d] == 0))
        .toArray();
  }

  /** Writes the model as one safetensors file, from which {@link #open} makes it again. */
  public void save(Path file) {
    ModelFile.write(this, file);
  }

  public void save(String file) {
    save(Path.of(file));
  }

  /** A model that was saved, with its features and options: it needs nothing beside its file. */
  public static HhVaem open(Path file) {
    return ModelFile.read(file);
  }

  public static HhVaem open(String file) {
    return open(Path.of(file));
  }
}
