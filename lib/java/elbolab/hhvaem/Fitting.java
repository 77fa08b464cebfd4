package elbolab.hhvaem;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.hmc.HmcTraining;
import elbolab.hmc.HmcTrainingOptions;
import elbolab.hmc.InitialProposal;
import elbolab.hmc.StepSizes;
import elbolab.hmc.TapeDensity;
import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Optimizer;
import elbolab.nn.Parameters;
import elbolab.nn.Safetensors;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.train.Batch;
import elbolab.train.Loss;
import elbolab.train.Pass;
import elbolab.train.Plan;
import elbolab.train.Trainer;
import elbolab.train.TrainingListener;
import elbolab.vae.Bound;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The three stages of algorithm 1: the marginal VAEs; the dependency VAE on its bound; then the
 * encoder on the ELBO, decoder, predictor, prior networks and step sizes on L_HMC (eq. 5.9), and
 * inflations on the SKSD (eq. 5.10). Cells that are there are hidden at random in each batch.
 *
 * <p>What was drawn for a step depends on its number alone; the codes q(z_d | x_d) are computed
 * once after the first stage, since nothing changes them afterwards.
 */
public final class Fitting {
  private static final double DECAY = 0.01;
  private static final int ROWS_AT_ONCE = 4096;

  /** The stages, in their order. */
  public enum Stage {
    MARGINAL,
    DEPENDENCY,
    HMC
  }

  private final HhVaem model;
  private final HhVaemOptions options;
  private final Dataset data;
  private final TrainingLengths lengths;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private Path folder;
  private long checkpointEvery;
  private MarginalVaes.Code codes;
  private HmcTraining chain;
  private HmcTraining.Round round;

  Fitting(HhVaem model, Dataset data, TrainingLengths lengths) {
    this.model = model;
    this.options = model.options();
    this.data = data;
    this.lengths = lengths;
    int width = model.features().all().size();
    if (data.features() != width) {
      throw new IllegalArgumentException(
          "rows of %d codes for a model of %d features: encode the table with the model's features"
              .formatted(data.features(), width));
    }
  }

