package elbolab.vae;

import elbolab.math.DoubleMath;
import elbolab.show.Grid;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A density in the plane at the middles of the cells of a square, where what is an integral becomes
 * a sum.
 *
 * @param logs log p, row by row from the lowest y, each row from the least x
 * @param reach the square is [−reach, reach]²
 */
public record PlaneDensity(double[] logs, double reach, int cells) {

  /** From a function that gives log p of each row of points, [rows, 2]. */
  public static PlaneDensity of(UnaryOperator<Tensor> logDensity, double reach, int cells) {
    double[] logs = new double[cells * cells];
    for (int row = 0; row < cells; row++) {
      float[] points = new float[2 * cells];
      for (int column = 0; column < cells; column++) {
        points[2 * column] = (float) middle(column, reach, cells);
        points[2 * column + 1] = (float) middle(row, reach, cells);
      }
      try (Tape tape = Tape.inference()) {
        double[] values = logDensity.apply(Tensor.of(points, cells, 2)).toDoubles();
        System.arraycopy(values, 0, logs, row * cells, cells);
      }
    }
    return new PlaneDensity(logs, reach, cells);
  }

  private static double middle(int cell, double reach, int cells) {
    return reach * ((2.0 * cell + 1) / cells - 1);
  }

  private double area() {
    return 4 * reach * reach / ((double) cells * cells);
  }

  /** ∫ p over the square: 1 for a density that lies in it. */
  public double integral() {
    double sum = 0;
    for (double log : logs) {
      sum += DoubleMath.exp(log);
    }
    return sum * area();
  }

  /** The same divided by its integral, which makes a density of exp(−E). */
  public PlaneDensity normalised() {
    double constant = DoubleMath.log(integral());
    double[] shifted = logs.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] -= constant;
    }
    return new PlaneDensity(shifted, reach, cells);
  }

  /** KL(this ‖ q) = ∫ p log(p/q), in nats. */
  public double divergenceFrom(PlaneDensity q) {
    if (q.cells != cells || q.reach != reach) {
      throw new IllegalArgumentException(
          "%d cells over ±%s and %d over ±%s: two densities on one grid are needed"
              .formatted(cells, reach, q.cells, q.reach));
    }
    double sum = 0;
    for (int i = 0; i < logs.length; i++) {
      sum += DoubleMath.exp(logs[i]) * (logs[i] - q.logs[i]);
    }
    return sum * area();
  }

  /** p, for a heat map. */
  public Grid grid() {
    double[][] values = new double[cells][cells];
    for (int i = 0; i < logs.length; i++) {
      values[i / cells][i % cells] = DoubleMath.exp(logs[i]);
    }
    return new Grid(values, -reach, reach, -reach, reach);
  }
}
