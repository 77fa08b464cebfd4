package elbolab.vae;

import static elbolab.math.Equation.Paper.LECTURE;

import elbolab.data.Augmentation;
import elbolab.data.Dataset;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Clip;
import elbolab.nn.Parameters;
import elbolab.nn.Schedule;
import elbolab.show.LiveTraining;
import elbolab.train.Best;
import elbolab.train.Objective;
import elbolab.train.Pass;
import elbolab.train.Plan;
import elbolab.train.Trainer;
import elbolab.train.TrainingListener;
import elbolab.train.TrainingResult;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How a model is trained: how long, in which batches, at which rate, and who watches. Each setting
 * gives a new value; what is not set is 100 rows a batch, Adam at 10⁻³, seed 1, the evidence lower
 * bound.
 *
 * <pre>{@code
 * vae.fit(data, epochs(50).seed(1).live());
 * vae.fit(data, steps(2000).rate(3e-3, 1e-4).holdOut(0.1).checkpoint(path));
 * }</pre>
 */
public final class Fit implements Cloneable {
  private long epochs;
  private long steps;
  private int batch = 100;
  private double rate = 1e-3;
  private double lastRate = 1e-3;
  private Schedule beta = Schedule.constant(1);
  private Bound bound = Bound.elbo();
  private Augmentation augmentation = Augmentation.none();
  private double heldOut;
  private boolean ofBound;
  private long seed = 1;
  private Clip clip = Clip.none();
  private List<TrainingListener> listeners = List.of();
  private Path checkpoint;
  private Aggressive aggressive;

  private Fit() {}

  /** So many times through the data. */
  public static Fit epochs(long epochs) {
    Fit fit = new Fit();
    fit.epochs = atLeastOne("epochs", epochs, "times through the data");
    return fit;
  }

  /** So many batches. */
  public static Fit steps(long steps) {
    Fit fit = new Fit();
    fit.steps = atLeastOne("steps", steps, "batches to train on");
    return fit;
  }

  private static long atLeastOne(String name, long value, String meaning) {
    if (value < 1) {
      throw new IllegalArgumentException(
          name + " = " + value + ": must be at least 1 (" + meaning + ")");
    }
    return value;
  }

