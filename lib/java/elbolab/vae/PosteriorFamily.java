package elbolab.vae;

import elbolab.math.DoubleMath;
import elbolab.nn.Initialisation;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A family of distributions q(z), from which one is to be chosen that is near a posterior. A draw
 * is a function of standard normal noise and of what is learned, z = g(ε) (the report's eq. 15), so
 * that gradients flow through it, and comes with log q(z).
 */
public sealed interface PosteriorFamily {
  /**
   * Draws of one part of q.
   *
   * @param logWeight the logarithm of the part's share of q, one number
   * @param z a row for each row of noise
   * @param logQ log q(z) of each row, of the whole q
   */
  record Draws(Tensor logWeight, Tensor z, Tensor logQ) {}

  /** A row of noise becomes a draw of each part; only a mixture has several. */
  List<Draws> draws(Tensor noise);

  /** A member of the family to begin with. */
  @FunctionalInterface
  interface Start {
    PosteriorFamily at(Parameters parameters, int dimensions);
  }

  /**
   * Almost a point: N(m, deviation² I), of which only m is learned. A point itself has log q = ∞.
   */
  static Start point(double deviation) {
    if (!(deviation > 0)) {
      throw new IllegalArgumentException(
          "deviation = " + deviation + ": must be above 0, a point has no density");
    }
    return (p, d) ->
        new Affine(mean(p, d), Tensor.zeros(d, d), Tensor.full(DoubleMath.log(deviation), d));
  }

  /** N(m, diag σ²), what the encoder of a VAE puts out. */
  static Start diagonal() {
    return (p, d) -> new Affine(mean(p, d), Tensor.zeros(d, d), p.add("logScale", 0, d));
  }

  /** N(m, L Lᵀ). */
  static Start full() {
    return PosteriorFamily::affine;
  }

  /** A full normal, bent by so many planar layers (Rezende and Mohamed 2015). */
  static Start planarFlow(int layers) {
    return (p, d) -> {
      List<Planar> bends = new ArrayList<>();
      for (int k = 0; k < layers; k++) {
        bends.add(Planar.of(p.at("layer" + k), d));
      }
      return new Flow(affine(p.at("base"), d), bends);
    };
  }

  /** Σ w_k N(m_k, L_k L_kᵀ). */
  static Start mixture(int components) {
    if (components < 1) {
      throw new IllegalArgumentException("components = " + components + ": must be at least 1");
    }
    return (p, d) -> {
      List<Affine> parts = new ArrayList<>();
      for (int k = 0; k < components; k++) {
        parts.add(affine(p.at("part" + k), d));
      }
      return new NormalMixture(p.add("logits", 0, components), parts);
    };
  }

  private static Tensor mean(Parameters p, int d) {
    return p.add("mean", Initialisation.normal(1), 1, 1, d);
  }

  private static Affine affine(Parameters p, int d) {
    return new Affine(mean(p, d), p.add("below", 0, d, d), p.add("logScale", 0, d));
  }

  /**
   * z = m + Lε: a normal distribution.
   *
   * @param below L below its diagonal; what stands elsewhere is not used
   * @param logScale log of L's diagonal
   */
  record Affine(Tensor mean, Tensor below, Tensor logScale) implements PosteriorFamily {
    private static final double LOG_TWO_PI = 1.8378770664093454836;

    @Override
    public List<Draws> draws(Tensor noise) {
      Tensor z = apply(noise);
      return List.of(new Draws(Tensor.scalar(0), z, logDensityOfNoise(noise)));
    }

    Tensor apply(Tensor noise) {
      return noise.matmul(factor().transpose()).plus(mean);
    }

    private Tensor factor() {
      int d = mean.size();
      float[] mask = new float[d * d];
      float[] unit = new float[d * d];
      for (int i = 0; i < d; i++) {
        unit[i * d + i] = 1;
        for (int j = 0; j < i; j++) {
          mask[i * d + j] = 1;
        }
      }
      return below
          .times(Tensor.of(mask, d, d))
          .plus(Tensor.of(unit, d, d).times(logScale.exp().unsqueeze(-1)));
    }

    /** log q(m + Lε) = log N(ε; 0, I) − log|L|. */
    Tensor logDensityOfNoise(Tensor noise) {
      return noise
          .square()
          .sum(-1)
          .times(-0.5)
          .minus(0.5 * LOG_TWO_PI * mean.size())
          .minus(logScale.sum());
    }

    /** log q(z), by ε = L⁻¹(z − m), one coordinate after the other. */
    Tensor logDensity(Tensor z) {
      int d = mean.size();
      Tensor shifted = z.minus(mean);
      Tensor[] noise = new Tensor[d];
      for (int i = 0; i < d; i++) {
        Tensor rest = shifted.slice(-1, i, i + 1);
        for (int j = 0; j < i; j++) {
          rest = rest.minus(noise[j].times(below.slice(0, i, i + 1).slice(1, j, j + 1)));
        }
        noise[i] = rest.times(logScale.slice(0, i, i + 1).negate().exp());
      }
      return logDensityOfNoise(Tensor.concat(-1, noise));
    }
  }

  /**
   * z ↦ z + u tanh(wᵀz + b). It can be inverted where wᵀu &gt; −1, which û = u + (log(1 + e^{wᵀu})
   * − 1 − wᵀu) w/‖w‖² makes sure of.
   */
  record Planar(Tensor w, Tensor u, Tensor b) {
    static Planar of(Parameters p, int d) {
      return new Planar(
          p.add("w", Initialisation.normal(0.5), 1, 1, d),
          p.add("u", Initialisation.normal(0.1), 1, 1, d),
          p.add("b", 0, 1));
    }

    private Tensor direction() {
      Tensor inner = w.times(u).sum();
      Tensor wanted = inner.softplus().minus(1);
      return u.plus(w.times(wanted.minus(inner)).over(w.square().sum()));
    }

    private Tensor bend(Tensor z) {
      return z.times(w).sum(-1).plus(b).tanh();
    }

    Tensor apply(Tensor z) {
      return z.plus(bend(z).unsqueeze(-1).times(direction()));
    }

    /** log|det ∂z'/∂z| = log(1 + (1 − tanh²(wᵀz + b)) wᵀû) of each row. */
    Tensor logDeterminant(Tensor z) {
      Tensor slope = bend(z).square().negate().plus(1);
      return slope.times(w.times(direction()).sum()).plus(1).log();
    }
  }

  /** See {@link #planarFlow}. */
  record Flow(Affine base, List<Planar> layers) implements PosteriorFamily {
    @Override
    public List<Draws> draws(Tensor noise) {
      Tensor z = base.apply(noise);
      Tensor logQ = base.logDensityOfNoise(noise);
      for (Planar layer : layers) {
        logQ = logQ.minus(layer.logDeterminant(z));
        z = layer.apply(z);
      }
      return List.of(new Draws(Tensor.scalar(0), z, logQ));
    }
  }

  /** See {@link #mixture}. */
  record NormalMixture(Tensor logits, List<Affine> parts) implements PosteriorFamily {
    @Override
    public List<Draws> draws(Tensor noise) {
      Tensor logWeights = logits.logSoftmax(-1);
      List<Draws> draws = new ArrayList<>();
      for (int k = 0; k < parts.size(); k++) {
        Tensor z = parts.get(k).apply(noise);
        Tensor[] each = new Tensor[parts.size()];
        for (int j = 0; j < each.length; j++) {
          each[j] = parts.get(j).logDensity(z);
        }
        Tensor logQ = Tensor.stack(-1, each).plus(logWeights).logSumExp(-1);
        draws.add(new Draws(logWeights.slice(0, k, k + 1).sum(), z, logQ));
      }
      return draws;
    }
  }
}