  public Fitting listen(TrainingListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Keeps a checkpoint of each stage in this folder and goes on from what is there. */
  public Fitting checkpoint(Path newFolder, long every) {
    folder = newFolder;
    checkpointEvery = every;
    return this;
  }

  /** All stages that the model has. */
  public void run() {
    if (model.networks().isEmpty()) {
      run(Stage.MARGINAL);
    }
    run(Stage.DEPENDENCY);
    if (options.chain().isPresent() && lengths.hmcSteps() > 0) {
      run(Stage.HMC);
    }
  }

  /** One stage; those before it must have been run. */
  public void run(Stage stage) {
    switch (stage) {
      case MARGINAL -> marginal();
      case DEPENDENCY -> dependency();
      case HMC -> hmc();
      default -> throw new AssertionError(stage);
    }
  }

  /** The last round of the chain's training; null before the last stage. */
  public HmcTraining.Round round() {
    return round;
  }

  private Trainer trainer(Parameters parameters, Stage stage, long steps) {
    Plan plan = new Plan(data.size(), lengths.batch(), steps, lengths.seed() + stage.ordinal());
    Trainer trainer = new Trainer(parameters, plan);
    listeners.forEach(trainer::listen);
    if (folder != null) {
      Path file = folder.resolve(stage.name().toLowerCase(java.util.Locale.ROOT) + ".checkpoint");
      trainer.checkpoint(file, checkpointEvery, options + " " + lengths);
    }
    return trainer;
  }

  private void marginal() {
    Parameters own = model.parameters().at(HhVaem.MARGINAL);
    boolean decays = options.has(Defect.DECAY_WITHOUT_HMC);
    trainer(own, Stage.MARGINAL, lengths.marginalSteps())
        .run(
            new Adam(own, lengths.rate()),
            (batch, rng) -> {
              Observed x = hide(data.rows(batch.rows()), rng.stream("missing", 0));
              Loss loss = model.marginals().loss(model.inputs(x), rng.stream("latent", 0));
              // The public code takes the mean over the rows that have a cell, which are this
              // share.
              double there = 1 - 0.5 * lengths.mostMissing();
              return decays ? decayed(loss, there, own) : loss;
            });
    model.parameters().freeze(HhVaem.MARGINAL);
  }

  /** Hides cells: for each row a rate u ~ U(0, most), then each cell with this rate. */
  private Observed hide(Observed x, Rng rng) {
    Tensor rates = Tensor.uniform(rng.stream("rates", 0), x.rows(), 1).times(lengths.mostMissing());
    Tensor uniform = Tensor.uniform(rng.stream("cells", 0), x.values().shape().toArray());
    // A cell stays where its uniform number is at or above the rate.
    return x.hide(rates.minus(uniform).positive().negate().plus(1));
  }

  /**
   * ½·0.01·Σw² of all parameters, whose gradient is the coupled decay of PyTorch's Adam. The share
   * weighs it as much less as the loss is less than that of the public code: steps of Adam do not
   * see the scale of the two together.
   */
  private static Loss decayed(Loss loss, double share, Parameters parameters) {
    Tensor sum = Tensor.scalar(0);
    for (Tensor weights : parameters.learned()) {
      sum = sum.plus(weights.square().sum());
    }
    return loss.plus("decay", 0.5 * DECAY * share, sum);
  }

  private void dependency() {
    encodeAll();
    Parameters own = model.parameters().at(HhVaem.DEPENDENCY);
    boolean hmc = options.chain().isPresent();
    long steps = lengths.steps() - (hmc ? lengths.hmcSteps() : 0);
    boolean decays = options.has(Defect.DECAY_WITHOUT_HMC) && !hmc;
    if (steps > 0) {
      trainer(own, Stage.DEPENDENCY, steps)
          .run(
              new Adam(own, lengths.rate()),
              (batch, rng) -> {
                Loss loss = bound(batch, rng);
                return decays ? decayed(loss, 1, own) : loss;
              });
    }
  }

  /** q(z_d | x_d) of all cells that are there. */
  private void encodeAll() {
    if (model.networks().isPresent()) {
      return; // What is given of pixels are they themselves.
    }
    model.parameters().freeze(HhVaem.MARGINAL);
    int width = model.features().inputs().size();
    float[] means = new float[data.size() * width];
    float[] deviations = new float[means.length];
    for (int from = 0; from < data.size(); from += ROWS_AT_ONCE) {
      int to = Math.min(data.size(), from + ROWS_AT_ONCE);
      try (Tape tape = Tape.inference()) {
        int[] rows = java.util.stream.IntStream.range(from, to).toArray();
        MarginalVaes.Code code = model.marginals().encode(model.inputs(data.rows(rows)));
        System.arraycopy(code.mean().toArray(), 0, means, from * width, rows.length * width);
        float[] deviation = code.deviation().toArray();
        System.arraycopy(deviation, 0, deviations, from * width, rows.length * width);
      }
    }
    codes =
        new MarginalVaes.Code(
            Tensor.of(means, data.size(), width).keep(),
            Tensor.of(deviations, data.size(), width).keep());
  }

  /** The batch with cells hidden and with its noise drawn. */
  private Given given(Batch batch, Rng rng) {
    Observed x = hide(data.rows(batch.rows()), rng.stream("missing", 0));
    Rng noise = rng.stream("noise", 0);
    return codes == null
        ? model.given(x, noise)
        : model.given(x, codes.rows(batch.rows()).sample(noise.stream("code", 0)), noise);
  }

  private Loss bound(Batch batch, Rng rng) {
    Given given = given(batch, rng);
    if (options.importanceSamples() > 1) {
      Loss loss =
          Bound.importanceWeighted(options.importanceSamples())
              .loss(model.dependency(), given.observed(), 1, rng.stream("latent", 0));
      double logK = DoubleMath.log(options.importanceSamples());
      return options.has(Defect.NO_LOG_K) ? loss.plus("log K", Tensor.scalar(-logK)) : loss;
    }
    boolean twice =
        options.has(Defect.WARM_UP_TWICE)
            && options.chain().isPresent()
            && options.latent().size() > 1;
    long step = batch.step() * (twice ? 2 : 1);
    double warm = lengths.warmUp() == 0 ? 1 : Math.min(1, (double) step / lengths.warmUp());
    return elbo(given, warm, step < lengths.warmUp(), rng.stream("latent", 0));
  }

  /** The negative bound (5.6), its divergences weighed by β and, while balanced, by γ_l (5.7). */
  @Equation(
      paper = THESIS,
      number = {"5.6", "5.7"},
      test = "FittingTest#balancedDivergences")
  Loss elbo(Given given, double beta, boolean balanced, Rng rng) {
    Normal q = model.dependency().encode(given);
    Tensor epsilon = q.sample(rng);
    Tensor likelihood = model.dependency().logLikelihood(given, epsilon).mean();
    List<Tensor> divergences = model.dependency().divergences(q);
    Tensor divergence = null;
    Tensor[] weights = balanced && divergences.size() > 1 ? balance(divergences) : null;
    for (int l = 0; l < divergences.size(); l++) {
      Tensor own = divergences.get(l);
      Tensor term = weights == null ? own : own.times(weights[l]);
      divergence = divergence == null ? term : divergence.plus(term);
    }
    return Loss.of("reconstruction", likelihood.negate()).plus("divergence", beta, divergence);
  }

  /**
   * γ_l = L d_l KL_l / Σ_i d_i KL_i, held constant: a level whose divergence is small is hardly
   * pressed to the prior. (5.7) itself sums to 1, which would also halve the divergence of two
   * levels as long as the balance lasts.
   */
  private Tensor[] balance(List<Tensor> divergences) {
    boolean asPublished = options.has(Defect.BALANCE_NOT_DETACHED);
    Tensor[] weights = new Tensor[divergences.size()];
    Tensor sum = null;
    for (int l = 0; l < weights.length; l++) {
      Tensor kl = asPublished ? divergences.get(l) : divergences.get(l).stopGradient();
      weights[l] = kl.times(options.latent().get(l));
      sum = sum == null ? weights[l] : sum.plus(weights[l]);
    }
    double total = asPublished ? 1 : weights.length;
    Tensor scale = sum.plus(1e-12).reciprocal().times(total);
    for (int l = 0; l < weights.length; l++) {
      weights[l] = weights[l].times(scale);
    }
    return weights;
  }

  private void hmc() {
    HhVaemOptions.Chain settings = options.chain().orElseThrow();
    if (codes == null) {
      encodeAll();
    }
    int d = options.dimensions();
    Rng rng = Rng.of(lengths.seed(), "step sizes");
    chain =
        new HmcTraining(
            StepSizes.uniform(
                rng, settings.proposals(), d, settings.leastStep(), settings.greatestStep()),
            options.latent().size(),
            model.hmc(),
            HmcTrainingOptions.standard()
                .withChains(1)
                .withStein(settings.steinChains(), settings.steinEvery())
                .withRates(lengths.rate(), lengths.inflationRate()));
    Parameters own = model.parameters().at(HhVaem.DEPENDENCY);
    // The bound's pass hands gradients to the encoder alone, that of HMC to everything else.
    String[] generative = model.generative();
    Pass encoder =
        Pass.of(
            "encoder",
            new Adam(own.at("encoder"), lengths.rate()),
            (batch, steps) -> elbo(given(batch, steps), 1, false, steps.stream("latent", 0)),
            generative);
    Optimizer networks = new Adam(own, lengths.rate());
    Pass generator = Pass.of("hmc", new WithChain(networks, chain), this::hmcLoss, "encoder");
    trainer(own, Stage.HMC, lengths.hmcSteps()).run(encoder, generator);
    model.setChain(chain.stepSizes(), chain.inflation());
  }

  /** An optimiser that also remembers a chain, which its pass trains by itself. */
  private record WithChain(Optimizer networks, HmcTraining chain) implements Optimizer {
    @Override
    public void step() {
      networks.step();
    }

    @Override
    public Safetensors state() {
      Safetensors state = new Safetensors();
      state.putAll("networks/", networks.state());
      state.putAll("chain/", chain.state());
      return state;
    }

    @Override
    public void restore(Safetensors state) {
      networks.restore(state.under("networks/"));
      chain.restore(state.under("chain/"));
    }
  }

  /** −L_HMC at the ends of one chain for each row, which also trains the chain. */
  @Equation(paper = THESIS, number = "5.9", test = "FittingTest#ascentOnTheJointDensity")
  private Loss hmcLoss(Batch batch, Rng rng) {
    Given given = given(batch, rng);
    InitialProposal proposal = model.proposal(given);
    TapeDensity density =
        PosteriorDensity.of(model.dependency(), given, options, rng.stream("density", 0));
    round = chain.step(density, proposal, rng.stream("chain", 0));
    model.setChain(chain.stepSizes(), chain.inflation());
    double[] ends = round.ends().position();
    float[] epsilon = new float[ends.length];
    for (int i = 0; i < ends.length; i++) {
      epsilon[i] = (float) ends[i];
    }
    Tensor at = Tensor.of(epsilon, given.rows(), options.dimensions());
    return Loss.of("hmc", model.dependency().logJoint(given, at).mean().negate());
  }
}
