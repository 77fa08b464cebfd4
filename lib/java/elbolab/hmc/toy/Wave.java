package elbolab.hmc.toy;

import elbolab.hmc.PointDensity;
import elbolab.math.DoubleMath;

/**
 * Two sine-shaped ridges: log p*(z) = log(exp(−½(u/0.35)²) + exp(−½((u − b)/0.35)²)) − ½ (z₁/τ)²,
 * with u = z₂ + sin(½πz₁) and b = 3 exp(−½((z₁ − 1)/0.6)²): the third test energy of Rezende and
 * Mohamed (2015), and the wave of the thesis's figure 5.7 in its author's public code. There τ is
 * infinite, so that the density cannot be normalised along z₁; with a finite τ, z₁ ~ N(0, τ²)
 * exactly.
 */
public final class Wave implements PointDensity {
  private static final double SHARP = 1 / (0.35 * 0.35);
  private static final double BUMP = 1 / (0.6 * 0.6);
  private final double envelope;

  /** As in the thesis: a wave without end. */
  public Wave() {
    this(Double.POSITIVE_INFINITY);
  }

  /** With a Gaussian envelope of standard deviation {@code deviation} along the wave. */
  public Wave(double deviation) {
    if (!(deviation > 0)) {
      throw new IllegalArgumentException(
          "the envelope's deviation is " + deviation + "; it must be positive, +∞ for none");
    }
    this.envelope = 1 / (deviation * deviation);
  }

  @Override
  public boolean isConcurrent() {
    return true;
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public double evaluate(double[] points, int from, double[] gradient) {
    double x = points[from];
    double quarterTurns = 0.25 * x - Math.floor(0.25 * x);
    double u = points[from + 1] + DoubleMath.sinTurns(quarterTurns);
    double slopeOfU = 0.5 * Math.PI * DoubleMath.cosTurns(quarterTurns);
    double bump = 3 * DoubleMath.exp(-0.5 * BUMP * (x - 1) * (x - 1));
    double slopeOfBump = -BUMP * (x - 1) * bump;
    double first = -0.5 * SHARP * u * u;
    double second = -0.5 * SHARP * (u - bump) * (u - bump);
    double top = Math.max(first, second);
    double logSum =
        top + DoubleMath.log(DoubleMath.exp(first - top) + DoubleMath.exp(second - top));
    double share = DoubleMath.exp(second - logSum);
    double slope = -SHARP * (u - share * bump);
    gradient[from] = slope * slopeOfU + SHARP * share * (u - bump) * slopeOfBump - envelope * x;
    gradient[from + 1] = slope;
    return logSum - 0.5 * envelope * x * x;
  }
}
