package elbolab.ode;

import elbolab.data.Spirals;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.nn.Rnn;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.TrainingResult;
import elbolab.vae.Fit;

/**
 * What a latent ODE is compared with: a recurrent network that reads the observations of a spiral
 * in their order, each with the time that passes until the next, and predicts that next one.
 * Gaussian noise of one deviation makes its likelihood the squared error. Beyond the last
 * observation it reads its own predictions.
 */
public final class RecurrentBaseline {
  /** Radii of the spirals: what the network reads and says is of size 1. */
  static final double UNIT = 5;

  private final Parameters parameters;
  private final Rnn network;
  private final Linear out;

  public RecurrentBaseline(int units, long seed) {
    parameters = Parameters.seeded(seed);
    network = Rnn.of(parameters.at("network"), 3, units);
    out = Linear.of(parameters.at("out"), units, 2);
  }

  /**
   * The observations of some spirals.
   *
   * @param points [observations, spirals, 2]
   * @param gaps the time from each to the next, from the last to the first later point
   */
  public record Sequences(Tensor points, Tensor gaps) {
    public static Sequences of(Spirals spirals, int observations) {
      int[][] seen = spirals.seen(observations);
      int n = seen.length;
      double step = Spirals.times(2)[1];
      float[] points = new float[observations * n * 2];
      float[] gaps = new float[observations * n];
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < observations; k++) {
          int from = (i * 2 * Spirals.WINDOW + seen[i][k]) * 2;
          System.arraycopy(spirals.noisy(), from, points, (k * n + i) * 2, 2);
          int next = k + 1 < observations ? seen[i][k + 1] : Spirals.WINDOW;
          gaps[k * n + i] = (float) (step * (next - seen[i][k]));
        }
      }
      return new Sequences(
          Tensor.of(points, observations, n, 2).keep(), Tensor.of(gaps, observations, n, 1).keep());
    }

    private Sequences rows(int... rows) {
      return new Sequences(points.gather(1, rows), gaps.gather(1, rows));
    }
  }

  private Tensor hidden(Sequences s) {
    return network.apply(Tensor.concat(2, s.points().over(UNIT), s.gaps())).hidden();
  }

  private Tensor next(Tensor hidden) {
    return out.apply(hidden).times(UNIT);
  }

  /** Mean squared error of each next point. */
  private Tensor loss(Sequences s) {
    int last = s.points().size(0) - 1;
    Tensor predicted = next(hidden(s).slice(0, 0, last));
    return predicted.minus(s.points().slice(0, 1, last + 1)).square().mean();
  }

  public TrainingResult fit(Sequences data, Fit how) {
    return how.run(
        parameters,
        data.points().size(1),
        (batch, rng) -> Loss.of("squared error", loss(data.rows(batch.rows()))));
  }

  /** What it predicts at each observation from those before, [observations − 1, spirals, 2]. */
  public Tensor oneStep(Sequences data) {
    return next(hidden(data).slice(0, 0, data.points().size(0) - 1));
  }

  /** The later points that it predicts, [spirals, points, 2], an equal time apart. */
  public Tensor extrapolate(Sequences data, int points) {
    int last = data.points().size(0);
    Tensor h = hidden(data).slice(0, last - 1, last);
    h = h.reshape(h.size(1), h.size(2));
    Tensor gap = Tensor.full(Spirals.times(2)[1], h.size(0), 1);
    Tensor[] predicted = new Tensor[points];
    for (int k = 0; k < points; k++) {
      predicted[k] = next(h);
      h = network.step(Tensor.concat(1, predicted[k].over(UNIT), gap), h);
    }
    return Tensor.stack(1, predicted);
  }
}
