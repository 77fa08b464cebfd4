package elbolab.hhvaem;

import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.nn.Layer;
import elbolab.nn.Parameters;
import elbolab.prob.Bernoulli;
import elbolab.prob.Distribution;
import elbolab.tensor.Tensor;

/** Pixels as cells: the decoder's numbers are their logits, and nothing lies between. */
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
  public Distribution distribution(Tensor logits) {
    return new Bernoulli(logits);
  }

  @Override
  public Tensor logLikelihood(Given given, Tensor logits) {
    return logProb(given.z(), logits).times(given.seen()).sum(1);
  }

  @Override
  public Tensor standardised(Tensor codes) {
    return codes;
  }

  @Override
  public Tensor completed(Tensor logits) {
    return networks.guess() == ImageNetworks.PixelGuess.ROUNDED
        ? logits.positive()
        : logits.sigmoid();
  }

  @Override
  public Tensor logProb(Tensor codes, Tensor logits) {
    return distribution(logits).logProb(codes);
  }

  @Override
  public Tensor guess(Tensor logits) {
    return logits.positive();
  }

  @Override
  public Tensor sample(Tensor logits, Rng rng) {
    return distribution(logits).sample(rng);
  }

  @Override
  public int drawsAtOnce() {
    return DRAWS_AT_ONCE;
  }
}
