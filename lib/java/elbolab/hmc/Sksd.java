package elbolab.hmc;

import java.util.Arrays;

/**
 * The sliced kernelised Stein discrepancy (Gong, Li and Hernández-Lobato 2020) in its
 * maximum-sliced form: for each axis i, samples are seen along a slice gᵢ and scores along the
 * axis, Σᵢ E[k(u)(sᵢsᵢ' + gᵢᵢ(sᵢ − sᵢ')u/h² + gᵢᵢ²(1/h² − u²/h⁴))] with u = gᵢ·(x − x'). One
 * dimension at a time keeps its power where {@link Ksd} loses it to distance. Slices start at the
 * axes.
 */
public final class Sksd {
  private final int dimension;
  private final double[] slices;

  public Sksd(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension is " + dimension + "; it must be at least 1");
    }
    this.dimension = dimension;
    this.slices = new double[dimension * dimension];
    for (int i = 0; i < dimension; i++) {
      slices[i * dimension + i] = 1;
    }
  }

  /** The slices, one unit vector per row. */
  double[] slices() {
    return slices.clone();
  }

  /** The median distance of two samples along each slice. */
  public double[] medianBandwidths(double[] samples) {
    int n = samples.length / dimension;
    double[] bandwidths = new double[dimension];
    double[] distances = new double[Ksd.pairs(n)];
    for (int i = 0; i < dimension; i++) {
      double[] along = project(samples, i);
      for (int a = 0, k = 0; a < n; a++) {
        for (int b = 0; b < a; b++, k++) {
          distances[k] = Math.abs(along[a] - along[b]);
        }
      }
      bandwidths[i] = Ksd.median(distances);
    }
    return bandwidths;
  }

  private double[] project(double[] samples, int slice) {
    double[] out = new double[samples.length / dimension];
    for (int a = 0; a < out.length; a++) {
      for (int j = 0; j < dimension; j++) {
        out[a] += slices[slice * dimension + j] * samples[a * dimension + j];
      }
    }
    return out;
  }

  /** SKSD with median bandwidths. */
  public double of(double[] samples, double[] scores) {
    return of(samples, scores, medianBandwidths(samples));
  }

  /** SKSD with these bandwidths, one per slice. */
  public double of(double[] samples, double[] scores, double[] bandwidths) {
    return evaluate(samples, scores, bandwidths, null, null);
  }

  /**
   * As {@link #of}, and adds the derivative with respect to the samples to {@code slope}, with
   * scores and bandwidths held constant.
   */
  double withSlope(double[] samples, double[] scores, double[] bandwidths, double[] slope) {
    return evaluate(samples, scores, bandwidths, slope, null);
  }

  /** One ascent step of every slice on the sphere: slices turn to where samples look worst. */
  public void turnSlices(double[] samples, double[] scores, double rate) {
    double[] turn = new double[slices.length];
    evaluate(samples, scores, medianBandwidths(samples), null, turn);
    for (int i = 0; i < dimension; i++) {
      double square = 0;
      for (int j = i * dimension; j < (i + 1) * dimension; j++) {
        slices[j] += rate * turn[j];
        square += slices[j] * slices[j];
      }
      double norm = Math.sqrt(square);
      for (int j = i * dimension; j < (i + 1) * dimension; j++) {
        slices[j] /= norm;
      }
    }
  }

  private double evaluate(
      double[] samples, double[] scores, double[] bandwidths, double[] slope, double[] turn) {
    int n = samples.length / dimension;
    double weight = 1.0 / Ksd.pairs(n);
    double[] alongSlope = new double[n];
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      double[] along = project(samples, i);
      Arrays.fill(alongSlope, 0);
      sum += slice(i, along, scores, bandwidths[i], weight, alongSlope, turn, samples);
      if (slope != null) {
        for (int k = 0; k < slope.length; k++) {
          slope[k] += alongSlope[k / dimension] * slices[i * dimension + k % dimension];
        }
      }
    }
    return sum;
  }

  /** One slice's share; its derivatives with respect to the projections go to alongSlope. */
  private double slice(
      int i,
      double[] along,
      double[] scores,
      double h,
      double weight,
      double[] alongSlope,
      double[] turn,
      double[] samples) {
    double own = slices[i * dimension + i];
    double narrow = 1 / (h * h);
    double sum = 0;
    for (int a = 0; a < along.length; a++) {
      double sa = scores[a * dimension + i];
      for (int b = 0; b < a; b++) {
        double sb = scores[b * dimension + i];
        double u = along[a] - along[b];
        double k = weight * Ksd.kernel(u * u, h);
        double mixed = (sa - sb) * u * narrow;
        double curved = narrow - u * u * narrow * narrow;
        double bracket = sa * sb + own * mixed + own * own * curved;
        double byU = k * narrow * (own * (sa - sb) - 2 * own * own * u * narrow - u * bracket);
        sum += k * bracket;
        alongSlope[a] += byU;
        alongSlope[b] -= byU;
        if (turn != null) {
          turn[i * dimension + i] += k * (mixed + 2 * own * curved);
          for (int j = 0; j < dimension; j++) {
            turn[i * dimension + j] +=
                byU * (samples[a * dimension + j] - samples[b * dimension + j]);
          }
        }
      }
    }
    return sum;
  }
}
