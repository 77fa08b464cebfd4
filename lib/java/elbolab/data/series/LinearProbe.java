package elbolab.data.series;

import java.util.Arrays;

/**
 * Tells two groups apart by one weighted sum of features, found by least squares on −1 and 1: the
 * direction of Fisher's discriminant, with the cut midway between the groups' means, so that the
 * groups' sizes do not matter. What it can tell apart lies in plain sight.
 */
public final class LinearProbe {
  /** Beside features of variance 1. */
  private static final double PENALTY = 1e-4;

  private final double[] weights;
  private final double cut;

  private LinearProbe(double[] weights, double cut) {
    this.weights = weights;
    this.cut = cut;
  }

  /** Of cases with features of variance near 1, a group's and the other's. */
  public static LinearProbe fit(double[][] first, double[][] second) {
    int width = first[0].length;
    NormalEquations equations = new NormalEquations(width, 1);
    add(equations, first, -1);
    add(equations, second, 1);
    double[] weights = Arrays.copyOf(equations.solve(PENALTY)[0], width);
    LinearProbe uncut = new LinearProbe(weights, 0);
    return new LinearProbe(weights, 0.5 * (uncut.mean(first) + uncut.mean(second)));
  }

  private static void add(NormalEquations equations, double[][] cases, float target) {
    for (double[] of : cases) {
      float[] x = new float[of.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) of[i];
      }
      equations.add(x, 0, new float[] {target}, 0);
    }
  }

  private double sum(double[] features) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * features[i];
    }
    return sum;
  }

  private double mean(double[][] cases) {
    return Arrays.stream(cases).mapToDouble(this::sum).average().orElseThrow();
  }

  /** The mean of the two groups' shares that are told right: 0.5 is chance. */
  public double accuracy(double[][] first, double[][] second) {
    double right = Arrays.stream(first).filter(x -> sum(x) <= cut).count();
    double also = Arrays.stream(second).filter(x -> sum(x) > cut).count();
    return 0.5 * (right / first.length + also / second.length);
  }
}
