package elbolab.multimodal;

import static elbolab.math.Equation.Paper.LECTURE;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.nn.Layer;
import elbolab.nn.Parameters;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.TrainingResult;
import elbolab.vae.Elbo;
import elbolab.vae.Fit;
import elbolab.vae.LatentModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A VAE of several modalities: p(j) Πₘ p(iₘ) p(xₘ | j, iₘ) with a shared code j and, where a
 * modality has one, a code of its own (22), (25). An example is its modalities side by side, and
 * the mask says which are there. {@link MultiOptions} says whether it is JMVAE, MVAE, DMVAE or a
 * mixture of experts.
 *
 * <pre>{@code
 * MultiVae model = MultiVae.of(MultiOptions.mvae(16, Modality.pixels("image", 784, 256), Modality.label("label", 10, 64)));
 * model.fit(pairs, Fit.epochs(10));
 * double named = new Crossing(model, test.only(0), 1).accuracy(1, labels);
 * }</pre>
 */
@Equation(
    paper = LECTURE,
    number = {"17", "22", "25"},
    test = "MultiVaeTest#everyBoundIsBelowTheExactEvidenceAndMeetsIt")
public final class MultiVae implements LatentModel {
  private final MultiOptions options;
  private final Parameters parameters;
  private final List<Layer> encoders = new ArrayList<>();
  private final List<Layer> decoders = new ArrayList<>();

  /** Of all modalities side by side (18); null where there is none. */
  private final Layer joint;

  private MultiVae(MultiOptions options) {
    this.options = options;
    parameters = Parameters.seeded(options.seed());
    int shared = options.shared();
    for (int m = 0; m < options.modalities().size(); m++) {
      Modality modality = options.modalities().get(m);
      Parameters at = parameters.at("modality" + m);
      int code = shared + modality.own();
      encoders.add(modality.encoder().of(at.at("encoder"), modality.features(), 2 * code));
      int outputs = modality.likelihood().outputs(modality.features());
      decoders.add(modality.decoder().of(at.at("decoder"), code, outputs));
    }
    joint =
        options.combination() == Combination.NETWORK
            ? options
                .modalities()
                .get(0)
                .encoder()
                .of(parameters.at("joint"), options.features(), 2 * shared)
            : null;
  }

  public static MultiVae of(MultiOptions options) {
    return new MultiVae(options);
  }

