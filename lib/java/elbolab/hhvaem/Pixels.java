package elbolab.hhvaem;

import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.nn.Layer;
import elbolab.nn.Parameters;
import elbolab.prob.Distribution;
import elbolab.tensor.Tensor;

/** Pixels as cells: the decoder's numbers are theirs, and nothing lies between. */
record Pixels(ImageNetworks networks) implements CellModel {
  /** Draws whose activations stay in cache. */
  private static final int DRAWS_AT_ONCE = 256;

  @Override
  public Layer reader(Parameters branch, int targets, HhVaemOptions options) {
    return networks.reader(branch, targets, options);
  }

  @Override
  public Layer decoder(Parameters branch, HhVaemOptions options) {
    return networks.decoder(branch, options);
  }

  @Override
  public Tensor given(Observed inputs, Rng rng) {
    return inputs.values();
  }

  @Override
  public Tensor givenMean(Observed inputs) {
    return inputs.values();
  }

  @Override
  public double deviation() {
    return 0;
  }

  @Override
  public Distribution distribution(Tensor numbers) {
    return networks.likelihood().of(numbers);
  }

  @Override
  public Tensor logLikelihood(Given given, Tensor numbers) {
    return logProb(given.z(), numbers).times(given.seen()).sum(1);
  }

  @Override
  public Tensor standardised(Tensor codes) {
    return codes;
  }

  @Override
  public Tensor completed(Tensor numbers) {
    return networks.guess() == ImageNetworks.PixelGuess.ROUNDED
        ? numbers.positive()
        : networks.likelihood().mean(numbers);
  }

  @Override
  public Tensor logProb(Tensor codes, Tensor numbers) {
    return distribution(numbers).logProb(codes);
  }

  @Override
  public Tensor guess(Tensor numbers) {
    return networks.likelihood().guess(numbers);
  }

  @Override
  public Tensor sample(Tensor numbers, Rng rng) {
    return distribution(numbers).sample(rng);
  }

  @Override
  public int drawsAtOnce() {
    return DRAWS_AT_ONCE;
  }
}
