package elbolab.vae.collapse;

import elbolab.data.Dataset;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;

/**
 * Generated sequences of bits that stay or flip: the first is a fair coin, and each next one
 * differs from the bit before with the probability σ(u − 1), u ~ N(0, 1) for the whole sequence.
 * Each bit by itself is a fair coin, so that nothing linear in the bits tells of u: an encoder has
 * to learn to count flips.
 *
 * @param bits one sequence a row
 * @param causes u of each
 */
public record BitSequences(Dataset bits, double[] causes) {
  public static BitSequences draw(int sequences, int length, long seed) {
    if (sequences < 1 || length < 2) {
      throw new IllegalArgumentException(
          sequences + " sequences of " + length + " bits: at least 1 of 2 bits");
    }
    Rng root = Rng.of(seed, "bit sequences");
    float[] bits = new float[sequences * length];
    double[] causes = new double[sequences];
    for (int i = 0; i < sequences; i++) {
      Rng rng = root.stream("sequence", i);
      causes[i] = rng.nextGaussian();
      double flips = 1 / (1 + DoubleMath.exp(1 - causes[i]));
      bits[i * length] = rng.nextDouble() < 0.5 ? 1 : 0;
      for (int t = 1; t < length; t++) {
        float before = bits[i * length + t - 1];
        bits[i * length + t] = rng.nextDouble() < flips ? 1 - before : before;
      }
    }
    return new BitSequences(Dataset.of(bits, length), causes);
  }
}
