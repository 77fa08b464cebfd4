package elbolab.hhvaem;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.data.Observed;
import elbolab.hmc.HmcTraining;
import elbolab.hmc.HmcTrainingOptions;
import elbolab.hmc.InitialProposal;
import elbolab.hmc.LogDensity;
import elbolab.hmc.StepSizes;
import elbolab.hmc.TapeDensity;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** What HMC walks through in a hierarchy: the choice of appendix B.1.2. */
public enum Coordinates {
  /** ε, where each level is N(0, I) a priori: the reparameterisation of eq. (5.5). */
  REPARAMETERISED,
  /** h itself, where the deviation of a level is a function of the one above. */
  AUTOREGRESSIVE;

  private static final int DRAWS = 100;

  /**
   * Trains a fresh chain on rows of a trained model, whose networks stay as they are: what figure
   * B.2 shows of both coordinates. Step sizes begin as the options say; the proposal is the
   * encoder's, carried over to h by draws where that is walked through.
   */
  @Equation(paper = THESIS, number = "B.2", test = "FittingTest#chainsInBothCoordinates")
  public List<HmcTraining.Round> train(HhVaem model, Observed x, int rounds, Rng rng) {
    HhVaemOptions.Chain settings = model.options().chain().orElseThrow();
    int d = model.options().dimensions();
    try (Tape tape = Tape.inference()) {
      Given given = model.given(x, rng.stream("given", 0)).keep();
      HmcTraining training =
          new HmcTraining(
              StepSizes.uniform(
                  rng.stream("steps", 0),
                  settings.proposals(),
                  d,
                  settings.leastStep(),
                  settings.greatestStep()),
              model.options().latent().size(),
              model.hmc(),
              HmcTrainingOptions.standard().withChains(1).withStein(0, 1));
      InitialProposal proposal = proposal(model, given, rng.stream("proposal", 0));
      LogDensity density = density(model, given, rng);
      List<HmcTraining.Round> log = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        log.add(training.step(density, proposal, rng.stream("round", round)));
      }
      return log;
    }
  }

  private LogDensity density(HhVaem model, Given given, Rng rng) {
    if (this == REPARAMETERISED) {
      return PosteriorDensity.of(
          model.dependency(), given, model.options(), rng.stream("density", 0));
    }
    return TapeDensity.of(
        model.options().dimensions(),
        (h, block) ->
            model.dependency().logJointOfHidden(given.rows(block.points(given.rows())), h));
  }

  private InitialProposal proposal(HhVaem model, Given given, Rng rng) {
    if (this == REPARAMETERISED) {
      return model.proposal(given);
    }
    Normal q = model.dependency().encode(given);
    Tensor sum = null;
    Tensor squares = null;
    for (int draw = 0; draw < DRAWS; draw++) {
      Tensor h = Tensor.concat(1, model.dependency().levels(q.sample(rng.stream("h", draw))));
      sum = sum == null ? h : sum.plus(h);
      squares = squares == null ? h.square() : squares.plus(h.square());
    }
    Tensor mean = sum.over(DRAWS);
    Tensor variance = squares.over(DRAWS).minus(mean.square());
    return new InitialProposal(
        HhVaem.doubles(mean),
        HhVaem.doubles(variance.clamp(1e-8, 1e8).sqrt()),
        model.dependency().levelOf());
  }
}
