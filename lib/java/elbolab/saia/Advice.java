package elbolab.saia;

import elbolab.data.Numbers;
import elbolab.data.Observed;
import elbolab.hhvaem.Feature;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.List;

/**
 * What to obtain next of rows whose truth nobody knows yet, as CSV.
 *
 * @param costs of the features; null without prices
 */
public record Advice(AcquisitionModel model, Reward reward, double[] costs, int draws) {
  /** The line that names the columns. */
  public String header() {
    return costs == null ? "row,next,gain\n" : "row,next,gain,cost,gain_per_cost\n";
  }

  /**
   * A line for each row: the column to obtain and the nats that are expected of it.
   *
   * @param first the number of these rows' first one, from 0
   */
  public String lines(Observed x, int first, Rng rng) {
    Belief belief = model.believe(x, draws, rng.stream("belief", 0));
    Observed all = Observed.complete(Tensor.ones(x.values().shape().toArray()));
    double[][] gains = reward.of(new Step(model, belief, x, all, rng.stream("reward", 0)));
    float[] seen = x.maskOrOnes().toArray();
    StringBuilder lines = new StringBuilder();
    for (int r = 0; r < gains.length; r++) {
      lines.append(first + r + 1);
      int best = targetIsKnown(seen, r) ? -1 : best(gains[r]);
      if (best < 0) {
        lines.append(costs == null ? ",,\n" : ",,,,\n");
        continue;
      }
      double gain = Math.max(0, gains[r][best]);
      String name = model.features().inputs().get(best).name();
      lines.append(',').append(quoted(name)).append(',').append(number(gain));
      if (costs != null) {
        lines
            .append(',')
            .append(number(costs[best]))
            .append(',')
            .append(number(gain / costs[best]));
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  private static String number(double value) {
    return Numbers.shortest(Math.rint(value * 1e6) / 1e6);
  }

  private static String quoted(String name) {
    return name.matches("[^,\"\\r\\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  private int best(double... gains) {
    int best = -1;
    for (int i = 0; i < gains.length; i++) {
      if (!Double.isNaN(gains[i]) && (best < 0 || perCost(gains, i) > perCost(gains, best))) {
        best = i;
      }
    }
    return best;
  }

  private double perCost(double[] gains, int i) {
    return costs == null ? gains[i] : gains[i] / costs[i];
  }

  private boolean targetIsKnown(float[] seen, int row) {
    List<Feature> all = model.features().all();
    int inputs = model.features().inputs().size();
    for (int c = inputs; c < all.size(); c++) {
      if (seen[row * all.size() + c] == 0) {
        return false;
      }
    }
    return true;
  }
}
