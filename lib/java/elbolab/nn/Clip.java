package elbolab.nn;

import elbolab.math.Unary;
import elbolab.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/** What is done to gradients that are too long, between {@code backward} and the optimiser. */
public sealed interface Clip {
  void apply(List<Tensor> parameters);

  static Clip none() {
    return new None();
  }

  /** Scales all gradients together so that their norm is at most this (Pascanu et al. 2013). */
  static Clip norm(double greatest) {
    return new Norm(greatest);
  }

  /** Holds each number of a gradient between −greatest and greatest. */
  static Clip value(double greatest) {
    return new Value(greatest);
  }

  record None() implements Clip {
    @Override
    public void apply(List<Tensor> parameters) {}
  }

  record Norm(double greatest) implements Clip {
    public Norm {
      positive(greatest);
    }

    @Override
    public void apply(List<Tensor> parameters) {
      double norm = Math.sqrt(squaredNorm(parameters));
      if (norm > greatest) {
        change(parameters, Unary.AFFINE, greatest / norm, 0);
      }
    }
  }

  record Value(double greatest) implements Clip {
    public Value {
      positive(greatest);
    }

    @Override
    public void apply(List<Tensor> parameters) {
      change(parameters, Unary.CLAMP, -greatest, greatest);
    }
  }

  /** ‖g‖² over the gradients of all these parameters; those without one count 0. */
  static double squaredNorm(List<Tensor> parameters) {
    List<Tensor> gradients =
        parameters.stream().map(Tensor::gradient).filter(Objects::nonNull).toList();
    float[] parts = Tensor.items(gradients.stream().map(g -> g.square().sum()).toList());
    double sum = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean finite = Float.isFinite(parts[i]);
      sum += finite ? parts[i] : squaredNorm(gradients.get(i).toArray());
    }
    return sum;
  }

  /** In double precision, for numbers whose squares are too large for a float. */
  private static double squaredNorm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum = Math.fma((double) value, value, sum);
    }
    return sum;
  }

  private static void change(List<Tensor> parameters, Unary map, double p, double q) {
    for (Tensor parameter : parameters) {
      Tensor g = parameter.gradient();
      if (g != null) {
        g.backend().map(map, p, q, g.storage(), g.storage(), g.size());
      }
    }
  }

  private static void positive(double greatest) {
    if (!(greatest > 0 && greatest < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "clip at " + greatest + ": must be above 0 and finite, the greatest that is allowed");
    }
  }
}
