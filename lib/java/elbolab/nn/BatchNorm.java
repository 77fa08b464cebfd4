package elbolab.nn;

import static elbolab.math.Equation.Paper.IOFFE_2015;

import elbolab.math.Equation;
import elbolab.math.Unary;
import elbolab.tensor.Normalisation;
import elbolab.tensor.Normalisation.Normalised;
import elbolab.tensor.Tensor;

/**
 * Batch normalisation (Ioffe and Szegedy 2015, algorithm 1) of the channels, axis 1, of [batch,
 * channels] or [batch, channels, height, width]. Training uses the batch's mean and variance and
 * moves the running ones towards them by {@code momentum}; prediction uses the running ones.
 */
@Equation(
    paper = IOFFE_2015,
    number = "algorithm 1",
    test = "NaiveLayersTest#batchNormPredictsWithWhatItHasSeen")
public record BatchNorm(
    Tensor gain, Tensor shift, Tensor mean, Tensor variance, double momentum, double epsilon) {

  public static BatchNorm of(Parameters parameters, int channels) {
    return new BatchNorm(
        parameters.add("gain", 1, channels),
        parameters.add("shift", 0, channels),
        parameters.addState("mean", 0, channels),
        parameters.addState("variance", 1, channels),
        0.1,
        1e-5);
  }

  /** With the batch's own mean and variance; the running ones follow. */
  public Tensor train(Tensor x) {
    Normalised batch = Normalisation.batch(x, epsilon);
    double count = (double) x.size() / x.size(1);
    if (count < 2) {
      throw new IllegalArgumentException(
          "batch normalisation in training needs two numbers per channel, not " + x.shape());
    }
    follow(mean, batch.mean());
    // The batch's own variance is biased by (n − 1)/n; predictions need the population's.
    Tensor biased = batch.scale().square().reciprocal().minus(epsilon);
    follow(variance, biased.times(count / (count - 1)));
    return scaled(x, batch.value());
  }

  /** With the running mean and variance. */
  public Tensor predict(Tensor x) {
    Tensor scale = variance.plus(epsilon).sqrt();
    return scaled(x, x.minus(channels(x, mean)).over(channels(x, scale)));
  }

  private Tensor scaled(Tensor x, Tensor normal) {
    return normal.times(channels(x, gain)).plus(channels(x, shift));
  }

  /** Shaped so that it broadcasts along axis 1 of x. */
  private static Tensor channels(Tensor x, Tensor perChannel) {
    return x.rank() == 2 ? perChannel : perChannel.reshape(x.size(1), 1, 1);
  }

  private void follow(Tensor running, Tensor now) {
    var backend = running.backend();
    int count = running.size();
    backend.map(Unary.AFFINE, 1 - momentum, 0, running.storage(), running.storage(), count);
    backend.add(momentum, now.storage(), running.storage(), count);
  }
}
