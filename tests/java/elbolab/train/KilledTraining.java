package elbolab.train;

import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.BatchNorm;
import elbolab.nn.Clip;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.nn.Schedule;
import elbolab.prob.Bernoulli;
import elbolab.tensor.Tensor;
import java.nio.file.Path;

/**
 * A training run with everything that a resume could lose: shuffled batches with a partial last
 * one, dropout, running statistics, Adam with a schedule, two passes with freezing, a best model.
 */
public final class KilledTraining {
  static final int STEPS = 400;
  private static final int ROWS = 43;

  final Parameters parameters = Parameters.seeded(5);
  private final Linear first = Linear.of(parameters.at("first"), 6, 16, Activation.TANH);
  private final BatchNorm norm = BatchNorm.of(parameters.at("norm"), 16);
  private final Linear second = Linear.of(parameters.at("second"), 16, 1);
  private final Tensor x = Tensor.gaussian(Rng.of(1, "data"), ROWS, 6);
  private final Tensor y = x.slice(1, 0, 1).times(x.slice(1, 1, 2)).positive();

  private Loss loss(Batch batch, Rng rng) {
    Tensor h = norm.train(first.apply(x.gather(0, batch.rows()))).dropout(0.2, rng);
    Tensor error = new Bernoulli(second.apply(h)).logProb(y.gather(0, batch.rows()));
    return Loss.of("error", error.mean().negate())
        .plus("size", 1e-3, second.weight().square().sum());
  }

  /** Lowest somewhere in the middle of the run, so that the best model is not the last one. */
  private double held() {
    Tensor h = norm.predict(first.apply(x));
    return Math.abs(0.45 + new Bernoulli(second.apply(h)).logProb(y).mean().item());
  }

  Trainer trainer(int steps) {
    return new Trainer(parameters, new Plan(ROWS, 8, steps, 3))
        .clip(Clip.norm(1))
        .validate(20, this::held);
  }

  TrainingResult run(Trainer trainer) {
    Schedule rate = Schedule.warmUp(50, Schedule.cosine(0.05, 0.001, STEPS));
    Adam.Options options = Adam.Options.rate(rate).decay(0.01);
    return trainer.run(
        Pass.of("head", new Adam(parameters, options), this::loss, "first"),
        Pass.of("body", new Adam(parameters, options), this::loss, "second"));
  }

  /** What must be the same after every resume: the last and the best parameters. */
  String fingerprint(TrainingResult result) {
    Best best = result.best().orElseThrow();
    String last = parameters.hash();
    best.restore(parameters);
    return last + " " + parameters.hash() + " " + best.step() + " " + best.loss();
  }

  /** Trains with a checkpoint after each step; says when it begins and how it ends. */
  public static void main(String[] arguments) {
    KilledTraining training = new KilledTraining();
    Trainer trainer =
        training.trainer(STEPS).checkpoint(Path.of(arguments[0]), 1, "killed").listen(new Begin());
    System.out.println("end " + training.fingerprint(training.run(trainer)));
  }

  private static final class Begin implements TrainingListener {
    @Override
    public void begun(Plan plan, long firstStep) {
      System.out.println("begin " + firstStep);
    }

    @Override
    public void stepped(Progress progress) {}
  }
}
