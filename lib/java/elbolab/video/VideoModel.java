package elbolab.video;

import static elbolab.math.Equation.Paper.LECTURE;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.nn.Schedule;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.train.TrainingResult;
import elbolab.vae.Elbo;
import elbolab.vae.Fit;
import elbolab.vae.LatentModel;
import elbolab.vae.Prior;
import java.util.Arrays;
import java.util.List;

/**
 * A generative model of films, [frames, pixels] each: one encoder and one decoder of frames, and
 * recurrent cores of the generator, of the posterior and of a learned prior. {@link
 * LatentStructure} says which of SV2P's and SVG's models it is, or the deterministic predictor.
 * What is learned from sees the true frames before each; a {@link #forecast} sees its own.
 *
 * <pre>{@code
 * VideoModel model = VideoModel.of(VideoOptions.of(LatentStructure.SVG_LP, 12, 32, 32));
 * model.fit(films, Fit.steps(1000).batch(16).rate(2e-3));
 * Tensor future = model.forecast(fiveFrames, 15, Rng.of(1, "future"));
 * }</pre>
 */
public final class VideoModel implements LatentModel {
  private final VideoOptions options;
  private final Parameters parameters;
  private final FrameCoder coder;
  private final Core generator;
  private final Linear head;
  private final Core inference;
  private final Linear posterior;
  private final Core before;
  private final Linear prior;

  private VideoModel(VideoOptions options) {
    this.options = options;
    LatentStructure s = options.structure();
    parameters = Parameters.seeded(options.seed());
    coder = FrameCoder.of(parameters.at("frames"), options);
    int code = options.code();
    int z = s.isStochastic() ? options.latent() : 0;
    int units = options.units();
    Parameters p = parameters.at("generator");
    generator = Core.of(p, options, s.isRemembered() ? code + z : code, units, options.layers());
    head = Linear.of(p.at("head"), s.isRemembered() ? units : units + z, code);
    int inferring = options.inferring();
    p = parameters.at("posterior");
    inference = z == 0 ? null : Core.of(p, options, code, inferring, 1);
    int seen = s == LatentStructure.SV2P_EACH ? 2 * inferring : inferring;
    posterior = z == 0 ? null : Linear.of(p.at("head"), seen, 2 * z);
    p = parameters.at("prior");
    boolean learned = s == LatentStructure.SVG_LP;
    before = learned ? Core.of(p, options, code, inferring, 1) : null;
    prior = learned ? Linear.of(p.at("head"), inferring, 2 * z) : null;
  }

  public static VideoModel of(VideoOptions options) {
    return new VideoModel(options);
  }

