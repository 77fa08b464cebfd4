package elbolab.vae;

import static elbolab.math.Equation.Paper.LECTURE;

import elbolab.data.Dataset;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.train.Pass;
import elbolab.train.Plan;
import elbolab.train.Progress;
import elbolab.train.Trainer;
import elbolab.train.TrainingListener;
import elbolab.train.TrainingResult;
import java.util.stream.IntStream;

/**
 * Aggressive training of the encoder, the lecture's algorithm 1 (He et al. 2019): before each step
 * of the decoder the encoder alone is trained until its loss stops falling. After each epoch the
 * mutual information between x and z is measured; once it has been below its best so many times the
 * phase is over and both are trained together. The encoder's parameters lie below {@code encoder}.
 *
 * @param encoder how often it is trained in one step
 * @param patience epochs below the best mutual information that end the phase
 */
@Equation(
    paper = LECTURE,
    number = "algorithm 1",
    test = "RemediesTest#theAggressivePhaseTrainsTheEncoderFirstAndEnds")
public record Aggressive(Pass.Repetition encoder, int patience) {
  private static final String ENCODER = "encoder";

  /** Examples that the mutual information is measured on, which is then at most log of this. */
  private static final int MEASURED = 500;

  public Aggressive {
    if (patience < 1) {
      throw new IllegalArgumentException(
          "patience = " + patience + ": must be at least 1 (epochs below the best information)");
    }
  }

  /** The encoder up to 100 times in blocks of 10, until the information falls the first time. */
  public static Aggressive standard() {
    return new Aggressive(new Pass.Repetition(100, 10), 1);
  }

  /** Runs the phase and what comes after it. */
  TrainingResult run(Trainer trainer, Plan plan, Adam adam, BoundObjective objective) {
    String[] others =
        objective.model().parameters().tensors().keySet().stream()
            .map(name -> name.replaceAll("\\..*", ""))
            .filter(branch -> !branch.equals(ENCODER))
            .distinct()
            .toArray(String[]::new);
    Phase phase = new Phase(objective, plan);
    return trainer
        .listen(phase)
        .run(
            Pass.of(ENCODER, adam, objective, others).repeated(encoder).when(() -> phase.on),
            Pass.of("decoder", adam, objective, ENCODER).when(() -> phase.on),
            Pass.of("together", adam, objective).when(() -> !phase.on));
  }

  /** Whether the phase still lasts, by the information after each epoch. */
  private final class Phase implements TrainingListener {
    private final BoundObjective objective;
    private final Plan plan;
    private final Dataset measured;
    private boolean on = true;
    private double best = Double.NEGATIVE_INFINITY;
    private int below;

    Phase(BoundObjective objective, Plan plan) {
      this.objective = objective;
      this.plan = plan;
      int rows = Math.min(MEASURED, objective.data().size());
      measured = objective.data().select(IntStream.range(0, rows).toArray());
    }

    @Override
    public void stepped(Progress progress) {
      if (on && progress.done() % plan.batchesPerEpoch() == 0) {
        Rng rng = Rng.of(plan.seed(), "information").stream("step", progress.done());
        double information = LatentUse.of(objective.model(), measured, rng).mutualInformation();
        below += information < best ? 1 : 0;
        best = Math.max(best, information);
        on = below < patience;
      }
    }
  }
}
