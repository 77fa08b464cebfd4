package elbolab.vae;

import static elbolab.math.Equation.Paper.TOLSTIKHIN_2018;

import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How far the distributions of two samples are from each other, by the samples alone. */
public sealed interface Discrepancy {
  /**
   * @param a rows of one sample, [n, dimensions]
   * @param b rows of the other, of equal number
   * @param rng for methods that draw directions
   */
  Tensor between(Tensor a, Tensor b, Rng rng);

  /**
   * Maximum mean discrepancy with the inverse multiquadratic kernel Σ_s C_s/(C_s + ‖u − v‖²), C_s =
   * 2 s d, for normal priors of variance 1 in d dimensions and these scales s (Tolstikhin et al.
   * 2018, section 4). Without the diagonal it is unbiased, so that it may fall below zero.
   */
  @Equation(
      paper = TOLSTIKHIN_2018,
      number = "algorithm 2",
      test = "DiscrepancyTest#theKernelEstimateIsUnbiased")
  static Discrepancy inverseMultiquadratic(Double... scales) {
    return new InverseMultiquadratic(List.of(scales));
  }

  /** {@link #inverseMultiquadratic} at the scales of its authors' code, a tenth to ten. */
  static Discrepancy inverseMultiquadratic() {
    return inverseMultiquadratic(0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0);
  }

  /**
   * The squared Wasserstein distance of order 2 between projections on random directions, mean over
   * so many of them: on a line it is the mean squared difference of the sorted numbers (Kolouri et
   * al. 2019).
   */
  static Discrepancy slicedWasserstein(int directions) {
    return new SlicedWasserstein(directions);
  }

  /** See {@link #inverseMultiquadratic}. */
  record InverseMultiquadratic(List<Double> scales) implements Discrepancy {
    public InverseMultiquadratic {
      scales = List.copyOf(scales);
      if (scales.isEmpty() || scales.stream().anyMatch(s -> !(s > 0))) {
        throw new IllegalArgumentException(
            "scales " + scales + ": one at least, each above 0 (widths of the kernel)");
      }
    }

    @Override
    public Tensor between(Tensor a, Tensor b, Rng rng) {
      checkSizes(a, b);
      int n = a.size(0);
      Tensor within = withoutDiagonal(a).plus(withoutDiagonal(b));
      Tensor across = kernel(a, b).sum();
      return within.over((double) n * (n - 1)).minus(across.times(2.0 / ((double) n * n)));
    }

    /** Σᵢ Σ_{j≠i} k(uᵢ, uⱼ); the kernel is 1 on the diagonal at each scale. */
    private Tensor withoutDiagonal(Tensor u) {
      return kernel(u, u).sum().minus((double) scales.size() * u.size(0));
    }

    private Tensor kernel(Tensor u, Tensor v) {
      Tensor squares = u.unsqueeze(1).minus(v.unsqueeze(0)).square().sum(-1);
      Tensor sum = null;
      for (double s : scales) {
        double c = 2 * s * u.size(1);
        Tensor one = squares.plus(c).reciprocal().times(c);
        sum = sum == null ? one : sum.plus(one);
      }
      return sum;
    }
  }

  /** See {@link #slicedWasserstein}. */
  record SlicedWasserstein(int directions) implements Discrepancy {
    public SlicedWasserstein {
      if (directions < 1) {
        throw new IllegalArgumentException(
            "directions = " + directions + ": must be at least 1 (lines to project on)");
      }
    }

    @Override
    public Tensor between(Tensor a, Tensor b, Rng rng) {
      checkSizes(a, b);
      Tensor normal = Tensor.gaussian(rng, a.size(1), directions);
      Tensor unit = normal.over(normal.square().sum(0).sqrt());
      return sorted(a.matmul(unit)).minus(sorted(b.matmul(unit))).square().mean();
    }

    /** Each column in rising order, column after column; the order itself is a constant. */
    private Tensor sorted(Tensor projected) {
      int n = projected.size(0);
      float[] values = projected.toArray();
      int[] order =
          IntStream.range(0, directions)
              .flatMap(
                  column ->
                      IntStream.range(0, n)
                          .mapToObj(row -> row * directions + column)
                          .sorted(Comparator.comparingDouble(at -> values[at]))
                          .mapToInt(Integer::intValue))
              .toArray();
      return projected.reshape(n * directions).gather(0, order);
    }
  }

  private static void checkSizes(Tensor a, Tensor b) {
    if (!a.shape().equals(b.shape()) || a.size(0) < 2) {
      throw new IllegalArgumentException(
          "samples of shape " + a.shape() + " and " + b.shape() + ": equal ones of 2 rows or more");
    }
  }
}
