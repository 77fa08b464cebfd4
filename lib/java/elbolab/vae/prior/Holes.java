package elbolab.vae.prior;

import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.show.Measured;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.vae.Prior;

/**
 * How badly a prior fits the codes that a model gives to some examples, whose density is the
 * aggregated posterior q(z).
 *
 * @param divergence KL(q(z) ‖ p(z)), what a better prior could gain
 * @param share of the prior's draws that fall where q(z) is below a tenth of p(z): into holes, from
 *     which the decoder has learned nothing
 */
public record Holes(Measured divergence, Measured share) {
  private static final double EMPTY = Math.log(0.1);

  /**
   * @param prior p(z)
   * @param codes q(z)
   * @param draws of each
   */
  public static Holes of(Prior prior, Prior codes, int draws, Rng rng) {
    try (Tape tape = Tape.inference()) {
      Tensor coded = codes.sample(rng.stream("codes", 0), draws);
      Moments divergence = new Moments();
      for (double ratio : codes.logProb(coded).minus(prior.logProb(coded)).toDoubles()) {
        divergence.add(ratio);
      }
      Tensor drawn = prior.sample(rng.stream("prior", 0), draws);
      Moments share = new Moments();
      for (double ratio : codes.logProb(drawn).minus(prior.logProb(drawn)).toDoubles()) {
        share.add(ratio < EMPTY ? 1 : 0);
      }
      return new Holes(Measured.of(divergence), Measured.of(share));
    }
  }
}
