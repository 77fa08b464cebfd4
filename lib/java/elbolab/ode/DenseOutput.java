package elbolab.ode;

import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The solution between the steps: z(t + θh) = z + h Σ bᵢ(θ)kᵢ, a polynomial in θ for each step and
 * row. The coefficients of one power of all steps lie in one tensor, from which those of the asked
 * times are gathered at once.
 */
final class DenseOutput implements Integration.Listener {
  private final Tableau method;
  private final List<Tensor[]> coefficients = new ArrayList<>();
  private final List<double[]> offsets = new ArrayList<>();
  private final List<double[]> sizes = new ArrayList<>();
  private Tensor size;

  DenseOutput(Tableau method) {
    this.method = method;
  }

  @Override
  public void stepped(Integration.Stages stages, Tensor h, double[] from, double[] made) {
    int degree = method.denseDegree();
    Tensor[] powers = new Tensor[degree + 1];
    powers[0] = stages.states()[0];
    for (int p = 1; p <= degree; p++) {
      powers[p] = h.times(Integration.weighted(method.denseColumn(p), stages.slopes()));
    }
    coefficients.add(powers);
    offsets.add(from);
    sizes.add(made);
    size = h;
  }

  /**
   * The states at all times, [times, rows, dimensions].
   *
   * @param times [rows, times], or [1, times] if all rows have the same
   * @param equalSteps whether all steps of a row have one size, through which a gradient may go
   */
  Tensor at(Tensor times, boolean equalSteps) {
    int rows = offsets.get(0).length;
    int asked = times.size(1);
    double[] t = times.toDoubles();
    int[] index = new int[asked * rows];
    double[] before = new double[rows * asked];
    double[] width = new double[rows * asked];
    for (int i = 0; i < rows; i++) {
      int row = times.size(0) == 1 ? 0 : i;
      for (int k = 0; k < asked; k++) {
        int step = find(i, t[row * asked + k] - t[row * asked]);
        double h = sizes.get(step)[i];
        index[k * rows + i] = step * rows + i;
        before[i * asked + k] = h == 0 ? 0 : offsets.get(step)[i] / h;
        width[i * asked + k] = h == 0 ? 1 : h;
      }
    }
    Tensor since = times.minus(times.slice(1, 0, 1));
    Tensor h = equalSteps && isNowhereZero() ? size : Tensor.of(width, rows, asked);
    Tensor theta = since.over(h).minus(Tensor.of(before, rows, asked)).transpose().unsqueeze(-1);
    return polynomial(theta, index, rows);
  }

  private boolean isNowhereZero() {
    for (double h : sizes.get(0)) {
      if (h == 0) {
        return false;
      }
    }
    return true;
  }

  /** The first step of a row that ends at or after this distance from the start. */
  private int find(int row, double distance) {
    int found = 0;
    for (int s = 0; s < sizes.size(); s++) {
      double h = sizes.get(s)[row];
      if (h == 0) {
        continue;
      }
      found = s;
      if (Math.abs(offsets.get(s)[row] + h) >= Math.abs(distance)) {
        break;
      }
    }
    return found;
  }

  /** Horner's scheme in θ [times, rows or 1, 1]. */
  private Tensor polynomial(Tensor theta, int[] index, int rowsOfTimes) {
    int degree = method.denseDegree();
    Tensor value = coefficient(degree, theta.size(0), index, rowsOfTimes);
    for (int p = degree - 1; p >= 0; p--) {
      value = coefficient(p, theta.size(0), index, rowsOfTimes).plus(value.times(theta));
    }
    return value;
  }

  /** That of a power of θ at all times, [times, rows, dimensions]. */
  private Tensor coefficient(int power, int asked, int[] index, int rowsOfTimes) {
    int rows = coefficients.get(0)[power].size(0);
    int dimensions = coefficients.get(0)[power].size(1);
    return Tensor.concat(0, coefficients.stream().map(p -> p[power]).toArray(Tensor[]::new))
        .reshape(coefficients.size() * rowsOfTimes, rows / rowsOfTimes * dimensions)
        .gather(0, index)
        .reshape(asked, rows, dimensions);
  }
}
