package elbolab.saia;

import elbolab.math.Rng;

/** Any feature as good as any other: what a reward must beat. */
public record RandomOrder() implements Reward {
  @Override
  public double[][] of(Step step) {
    return step.each(
        row -> {
          Rng own = step.rng().stream("order", row);
          double[] uniform = new double[step.inputs()];
          own.fillUniform(uniform, 0, uniform.length);
          return i -> uniform[i];
        });
  }
}
