package elbolab.vae;

import static elbolab.math.Equation.Paper.REPORT;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.GaussHermite;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Parameters;
import elbolab.nn.Schedule;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The member q of a family that is nearest to the posterior of one observation, in the plane: the
 * one with the greatest bound E_q[log p(x, z) − log q(z)] = log p(x) − KL(q ‖ p(z | x)). With two
 * latent numbers all of these can be computed, and how much of the evidence a family loses is a
 * number without noise.
 *
 * @param logJoint log p(x, z) of each row of z, for the x that was observed
 */
public record PosteriorFit(
    UnaryOperator<Tensor> logJoint, Parameters parameters, PosteriorFamily family) {
  private static final int DIMENSIONS = 2;
  private static final int DRAWS = 256;
  private static final int NODES = 80;
  private static final double RATE = 0.03;

  /** Maximises the bound over q (the report's eq. 14) by fresh draws in every step (its eq. 17). */
  @Equation(
      paper = REPORT,
      number = {"14", "17"},
      test = "PosteriorFitTest#aNormalPosteriorIsFound")
  public static PosteriorFit of(
      UnaryOperator<Tensor> logJoint, PosteriorFamily.Start start, int steps, long seed) {
    Parameters parameters = Parameters.seeded(seed);
    PosteriorFit fit = new PosteriorFit(logJoint, parameters, start.at(parameters, DIMENSIONS));
    Adam adam = new Adam(parameters, Adam.Options.rate(Schedule.cosine(RATE, RATE / 100, steps)));
    Rng noise = Rng.of(seed, "noise of the fit");
    for (int step = 0; step < steps; step++) {
      try (Tape tape = Tape.scope()) {
        Tensor draws = Tensor.gaussian(noise.stream("step", step), DRAWS, DIMENSIONS);
        fit.bound(draws, Tensor.full(1.0 / DRAWS, DRAWS)).negate().backward();
        adam.step();
      }
    }
    return fit;
  }

  /** The best of several starts: the bound has maxima of its own for each mode of the posterior. */
  public static PosteriorFit best(
      UnaryOperator<Tensor> logJoint,
      PosteriorFamily.Start start,
      int steps,
      int starts,
      long seed) {
    return IntStream.range(0, starts)
        .mapToObj(i -> of(logJoint, start, steps, seed + i))
        .max(Comparator.comparingDouble(PosteriorFit::bound))
        .orElseThrow(() -> new IllegalArgumentException(starts + " starts: at least 1 is needed"));
  }

  /** Σ_k w_k Σ_n ω_n (log p(x, z) − log q(z)) at the draws z of part k with noise n. */
  private Tensor bound(Tensor noise, Tensor shares) {
    Tensor sum = Tensor.scalar(0);
    for (PosteriorFamily.Draws part : family.draws(noise)) {
      Tensor logRatio = logJoint.apply(part.z()).minus(part.logQ());
      sum = sum.plus(part.logWeight().exp().times(logRatio.times(shares).sum()));
    }
    return sum;
  }

  /** E_q[log p(x, z) − log q(z)], by quadrature over the noise. */
  public double bound() {
    double[] nodes = GaussHermite.of(NODES).nodes();
    double[] weights = GaussHermite.of(NODES).weights();
    float[] noise = new float[NODES * NODES * DIMENSIONS];
    float[] shares = new float[NODES * NODES];
    for (int i = 0; i < shares.length; i++) {
      noise[2 * i] = (float) nodes[i / NODES];
      noise[2 * i + 1] = (float) nodes[i % NODES];
      shares[i] = (float) (weights[i / NODES] * weights[i % NODES]);
    }
    try (Tape tape = Tape.inference()) {
      return bound(Tensor.of(noise, shares.length, DIMENSIONS), Tensor.of(shares, shares.length))
          .item();
    }
  }

  /** Draws from q, a row each: from every part as many as its share of them. */
  public double[] sample(Rng rng, int count) {
    try (Tape tape = Tape.inference()) {
      List<PosteriorFamily.Draws> parts = family.draws(Tensor.gaussian(rng, count, DIMENSIONS));
      double[][] rows = new double[parts.size()][];
      double[] shares = new double[parts.size()];
      for (int k = 0; k < rows.length; k++) {
        rows[k] = parts.get(k).z().toDoubles();
        shares[k] = DoubleMath.exp(parts.get(k).logWeight().item());
      }
      double[] draws = new double[count * DIMENSIONS];
      for (int n = 0; n < count; n++) {
        double u = rng.nextDouble();
        int k = 0;
        while (k < shares.length - 1 && u >= shares[k]) {
          u -= shares[k++];
        }
        System.arraycopy(rows[k], n * DIMENSIONS, draws, n * DIMENSIONS, DIMENSIONS);
      }
      return draws;
    }
  }
}