  public VideoOptions options() {
    return options;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  private LatentStructure structure() {
    return options.structure();
  }

  /** Of a film of {@code options().frames()}: the z of its frames, one after the other. */
  @Override
  public int latent() {
    return switch (structure()) {
      case DETERMINISTIC -> 0;
      case SV2P_ONE -> options.latent();
      default -> options.latent() * options.generated();
    };
  }

  /**
   * Films as the networks see them; time comes first.
   *
   * @param codes of all frames, [frames, rows, code]
   * @param before codes of the frames before each generated one, [generated, rows, code]; zeros
   *     before the first of all
   * @param skips what the encoder made of the last seen frame of each, [generated · rows, …]
   */
  private record Seen(Tensor codes, Tensor before, List<Tensor> skips) {
    int rows() {
      return codes.size(1);
    }

    int steps() {
      return before.size(0);
    }
  }

  /** Frames as rows, time first: [frames · rows, pixels]. */
  private Tensor timeFirst(Tensor films) {
    int rows = films.size(0);
    int frames = films.size(1);
    int pixels = films.size() / rows / frames;
    if (pixels != options.pixels()) {
      throw new IllegalArgumentException(
          "films of shape %s: frames of %d × %d pixels are needed"
              .formatted(films.shape(), options.height(), options.width()));
    }
    return films.reshape(rows, frames, pixels).transpose(1, 0, 2).reshape(frames * rows, pixels);
  }

  private Seen see(Tensor films) {
    int rows = films.size(0);
    int frames = films.size(1);
    FrameCoder.Encoded all = coder.encode(timeFirst(films));
    Tensor codes = all.code().reshape(frames, rows, options.code());
    if (frames <= options.given()) {
      throw new IllegalArgumentException(
          "films of %d frames, of which %d are given: nothing is left to generate"
              .formatted(frames, options.given()));
    }
    List<Tensor> skips = all.skips().stream().map(s -> lastSeen(s, rows)).toList();
    return new Seen(codes, earlier(codes), skips);
  }

  /** The codes before each generated frame; null where one given frame is all. */
  private Tensor earlier(Tensor codes) {
    int frames = codes.size(0);
    Tensor but = frames == 1 ? null : codes.slice(0, 0, frames - 1);
    if (options.firstGiven()) {
      return but;
    }
    Tensor nothing = Tensor.zeros(1, codes.size(1), codes.size(2));
    return but == null ? nothing : Tensor.concat(0, nothing, but);
  }

  /** For each generated frame the numbers of the frame before, or of the last of the past. */
  private Tensor lastSeen(Tensor ofAll, int rows) {
    int frames = ofAll.size(0) / rows;
    int[] from = new int[(frames - options.given()) * rows];
    for (int i = 0; i < from.length; i++) {
      int frame = options.given() + i / rows;
      from[i] = Math.max(0, Math.min(frame, options.past()) - 1) * rows + i % rows;
    }
    Tensor seen = ofAll.gather(0, from);
    if (options.firstGiven()) {
      return seen;
    }
    // Nothing was seen before the first of all.
    float[] there = new float[from.length];
    Arrays.fill(there, rows, there.length, 1);
    int[] shape = new int[seen.rank()];
    Arrays.fill(shape, 1);
    shape[0] = from.length;
    return seen.times(Tensor.of(there, shape));
  }

  private Core.Output run(Core core, Tensor x) {
    return core.apply(x, core.start(x.size(1)), options.truncate());
  }

  /**
   * The posterior of each z, [generated, rows, latent]; of all together where they have one, [1,
   * rows, latent].
   */
  private Normal posterior(Seen seen) {
    Tensor hidden = run(inference, seen.codes()).hidden();
    int frames = hidden.size(0);
    Tensor last = hidden.slice(0, frames - 1, frames);
    if (structure().hasOnePosterior()) {
      return Normal.ofHalves(posterior.apply(last));
    }
    Tensor upTo = hidden.slice(0, options.given(), frames);
    return Normal.ofHalves(
        posterior.apply(
            structure() == LatentStructure.SV2P_EACH
                ? Tensor.concat(2, upTo, last.expand(upTo.shape().toArray()))
                : upTo));
  }

  /** p(z | frames before) of each generated frame, [generated, rows, latent] (34). */
  @Equation(
      paper = LECTURE,
      number = "34",
      test = "VideoBoundsTest#everyBoundIsBelowTheKalmanFilter")
  private Normal learnedPrior(Seen seen) {
    return Normal.ofHalves(prior.apply(run(before, seen.before()).hidden()));
  }

  /** [steps, rows, n] as [rows, steps · n]. */
  private static Tensor sideBySide(Tensor t) {
    return t.transpose(1, 0, 2).reshape(t.size(1), t.size(0) * t.size(2));
  }

  private static Normal sideBySide(Normal of, int times) {
    int[] all = new int[of.mean().size(0) == 1 ? times : of.mean().size(0)];
    if (of.mean().size(0) > 1) {
      Arrays.setAll(all, i -> i);
    }
    return new Normal(
        sideBySide(of.mean().gather(0, all)), sideBySide(of.logSigma().gather(0, all)));
  }

  /** As [steps, rows, latent]; the one z of a film at each step. */
  private Tensor steps(Tensor z, int steps) {
    int n = options.latent();
    return structure() == LatentStructure.SV2P_ONE
        ? z.unsqueeze(0).expand(steps, z.size(0), n)
        : z.reshape(z.size(0), steps, n).transpose(1, 0, 2);
  }

  private Normal encode(Seen seen) {
    int times = structure() == LatentStructure.SV2P_ONE ? 1 : seen.steps();
    return sideBySide(posterior(seen), times);
  }

  private void requireLatent() {
    if (!structure().isStochastic()) {
      throw new UnsupportedOperationException(
          "a deterministic predictor has no latent numbers: elbo and forecast are what it has");
    }
  }

  /** q(z | x), [rows, steps · latent]. */
  @Override
  public Normal encode(Observed x) {
    requireLatent();
    return encode(see(x.values()));
  }

  /** N(0, I), or the learned prior given the true frames before each. */
  @Override
  public Prior prior(Observed x) {
    requireLatent();
    return prior(see(x.values()));
  }

  private Prior prior(Seen seen) {
    if (structure() == LatentStructure.SVG_LP) {
      return new Given(sideBySide(learnedPrior(seen), 1));
    }
    boolean one = structure() == LatentStructure.SV2P_ONE;
    return Prior.standard(options.latent() * (one ? 1 : seen.steps()));
  }

  /** A normal distribution for each row. */
  private record Given(Normal each) implements Prior {
    @Override
    public Tensor logProb(Tensor z) {
      return each.logProb(z).sum(-1);
    }

    @Override
    public Tensor sample(Rng rng, int rows) {
      return each.sample(rng);
    }

    @Override
    public Tensor divergence(Distribution q, Tensor z) {
      return q instanceof Normal normal ? normal.kl(each).sum(-1) : Prior.super.divergence(q, z);
    }
  }

  /**
   * E[frame] of each generated one given z and the true frames before, [generated · rows, pixels]:
   * (28) where z is one, (30) where each has its own and the core sees frames alone, (32) where the
   * core sees z as well.
   */
  @Equation(
      paper = LECTURE,
      number = {"28", "30", "32"},
      test = "VideoBoundsTest#everyBoundIsBelowTheKalmanFilter")
  private Tensor frames(Seen seen, Tensor z) {
    Tensor in = structure().isRemembered() ? Tensor.concat(2, seen.before(), z) : seen.before();
    Tensor hidden = run(generator, in).hidden();
    int rows = seen.steps() * seen.rows();
    return coder.decode(codeOf(hidden, z).reshape(rows, options.code()), seen.skips());
  }

  /** The code of a frame, from the core's state and, in SV2P, z. */
  private Tensor codeOf(Tensor hidden, Tensor z) {
    boolean joins = structure().isStochastic() && !structure().isRemembered();
    Tensor code = head.apply(joins ? Tensor.concat(-1, hidden, z) : hidden);
    return options.isLinear() ? code : code.tanh();
  }

  /** The same where the frame before is now and then the model's own, frame after frame. */
  private Tensor frames(Seen seen, Tensor z, double forcing, Rng rng) {
    int rows = seen.rows();
    Core.State state = generator.start(rows);
    Tensor[] drawn = new Tensor[seen.steps()];
    for (int t = 0; t < drawn.length; t++) {
      Tensor code = seen.before().slice(0, t, t + 1);
      if (t + options.given() > options.past()) {
        Tensor own = coder.encode(drawn[t - 1]).code().unsqueeze(0);
        code = chosen(code, own, forcing, rng.stream("frame", t));
      }
      Tensor zt = z == null ? null : z.slice(0, t, t + 1);
      Tensor in = structure().isRemembered() ? Tensor.concat(2, code, zt) : code;
      Core.Output out = generator.apply(in, state, 0);
      boolean cut = options.truncate() > 0 && (t + 1) % options.truncate() == 0;
      state = cut ? out.last().stopGradient() : out.last();
      int from = t * rows;
      drawn[t] =
          coder.decode(
              codeOf(out.hidden(), zt).reshape(rows, options.code()),
              seen.skips().stream().map(s -> s.slice(0, from, from + rows)).toList());
    }
    return Tensor.concat(0, drawn);
  }

  /** Of each row the true code with this probability, else the model's. */
  private static Tensor chosen(Tensor truth, Tensor own, double probability, Rng rng) {
    float[] isTrue = new float[truth.size(1)];
    for (int i = 0; i < isTrue.length; i++) {
      isTrue[i] = rng.nextDouble() < probability ? 1 : 0;
    }
    return own.plus(truth.minus(own).times(Tensor.of(isTrue, 1, isTrue.length, 1)));
  }

  /** log p of the generated frames of each row. */
  private Tensor logLikelihood(Observed x, Tensor means, int rows) {
    int steps = means.size(0) / rows;
    int n = options.pixels();
    int frames = steps + options.given();
    Tensor of = means.reshape(steps, rows, n).transpose(1, 0, 2);
    Tensor truth = x.values().reshape(rows, frames, n).slice(1, options.given(), frames);
    Tensor each = Normal.of(of, options.deviation()).logProb(truth);
    if (!x.isComplete()) {
      each = each.times(x.mask().reshape(rows, frames, n).slice(1, options.given(), frames));
    }
    return each.sum(-1).sum(-1);
  }

  /** log p(x | z) of each row: the true frames before each. */
  @Override
  public Tensor logLikelihood(Observed x, Tensor z) {
    requireLatent();
    Seen seen = see(x.values());
    return logLikelihood(x, frames(seen, steps(z, seen.steps())), seen.rows());
  }

  /**
   * The bound of each film with one draw of z, whose negative is the loss: (29) with one z, (31)
   * with one for each frame, (33) where it is remembered, (35) where its prior is learned. A
   * deterministic predictor's is its log likelihood.
   */
  @Equation(
      paper = LECTURE,
      number = {"29", "31", "33", "35"},
      test = "VideoBoundsTest#everyBoundIsBelowTheKalmanFilter")
  @Override
  public Elbo elbo(Observed x, Rng rng) {
    return elbo(x, 1, rng);
  }

  /**
   * The same where the generator sees the true frame before with this probability, else its own.
   */
  Elbo elbo(Observed x, double forcing, Rng rng) {
    Seen seen = see(x.values());
    Tensor z = null;
    Tensor divergence = Tensor.zeros(seen.rows());
    if (structure().isStochastic()) {
      Normal q = encode(seen);
      Tensor flat = q.sample(rng);
      divergence = prior(seen).divergence(q, flat);
      z = steps(flat, seen.steps());
    }
    Tensor means =
        forcing < 1 ? frames(seen, z, forcing, rng.stream("forcing", 0)) : frames(seen, z);
    return new Elbo(logLikelihood(x, means, seen.rows()), divergence);
  }

  /** log p(x, z) − log q(z | x) at a draw; the log likelihood where there is no z. */
  @Override
  public Tensor logWeight(Observed x, Rng rng) {
    return structure().isStochastic()
        ? LatentModel.super.logWeight(x, rng)
        : elbo(x, rng).reconstruction();
  }

  @Override
  public TrainingResult fit(Dataset data, Fit how) {
    Schedule forcing = options.forcing();
    return forcing.equals(Schedule.constant(1))
        ? how.run(this, data)
        : how.run(
            parameters,
            data.size(),
            (batch, rng) -> elbo(data.rows(batch.rows()), forcing.at(batch.step()), rng).loss(1));
  }

  /** E[frame] of each generated one at the mean of q(z | x) and the true frames before. */
  Tensor reconstruct(Tensor films) {
    Seen seen = see(films);
    Tensor z = structure().isStochastic() ? steps(encode(seen).mean(), seen.steps()) : null;
    Tensor means = frames(seen, z);
    return means.reshape(seen.steps(), seen.rows(), options.pixels()).transpose(1, 0, 2);
  }

  private void requireLearnedPrior() {
    if (structure() != LatentStructure.SVG_LP) {
      throw new UnsupportedOperationException(structure() + " has no learned prior");
    }
  }

  /** What the learned prior says of each z, in the order of {@link #encode}. */
  public Normal learnedPrior(Observed x) {
    requireLearnedPrior();
    return sideBySide(learnedPrior(see(x.values())), 1);
  }

  /** The learned prior's deviations, mean over the latent numbers, [rows, generated]. */
  public Tensor priorDeviation(Tensor films) {
    requireLearnedPrior();
    return learnedPrior(see(films)).sigma().mean(-1).transpose(1, 0);
  }

  /** Where z of the next frame comes from, given the code of the frame before, [1, rows, code]. */
  private interface Source {
    Tensor next(int step, Tensor code);
  }

  /** Frame after frame, each from the model's own before, [rows, steps, pixels]. */
  private Tensor goOn(Core.State start, Tensor code, List<Tensor> skips, int steps, Source source) {
    Core.State state = start;
    Tensor[] drawn = new Tensor[steps];
    for (int t = 0; t < steps; t++) {
      Tensor z = source.next(t, code);
      Tensor in = structure().isRemembered() ? Tensor.concat(2, code, z) : code;
      Core.Output out = generator.apply(in, state, 0);
      state = out.last();
      drawn[t] = coder.decode(codeOf(out.hidden(), z).reshape(code.size(1), code.size(2)), skips);
      code = coder.encode(drawn[t]).code().unsqueeze(0);
    }
    return Tensor.stack(1, drawn);
  }

  /**
   * What could come after some frames, [rows, steps, pixels]: one draw of each z from its prior and
   * the mean of each frame, which is what the next is made from. Where z is remembered, those of
   * the seen frames are drawn from their posteriors, as SVG does.
   *
   * @param past [rows, frames, pixels]; the skip connections stay with its last frame
   */
  public Tensor forecast(Tensor past, int steps, Rng rng) {
    int rows = past.size(0);
    int frames = past.size(1);
    FrameCoder.Encoded all = coder.encode(timeFirst(past));
    Tensor codes = all.code().reshape(frames, rows, options.code());
    Tensor now = codes.slice(0, frames - 1, frames);
    int last = (frames - 1) * rows;
    List<Tensor> skips = all.skips().stream().map(s -> s.slice(0, last, last + rows)).toList();
    Core.State begun = generator.start(rows);
    Tensor earlier = earlier(codes);
    if (earlier != null) {
      Tensor in = earlier;
      if (structure().isRemembered()) {
        Normal q = posterior(new Seen(codes, earlier, List.of()));
        in = Tensor.concat(2, earlier, q.sample(rng.stream("past", 0)));
      }
      begun = run(generator, in).last();
    }
    return goOn(begun, now, skips, steps, prior(earlier, rows, rng));
  }

  /** Draws from the prior of each frame behind those that were seen. */
  private Source prior(Tensor earlier, int rows, Rng rng) {
    int n = options.latent();
    return switch (structure()) {
      case DETERMINISTIC -> (step, code) -> null;
      case SV2P_ONE -> {
        Tensor z = Tensor.gaussian(rng.stream("z", 0), 1, rows, n);
        yield (step, code) -> z;
      }
      case SVG_LP -> {
        Core.State[] state = {earlier == null ? before.start(rows) : run(before, earlier).last()};
        yield (step, code) -> {
          Core.Output out = before.apply(code, state[0], 0);
          state[0] = out.last();
          return Normal.ofHalves(prior.apply(out.hidden())).sample(rng.stream("z", step));
        };
      }
      default -> (step, code) -> Tensor.gaussian(rng.stream("z", step), 1, rows, n);
    };
  }

  /** E[x | z] of all frames, each from the model's own before. */
  @Override
  public Tensor decodeMean(Tensor z) {
    requireLatent();
    if (options.firstGiven()) {
      throw new UnsupportedOperationException(
          "the first frame is given and not generated: forecast(frames, steps, rng) goes on from"
              + " some, a model of options.fromNothing() needs none");
    }
    int rows = z.size(0);
    boolean one = structure() == LatentStructure.SV2P_ONE;
    int steps = one ? options.frames() : z.size(1) / options.latent();
    Tensor each = steps(z, steps);
    Tensor nothing = Tensor.zeros(1, rows, options.code());
    List<Tensor> skips =
        coder.encode(Tensor.zeros(rows, options.pixels())).skips().stream()
            .map(Tensor::zerosLike)
            .toList();
    return goOn(generator.start(rows), nothing, skips, steps, (t, code) -> each.slice(0, t, t + 1));
  }

  @Override
  public Distribution decode(Tensor z) {
    return Normal.of(decodeMean(z), options.deviation());
  }

  /**
   * Bytes of what is computed for the bound of so many films of {@code options().frames()} and kept
   * for the way back: it grows with films and frames, and truncation does not lower it, for it cuts
   * gradients but forgets nothing.
   */
  public long memory(int films) {
    try (Tape tape = Tape.scope()) {
      Tensor x = Tensor.zeros(films, options.frames(), options.pixels());
      elbo(Observed.complete(x), options.forcing().at(0), Rng.of(1, "memory"));
      return tape.entries().stream()
          .filter(entry -> !entry.operation().equals("leaf"))
          .mapToLong(entry -> Float.BYTES * (long) entry.output().size())
          .sum();
    }
  }
}
