package elbolab.saia;

import elbolab.data.Observed;
import elbolab.hhvaem.Features;
import elbolab.hhvaem.HhVaem;
import elbolab.hhvaem.Inference;
import elbolab.hhvaem.Outcomes;
import elbolab.math.Rng;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;

/** A trained {@link HhVaem} as a model that acquisition can ask. */
public record HhVaemModel(HhVaem model, Inference by) implements AcquisitionModel, GaussianEncoder {

  /** With HMC if the model has a chain. */
  public static HhVaemModel of(HhVaem model) {
    boolean chain = model.options().chain().isPresent();
    return new HhVaemModel(model, chain ? Inference.HMC : Inference.ENCODER);
  }

  @Override
  public Features features() {
    return model.features();
  }

  @Override
  public Belief believe(Observed x, int draws, Rng rng) {
    Outcomes outcomes =
        model
            .posterior(x, by, draws, rng.stream("posterior", 0))
            .outcomes(x, rng.stream("outcomes", 0));
    return new Decoded(outcomes);
  }

  private record Decoded(Outcomes outcomes) implements Belief {
    @Override
    public int rows() {
      return outcomes.rows();
    }

    @Override
    public int draws() {
      return outcomes.chains();
    }

    @Override
    public float[] cells() {
      return outcomes.cells();
    }

    @Override
    public double[] guesses() {
      return outcomes.guesses();
    }

    @Override
    public double[] logLikelihood(double[] targets) {
      return outcomes.logLikelihood(targets);
    }
  }

  @Override
  public Code encode(Observed x) {
    try (Tape tape = Tape.inference()) {
      Normal q = model.encode(x);
      return new Code(
          q.mean().toArray(), q.logSigma().times(2).toArray(), model.options().dimensions());
    }
  }
}