  private Fit copy() {
    try {
      return (Fit) clone();
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Rows in a batch. */
  public Fit batch(int rows) {
    Fit fit = copy();
    fit.batch = (int) atLeastOne("batch", rows, "rows in a batch");
    return fit;
  }

  /** Adam's rate, the same all the time. */
  public Fit rate(double constant) {
    return rate(constant, constant);
  }

  /** Adam's rate, which falls from one value to the other along a cosine. */
  public Fit rate(double first, double last) {
    if (!(first > 0 && last > 0 && first < 1 && last < 1)) {
      throw new IllegalArgumentException(
          "rate from " + first + " to " + last + ": both must lie between 0 and 1 (Adam's step)");
    }
    Fit fit = copy();
    fit.rate = first;
    fit.lastRate = last;
    return fit;
  }

  /**
   * The weight β of the divergence over the steps: KL annealing, the lecture's eq. (38), with a
   * schedule that rises from 0 to 1, {@code Schedule.linear(0, 1, steps / 10)} or {@code cyclical}.
   */
  @Equation(
      paper = LECTURE,
      number = "38",
      test = "RemediesTest#theWeightOfTheDivergenceFollowsItsSchedule")
  public Fit beta(Schedule weight) {
    Fit fit = copy();
    fit.beta = weight;
    fit.ofBound = true;
    return fit;
  }

  /** What is maximised. */
  public Fit bound(Bound other) {
    Fit fit = copy();
    fit.bound = other;
    fit.ofBound = true;
    return fit;
  }

  /** The encoder is trained until it has caught up, before each step of the decoder. */
  public Fit aggressive(Aggressive how) {
    Fit fit = copy();
    fit.aggressive = how;
    fit.ofBound = true;
    return fit;
  }

  /** What becomes of the examples each time they are used. */
  public Fit augmentation(Augmentation other) {
    Fit fit = copy();
    fit.augmentation = other;
    fit.ofBound = true;
    return fit;
  }

  /**
   * Keeps a part of the rows, drawn by the seed, out of the training; after each epoch the bound is
   * measured on them, and the model ends with the parameters that were best there.
   */
  public Fit holdOut(double part) {
    if (!(part >= 0 && part < 1)) {
      throw new IllegalArgumentException(
          "holdOut = " + part + ": must lie in [0, 1), the part of the rows kept for validation");
    }
    Fit fit = copy();
    fit.heldOut = part;
    fit.ofBound = true;
    return fit;
  }

  /** Of the order of the rows and of all noise. */
  public Fit seed(long other) {
    Fit fit = copy();
    fit.seed = other;
    return fit;
  }

  public Fit clip(Clip other) {
    Fit fit = copy();
    fit.clip = other;
    return fit;
  }

  /** A curve of the loss that grows while the model is trained, with a line of progress. */
  public Fit live() {
    return listen(LiveTraining.of("Training"));
  }

  /** A live curve of these terms of the loss. */
  public Fit live(String title, String... terms) {
    return listen(LiveTraining.of(title, terms));
  }

  public Fit listen(TrainingListener listener) {
    Fit fit = copy();
    fit.listeners = Stream.concat(listeners.stream(), Stream.of(listener)).toList();
    return fit;
  }

  /** Writes the state of the run to this file after each epoch, and goes on from what is there. */
  public Fit checkpoint(Path path) {
    Fit fit = copy();
    fit.checkpoint = path;
    return fit;
  }

  /** The batches of so many rows. */
  public Plan plan(int rows) {
    return steps > 0 ? new Plan(rows, batch, steps, seed) : Plan.epochs(rows, batch, epochs, seed);
  }

  /** Adam at the rate of this fit over the steps of a plan. */
  public Adam.Options adam(Plan plan) {
    return Adam.Options.rate(
        rate == lastRate ? Schedule.constant(rate) : Schedule.cosine(rate, lastRate, plan.steps()));
  }

  /** The training loop for a model that makes its own passes over a batch. */
  public Trainer trainer(Parameters parameters, Plan plan) {
    Trainer trainer = new Trainer(parameters, plan).clip(clip);
    listeners.forEach(trainer::listen);
    return checkpoint == null
        ? trainer
        : trainer.checkpoint(checkpoint, plan.batchesPerEpoch(), settings());
  }

  /** Trains a model that makes its own passes over a batch of so many rows. */
  public TrainingResult run(
      Parameters parameters, int rows, Function<Adam.Options, Pass[]> passes) {
    if (ofBound) {
      throw new IllegalArgumentException(
          "beta, bound, aggressive, augmentation and holdOut belong to a model that is trained on its bound:"
              + " leave them out for one with passes of its own");
    }
    Plan plan = plan(rows);
    return trainer(parameters, plan).run(passes.apply(adam(plan)));
  }

  /** Trains a model of one loss on batches of so many rows. */
  public TrainingResult run(Parameters parameters, int rows, Objective objective) {
    return run(
        parameters,
        rows,
        adam -> new Pass[] {Pass.of("step", new Adam(parameters, adam), objective)});
  }

  /** Trains a model on the bound of its data. */
  public TrainingResult run(LatentModel model, Dataset data) {
    int held = (int) Math.round(heldOut * data.size());
    int[] order = Rng.of(seed, "held out").permutation(data.size());
    Dataset training = held == 0 ? data : data.select(sorted(order, held, order.length));
    Plan plan = plan(training.size());
    Trainer trainer = trainer(model.parameters(), plan);
    if (held > 0) {
      Dataset kept = data.select(sorted(order, 0, held));
      BoundObjective validation = new BoundObjective(model, kept, augmentation, bound, beta);
      trainer.validate(
          plan.batchesPerEpoch(), () -> validation.mean(batch, Rng.of(seed, "validation")));
    }
    if (aggressive != null && checkpoint != null) {
      throw new IllegalArgumentException(
          "aggressive and checkpoint: a checkpoint does not know whether the aggressive phase is"
              + " over; leave one of them out");
    }
    BoundObjective objective = new BoundObjective(model, training, augmentation, bound, beta);
    Adam adam = new Adam(model.parameters(), adam(plan));
    TrainingResult result =
        aggressive == null
            ? trainer.run(adam, objective)
            : aggressive.run(trainer, plan, adam, objective);
    result.best().ifPresent((Best best) -> best.restore(model.parameters()));
    return result;
  }

  private static int[] sorted(int[] order, int from, int to) {
    return Arrays.stream(order, from, to).sorted().toArray();
  }

  /** What a run that goes on must agree in; it may be made longer unless its rate falls. */
  private String settings() {
    String rates =
        rate == lastRate
            ? "rate " + rate
            : "rate " + rate + " to " + lastRate + " over " + length();
    String phase = aggressive == null ? "" : aggressive + ", ";
    return "batch %d, %s, beta %s, %s, %sheld out %s, seed %d"
        .formatted(batch, rates, beta, bound, phase, heldOut, seed);
  }

  private String length() {
    return steps > 0 ? steps + " steps" : epochs + " epochs";
  }

  @Override
  public String toString() {
    return length() + ", " + settings();
  }
}
