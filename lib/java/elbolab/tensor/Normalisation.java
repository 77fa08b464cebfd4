package elbolab.tensor;

/** Layer and batch normalisation, without gain and shift: those are products and sums. */
public final class Normalisation {
  /** Normalised numbers with each group's mean and 1/√(variance + ε), both constants. */
  public record Normalised(Tensor value, Tensor mean, Tensor scale) {}

  private Normalisation() {}

  /** Mean 0 and variance 1 along the last axis. */
  public static Tensor layer(Tensor x, double epsilon) {
    if (x.rank() < 1) throw Mismatch.of("layer normalisation", x, "it needs an axis");
    int count = x.size(-1);
    int rows = x.shape().size(0, x.rank() - 1);
    return normalise("layerNorm", x, 1, rows, count, epsilon).value();
  }

  /** Mean 0 and variance 1 of each channel (axis 1) over all other axes. */
  public static Normalised batch(Tensor x, double epsilon) {
    if (x.rank() < 2) throw Mismatch.of("batch normalisation", x, "its channels are axis 1");
    int inner = x.shape().size(2, x.rank());
    return normalise("batchNorm", x, x.size(0), x.size(1), inner, epsilon);
  }

  private static Normalised normalise(
      String title, Tensor x, int outer, int groups, int inner, double epsilon) {
    if (!(epsilon >= 0)) {
      throw new IllegalArgumentException(title + ": epsilon " + epsilon + " is 0 or more");
    }
    Backend k = x.backend();
    Tensor y = Workspace.result(k, x.shape());
    Tensor mean = Workspace.result(k, Shape.of(groups));
    Tensor scale = Workspace.result(k, Shape.of(groups));
    k.normalise(
        x.storage(), outer, groups, inner, epsilon, y.storage(), mean.storage(), scale.storage());
    Node.Rule rule =
        (pass, dy) -> {
          Storage dx = pass.take(x.size());
          k.normaliseGradient(y.storage(), scale.storage(), dy, dx, outer, groups, inner);
          pass.give(x, dx);
        };
    Tape.record(title, y, rule, x);
    return new Normalised(y, mean, scale);
  }
}
