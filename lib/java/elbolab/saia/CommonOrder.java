package elbolab.saia;

/**
 * Another reward averaged over the rows of a batch, so that all acquire the same feature next: what
 * remains of the reward when it must not adapt to the row.
 */
public record CommonOrder(Reward reward) implements Reward {
  @Override
  public double[][] of(Step step) {
    double[][] own = reward.of(step);
    double[] mean = new double[step.inputs()];
    for (int i = 0; i < mean.length; i++) {
      int count = 0;
      for (double[] row : own) {
        if (!Double.isNaN(row[i])) {
          mean[i] += row[i];
          count++;
        }
      }
      mean[i] /= count;
    }
    return step.each(row -> i -> mean[i]);
  }
}
