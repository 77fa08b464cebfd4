package elbolab.reproduce.sweep;

import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import elbolab.reproduce.UsageError;
import java.util.List;

/** What a random search draws an option from. */
public sealed interface Range {
  /** The value of one setting. */
  Object draw(Rng rng, boolean whole);

  /** Each of them as likely as the others. */
  record Listed(List<?> values) implements Range {
    public Listed {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new UsageError("an empty list: name the values to draw from");
      }
    }

    @Override
    public Object draw(Rng rng, boolean whole) {
      return values.get(rng.nextInt(values.size()));
    }
  }

  /** Any number between the two, or any whole one with both ends. */
  record Uniform(double from, double to) implements Range {
    public Uniform {
      if (!(from < to && Double.isFinite(to - from))) {
        throw new UsageError(
            "uniform from %s to %s: the first must be the smaller one".formatted(from, to));
      }
    }

    @Override
    public Object draw(Rng rng, boolean whole) {
      double u = rng.nextDouble();
      return whole
          ? Math.min(
              Math.floor(to),
              Math.ceil(from) + Math.floor(u * (Math.floor(to) - Math.ceil(from) + 1)))
          : from + u * (to - from);
    }
  }

  /** A number whose logarithm is uniform: each factor of ten is as likely as the next. */
  record LogUniform(double from, double to) implements Range {
    public LogUniform {
      if (!(from > 0 && from < to && Double.isFinite(to))) {
        throw new UsageError(
            "loguniform from %s to %s: both must be above 0, the first the smaller one"
                .formatted(from, to));
      }
    }

    @Override
    public Object draw(Rng rng, boolean whole) {
      double low = DoubleMath.log(from);
      double value = DoubleMath.exp(low + rng.nextDouble() * (DoubleMath.log(to) - low));
      double inside = Math.max(from, Math.min(to, value));
      return whole ? Math.rint(inside) : inside;
    }
  }
}
