package elbolab.deepdive;

import elbolab.data.series.WindowSet;
import elbolab.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * The mean codes of a block of windows, reduced to one number per dimension as in figure 3.
 *
 * @param conditional Σ_j a_jd of each window, a row per dimension d; no rows in variant (b)
 * @param marginal s_i = w_i · b_i of each window, a row per label: figure 3's abscissa
 */
public record MeanCodes(double[][] conditional, double[][] marginal) {

  static MeanCodes of(DeepDiveOptions options, WindowSet windows) {
    int dimensions = options.variant().hasConditional() ? options.conditional() : 0;
    return new MeanCodes(
        new double[dimensions][windows.size()],
        new double[options.labels().size()][windows.size()]);
  }

  /** Fills in the windows that follow {@code from}. */
  void put(int from, Codes codes, List<Tensor> projections) {
    if (codes.a() != null) {
      float[] sums = codes.a().mean().sum(1).toArray();
      for (int i = 0; i < sums.length; i++) {
        conditional[i % conditional.length][from + i / conditional.length] = sums[i];
      }
    }
    for (int label = 0; label < marginal.length; label++) {
      float[] s = projections.get(label).toArray();
      for (int i = 0; i < s.length; i++) {
        marginal[label][from + i] = s[i];
      }
    }
  }

  /** Σ_j Σ_d a_jd of each window: figure 3's ordinate. */
  public double[] conditionalSum() {
    double[] sum = new double[conditional.length == 0 ? 0 : conditional[0].length];
    for (double[] dimension : conditional) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += dimension[i];
      }
    }
    return sum;
  }

  /** All codes, the conditional ones first: what the mutual information gap is measured on. */
  public double[][] all() {
    return Stream.of(conditional, marginal).flatMap(Stream::of).toArray(double[][]::new);
  }
}
