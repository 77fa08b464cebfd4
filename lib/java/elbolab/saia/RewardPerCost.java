package elbolab.saia;

/**
 * Another reward for each unit of money: what to buy first when features have prices.
 *
 * @param costs of the features, all above 0
 */
public record RewardPerCost(Reward reward, double... costs) implements Reward {
  public RewardPerCost {
    costs = costs.clone();
    for (double cost : costs) {
      if (!(cost > 0 && cost < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "cost " + cost + " of a feature: must be above 0 and finite");
      }
    }
  }

  @Override
  public double[] costs() {
    return costs.clone();
  }

  @Override
  public double[][] of(Step step) {
    if (costs.length != step.inputs()) {
      throw new IllegalArgumentException(
          costs.length + " costs for " + step.inputs() + " features: give each one");
    }
    double[][] own = reward.of(step);
    return step.each(row -> i -> own[row][i] / costs[i]);
  }
}
