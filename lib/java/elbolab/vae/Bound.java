package elbolab.vae;

import static elbolab.math.Equation.Paper.BURDA_2016;
import static elbolab.math.Equation.Paper.KINGMA_2016;
import static elbolab.math.Equation.Paper.LECTURE;
import static elbolab.math.Equation.Paper.THESIS;

import elbolab.data.Observed;
import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;

/** What training maximises: a lower bound of log p(x), or what is put in the place of one. */
public sealed interface Bound {
  /**
   * The loss of a batch.
   *
   * @param beta weight of the divergence
   */
  Loss loss(LatentModel model, Observed x, double beta, Rng rng);

  /**
   * The evidence lower bound: one draw per row, the divergence in closed form where there is one.
   */
  static Bound elbo() {
    return new Evidence();
  }

  /**
   * log 1/K Σₖ wₖ with K draws per row (Burda et al. 2016, eq. 8; the thesis, eq. 3.17, sums to S
   * and divides by K: both are the number of draws); K = 1 is the ELBO, sampled.
   */
  @Equation(
      paper = BURDA_2016,
      number = "8",
      test = "VaeTest#boundAndImportanceEstimateAgainstTheExactEvidence")
  @Equation(
      paper = THESIS,
      number = "3.17",
      test = "ImportanceWeightedTest#theBoundRisesWithDrawsToTheExactEvidence")
  static Bound importanceWeighted(int samples) {
    return new ImportanceWeighted(samples);
  }

  /**
   * The same bound, whose gradient with respect to the encoder is Σₖ w̃ₖ² ∂log wₖ/∂zₖ · ∂zₖ/∂φ with
   * w̃ₖ = wₖ/Σ w and the encoder's density held constant in wₖ (the doubly reparameterised
   * estimator of Tucker et al. 2019). It has the same mean as the plain gradient, and its
   * signal-to-noise ratio grows with K instead of falling. The decoder's gradient is the plain one,
   * Σₖ w̃ₖ ∂log wₖ/∂θ.
   */
  static Bound doublyReparameterised(int samples) {
    return new DoublyReparameterised(samples);
  }

  /**
   * E_q[log p(x | z)] − Σ_d max(λ, KL_d), KL_d the mean over the batch of the divergence of
   * dimension d: up to λ nats of each dimension cost nothing more, so that none is pressed to zero
   * (Kingma et al. 2016, eq. 15).
   */
  @Equation(
      paper = KINGMA_2016,
      number = "15",
      test = "RemediesTest#freeBitsChargeEachDimensionAtLeastItsAllowance")
  static Bound freeBits(double nats) {
    return new FreeBits(nats);
  }

  /**
   * E_q[log p(x | z)] − λ W, with the distance W between the codes of a batch and draws of the
   * prior in the place of the divergence: the lecture's eq. (40). No lower bound of log p(x) any
   * more.
   */
  @Equation(
      paper = LECTURE,
      number = "40",
      test = "DiscrepancyTest#thePenaltyTakesThePlaceOfTheDivergence")
  static Bound penalised(Discrepancy distance, double weight) {
    return new Penalised(distance, weight);
  }

  /** See {@link #elbo}. */
  record Evidence() implements Bound {
    @Override
    public Loss loss(LatentModel model, Observed x, double beta, Rng rng) {
      return model.elbo(x, rng).loss(beta);
    }
  }

  /** See {@link #importanceWeighted}. */
  record ImportanceWeighted(int samples) implements Bound {
    public ImportanceWeighted {
      atLeastOne(samples);
    }

    @Override
    public Loss loss(LatentModel model, Observed x, double beta, Rng rng) {
      onlyOne(beta, "an importance-weighted bound");
      Tensor weights = model.logWeights(x, samples, rng);
      Tensor bound = weights.logSumExp(0).minus(DoubleMath.log(samples));
      return Loss.of("importance-weighted bound", bound.mean().negate());
    }
  }

  /** See {@link #doublyReparameterised}. */
  record DoublyReparameterised(int samples) implements Bound {
    public DoublyReparameterised {
      atLeastOne(samples);
    }

    /**
     * One backward pass gives both gradients: the sum Σ w̃ log w with constant w̃ has the
     * decoder's, and the encoder's once the gradient that passes through zₖ is multiplied by w̃ₖ.
     */
    @Override
    public Loss loss(LatentModel model, Observed x, double beta, Rng rng) {
      onlyOne(beta, "an importance-weighted bound");
      if (!(model.encode(x) instanceof Normal once)) {
        throw new IllegalArgumentException(
            "the doubly reparameterised gradient needs an encoder that gives a Normal");
      }
      Observed all = x.repeat(samples);
      Normal q = once.repeat(samples);
      Tensor z = q.sample(rng);
      Tensor constant = z.stopGradient();
      Tensor logWeights = logWeights(model, all, q, constant).stopGradient();
      Tensor share = logWeights.softmax(0).stopGradient();
      Tensor scaled = constant.plus(z.minus(constant).times(share.reshape(samples * x.rows(), 1)));
      Tensor surrogate = logWeights(model, all, q, scaled).times(share).sum(0).mean();
      Tensor bound = logWeights.logSumExp(0).minus(DoubleMath.log(samples)).mean();
      // The value of the bound with the gradient of the surrogate.
      return Loss.of(
          "importance-weighted bound",
          bound.plus(surrogate.minus(surrogate.stopGradient())).negate());
    }

    private Tensor logWeights(LatentModel model, Observed x, Normal q, Tensor z) {
      return model
          .logLikelihood(x, z)
          .plus(model.prior(x).logRatio(q.stopGradient(), z))
          .reshape(samples, x.rows() / samples);
    }
  }

  /** See {@link #freeBits}. */
  record FreeBits(double nats) implements Bound {
    public FreeBits {
      if (!(nats >= 0) || nats == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "nats = " + nats + ": must be 0 or more (what each dimension may tell for free)");
      }
    }

    @Override
    public Loss loss(LatentModel model, Observed x, double beta, Rng rng) {
      Distribution q = model.encode(x);
      if (!(q instanceof Normal normal && model.prior(x) instanceof Prior.StandardNormal)) {
        throw new IllegalArgumentException(
            "free bits are counted by dimension: they need a Normal encoder and the standard prior");
      }
      Tensor z = q.sample(rng);
      Tensor each = normal.klToStandard().mean(0);
      return Loss.of("reconstruction", model.logLikelihood(x, z).mean().negate())
          .plus("divergence", beta, each.maximum(Tensor.scalar(nats)).sum());
    }
  }

  /** See {@link #penalised}. */
  record Penalised(Discrepancy distance, double weight) implements Bound {
    public Penalised {
      if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "weight = " + weight + ": must be 0 or more (of the distance to the prior)");
      }
    }

    @Override
    public Loss loss(LatentModel model, Observed x, double beta, Rng rng) {
      Tensor z = model.encode(x).sample(rng.stream("codes", 0));
      Tensor wanted = model.prior(x).sample(rng.stream("prior", 0), x.rows());
      return Loss.of("reconstruction", model.logLikelihood(x, z).mean().negate())
          .plus("distance", beta * weight, distance.between(z, wanted, rng.stream("distance", 0)));
    }
  }

  private static void atLeastOne(int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException(
          "samples = " + samples + ": must be at least 1 (draws of z for each example)");
    }
  }

  private static void onlyOne(double beta, String what) {
    if (beta != 1) {
      throw new IllegalArgumentException(
          "beta = " + beta + ": " + what + " has no divergence to weigh, only 1");
    }
  }
}