  public MultiOptions options() {
    return options;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /** The shared dimensions, and behind them each modality's own. */
  @Override
  public int latent() {
    return options.firstOwn(modalities());
  }

  private int modalities() {
    return options.modalities().size();
  }

  /** The numbers of one modality among those of all. */
  public Tensor only(int modality, Tensor all) {
    return all.slice(-1, options.firstFeature(modality), options.firstFeature(modality + 1));
  }

  /** The shared part of latent numbers. */
  public Tensor shared(Tensor z) {
    return z.slice(-1, 0, options.shared());
  }

  /** A modality's own part of latent numbers. */
  public Tensor own(int modality, Tensor z) {
    return z.slice(-1, options.firstOwn(modality), options.firstOwn(modality + 1));
  }

  /**
   * What the encoders make of a batch, before it is put together.
   *
   * @param own q(iₘ | xₘ) of each modality, null where it has none
   * @param joint the joint network's answer, null where there is none
   */
  private record Seen(Experts shared, List<Normal> own, Normal joint) {}

  private Seen see(Observed x) {
    List<Normal> experts = new ArrayList<>();
    List<Normal> own = new ArrayList<>();
    List<Tensor> there = new ArrayList<>();
    int shared = options.shared();
    for (int m = 0; m < modalities(); m++) {
      Tensor both = encoders.get(m).apply(only(m, x.values()));
      int code = both.size(-1) / 2;
      Normal all = Normal.ofHalves(both);
      experts.add(new Normal(all.mean().slice(-1, 0, shared), all.logSigma().slice(-1, 0, shared)));
      own.add(
          code == shared
              ? null
              : new Normal(
                  all.mean().slice(-1, shared, code), all.logSigma().slice(-1, shared, code)));
      there.add(there(m, x));
    }
    return new Seen(
        new Experts(experts, there),
        own,
        joint == null ? null : Normal.ofHalves(joint.apply(x.values())));
  }

  /** 1 where any number of a modality was seen, [rows, 1]. */
  private Tensor there(int modality, Observed x) {
    return x.isComplete()
        ? Tensor.ones(x.rows(), 1)
        : only(modality, x.mask()).max(-1).unsqueeze(1);
  }

  /** q(j | x_S) Πₘ q(iₘ | xₘ) of a subset S of what is there (27); the prior for the rest. */
  @Equation(
      paper = LECTURE,
      number = "26",
      test = "ExpertsTest#theSharedCodeGivenAllModalitiesAgainstTheNormalisedOne")
  private Distribution posterior(Seen seen, int subset) {
    return posterior(seen, subset, subset);
  }

  /** The same with the shared code from one subset and own codes of another. */
  private Distribution posterior(Seen seen, int subset, int owning) {
    List<Tensor> there = there(seen, subset);
    Experts experts = new Experts(seen.shared().each(), there);
    Experts own = new Experts(seen.own(), there(seen, owning));
    return switch (options.combination()) {
      case PRODUCT -> withOwn(experts.product(), own);
      case NETWORK -> withOwn(network(experts, seen.joint()), own);
      case MIXTURE ->
          new Experts(experts.each().stream().map(of -> withOwn(of, own)).toList(), there)
              .mixture();
    };
  }

  private List<Tensor> there(Seen seen, int subset) {
    return IntStream.range(0, modalities())
        .mapToObj(m -> seen.shared().there().get(m).times(Subsets.has(subset, m) ? 1 : 0))
        .toList();
  }

  private Normal withOwn(Normal shared, Experts own) {
    List<Normal> parts = new ArrayList<>(List.of(shared));
    for (int m = 0; m < modalities(); m++) {
      if (own.each().get(m) != null) {
        parts.add(own.orPrior(m));
      }
    }
    return parts.size() == 1
        ? shared
        : new Normal(
            Tensor.concat(-1, parts.stream().map(Normal::mean).toArray(Tensor[]::new)),
            Tensor.concat(-1, parts.stream().map(Normal::logSigma).toArray(Tensor[]::new)));
  }

  /** The joint network where all modalities are there, a single one's where it is alone (20). */
  @Equation(
      paper = LECTURE,
      number = "18",
      test = "MultiVaeTest#everyBoundIsBelowTheExactEvidenceAndMeetsIt")
  private Normal network(Experts experts, Normal joint) {
    int count = modalities();
    int rows = joint.mean().size(0);
    float[][] there = experts.there().stream().map(Tensor::toArray).toArray(float[][]::new);
    float[] all = new float[rows];
    float[][] alone = new float[count][rows];
    for (int row = 0; row < rows; row++) {
      int r = row;
      int[] present = IntStream.range(0, count).filter(m -> there[m][r] > 0).toArray();
      if (present.length == count) {
        all[row] = 1;
      } else if (present.length == 1) {
        alone[present[0]][row] = 1;
      } else if (present.length > 1) {
        throw new IllegalArgumentException(
            ("row %d has %d of %d modalities: a joint network knows all of them or one alone."
                    + " Take the product of experts (MVAE), or hide all but one")
                .formatted(row, present.length, count));
      }
    }
    Tensor chosen = Tensor.of(all, rows, 1);
    Tensor mean = joint.mean().times(chosen);
    Tensor logSigma = joint.logSigma().times(chosen);
    for (int m = 0; m < count; m++) {
      Tensor single = Tensor.of(alone[m], rows, 1);
      mean = mean.plus(experts.each().get(m).mean().times(single));
      logSigma = logSigma.plus(experts.each().get(m).logSigma().times(single));
    }
    return new Normal(mean, logSigma);
  }

  /** q of all latent numbers given the modalities that are there. */
  @Override
  public Distribution encode(Observed x) {
    check(x);
    return posterior(see(x), Subsets.all(modalities()));
  }

  private void check(Observed x) {
    if (x.values().size(-1) != options.features()) {
      throw new IllegalArgumentException(
          "%d numbers in an example, the %d modalities have %d together"
              .formatted(x.values().size(-1), modalities(), options.features()));
    }
    if (x.isComplete()) {
      return;
    }
    float[] seen = x.mask().max(-1).toArray();
    for (int row = 0; row < seen.length; row++) {
      if (seen[row] == 0) {
        throw new IllegalArgumentException(
            "row %d has none of %s: leave it out, or draw from the prior with draw(rows, rng)"
                .formatted(row, options.modalities().stream().map(Modality::name).toList()));
      }
    }
  }

  /** What the decoder of a modality puts out; it sees the shared code and its own. */
  private Tensor decoded(int modality, Tensor z) {
    Tensor code =
        options.modalities().get(modality).own() == 0
            ? shared(z)
            : Tensor.concat(-1, shared(z), own(modality, z));
    return decoders.get(modality).apply(code);
  }

  private Distribution likelihood(int modality, Tensor z) {
    return options.modalities().get(modality).likelihood().of(decoded(modality, z));
  }

  @Override
  public Distribution decode(Tensor z) {
    List<Distribution> each = new ArrayList<>();
    for (int m = 0; m < modalities(); m++) {
      each.add(likelihood(m, z));
    }
    return new SideBySide(this, each);
  }

  private record SideBySide(MultiVae model, List<Distribution> each) implements Distribution {
    @Override
    public Tensor logProb(Tensor x) {
      Tensor[] parts = new Tensor[each.size()];
      Arrays.setAll(parts, m -> each.get(m).logProb(model.only(m, x)));
      return Tensor.concat(-1, parts);
    }

    @Override
    public Tensor sample(Rng rng) {
      Tensor[] parts = new Tensor[each.size()];
      Arrays.setAll(parts, m -> each.get(m).sample(rng.stream("modality", m)));
      return Tensor.concat(-1, parts);
    }
  }

  @Override
  public Tensor decodeMean(Tensor z) {
    Tensor[] means = new Tensor[modalities()];
    Arrays.setAll(means, m -> options.modalities().get(m).likelihood().mean(decoded(m, z)));
    return Tensor.concat(-1, means);
  }

  /** Means of all modalities at draws of the prior. */
  public Tensor draw(int rows, Rng rng) {
    return decodeMean(prior().sample(rng, rows));
  }

  /**
   * The bound of the modalities of a subset: Σ_{m ∈ S} log p(xₘ | z) − KL(q(z | x_S) ‖ p(z)) at a
   * draw of z (19), (24), (27).
   *
   * @param weighted whether reconstructions count as much as their modalities say
   */
  @Equation(
      paper = LECTURE,
      number = {"19", "21", "24", "27"},
      test = "MultiVaeTest#everyBoundIsBelowTheExactEvidenceAndMeetsIt")
  private Elbo bound(Seen seen, Observed x, int subset, boolean weighted, Rng rng) {
    return bound(posterior(seen, subset), x, subset, weighted, rng);
  }

  private Elbo bound(Distribution q, Observed x, int subset, boolean weighted, Rng rng) {
    Tensor z = q.sample(rng);
    Tensor sum = null;
    for (int m = 0; m < modalities(); m++) {
      if (Subsets.has(subset, m)) {
        Tensor each = likelihood(m, z).logProb(only(m, x.values()));
        Tensor kept = x.isComplete() ? each : each.times(only(m, x.mask()));
        Tensor of = kept.sum(-1).times(weighted ? options.modalities().get(m).weight() : 1);
        sum = sum == null ? of : sum.plus(of);
      }
    }
    return new Elbo(sum, prior().divergence(q, z));
  }

  /** The bound of everything that is there. */
  @Override
  public Elbo elbo(Observed x, Rng rng) {
    check(x);
    return bound(see(x), x, Subsets.all(modalities()), false, rng);
  }

  /** The sum of bounds that is learned from, with subsets drawn for this batch. */
  Loss loss(Observed x, Rng rng) {
    int[] drawn = Subsets.draw(modalities(), options.subsets(), rng.stream("subsets", 0));
    return loss(x, rng, drawn);
  }

  /**
   * Minus the bounds of all that is there, of each modality alone, and of some further subsets,
   * which stand for all of them: their mean counts as often as there are. Crossed bounds are of all
   * that is there, with the shared code from one modality alone. A joint network adds the penalty
   * of eq. (20).
   */
  Loss loss(Observed x, Rng rng, int... further) {
    check(x);
    Seen seen = see(x);
    int all = Subsets.all(modalities());
    Elbo together = bound(seen, x, all, true, rng.stream("subset", all));
    Loss loss = together.loss(1);
    if (options.singles()) {
      for (int m = 0; m < modalities(); m++) {
        Loss alone = bound(seen, x, 1 << m, true, rng.stream("subset", 1 << m)).loss(1);
        loss = loss.plus(options.modalities().get(m).name() + " alone", alone.total());
      }
    }
    if (options.crossed()) {
      for (int m = 0; m < modalities(); m++) {
        Elbo of = bound(posterior(seen, 1 << m, all), x, all, true, rng.stream("from", m));
        String name = "shared code of " + options.modalities().get(m).name();
        loss = loss.plus(name, of.loss(1).total());
      }
    }
    double stands = (double) Subsets.between(modalities()).length / Math.max(1, further.length);
    for (int k = 0; k < further.length; k++) {
      Elbo of = bound(seen, x, further[k], true, rng.stream("subset", further[k]));
      loss = loss.plus("subset " + k, stands, of.loss(1).total());
    }
    return joint == null
        ? loss
        : loss.plus("single encoders", options.alpha(), penalty(seen).mean());
  }

  /** Σₘ KL(q(z | x) ‖ qₘ(z | xₘ)) where all modalities are there (20). */
  @Equation(paper = LECTURE, number = "20", test = "MultiVaeTest#thePenaltyTeachesSingleEncoders")
  private Tensor penalty(Seen seen) {
    Tensor sum = null;
    Tensor complete = null;
    for (int m = 0; m < modalities(); m++) {
      Tensor there = seen.shared().there().get(m);
      Tensor of = seen.joint().kl(seen.shared().each().get(m)).sum(-1);
      sum = sum == null ? of : sum.plus(of);
      complete = complete == null ? there : complete.times(there);
    }
    return sum.times(complete.reshape(complete.size(0)));
  }

  /** Trains on the sum of bounds that the options say. */
  @Override
  public TrainingResult fit(Dataset data, Fit how) {
    return how.run(parameters, data.size(), (batch, rng) -> loss(data.rows(batch.rows()), rng));
  }
}
