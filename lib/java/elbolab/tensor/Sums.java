package elbolab.tensor;

import elbolab.math.Binary;
import elbolab.math.Unary;
import java.util.Arrays;

/** Reductions over axes, softmax and cross entropy. */
final class Sums {
  private Sums() {}

  /** Reduces the axes given, or all when none is given, and drops them from the shape. */
  static Tensor reduce(Reduction f, Tensor x, int... axes) {
    boolean[] gone = axes(x.shape(), axes);
    Tensor y = x;
    boolean first = true;
    for (int end = x.rank(); end > 0; ) {
      int begin = end - 1;
      if (gone[begin]) {
        while (begin > 0 && gone[begin - 1]) begin--;
        y = reduceRun(f, y, begin, end);
        first = false;
      }
      end = begin;
    }
    return first ? reduceRun(f, x, 0, 0) : y;
  }

  /** Reduces the neighbouring axes [begin, end). */
  private static Tensor reduceRun(Reduction f, Tensor x, int begin, int end) {
    Shape s = x.shape();
    int outer = s.size(0, begin);
    int count = s.size(begin, end);
    int inner = s.size(end, s.rank());
    Shape shape = drop(s, begin, end);
    Backend k = x.backend();
    Tensor y = Workspace.result(k, shape);
    k.reduce(f, x.storage(), y.storage(), outer, count, inner);
    Shape thin = thin(s, begin, end);
    return Tape.record(title(f), y, (pass, dy) -> reduceBack(pass, f, x, y, thin, dy), x);
  }

  private static void reduceBack(
      BackwardPass pass, Reduction f, Tensor x, Tensor y, Shape thin, Storage dy) {
    Backend k = x.backend();
    Storage dx = pass.take(x.size());
    if (f == Reduction.SUM) {
      k.copy(dy, dx, Strides.expand(thin, x.shape()), false);
    } else {
      Strides strides = Strides.broadcast(x.shape(), thin, x.shape());
      if (f == Reduction.LOG_SUM_EXP) {
        k.zip(Binary.MINUS, x.storage(), y.storage(), dx, strides);
        k.map(Unary.EXP, 0, 0, dx, dx, x.size());
      } else {
        maximumShare(pass, x, y, thin, strides, dx);
      }
      k.zip(Binary.TIMES, dx, dy, dx, strides);
    }
    pass.give(x, dx);
  }

  /** 1 where x is its maximum y; places that share a maximum share the 1. */
  private static void maximumShare(
      BackwardPass pass, Tensor x, Tensor y, Shape thin, Strides strides, Storage share) {
    Backend k = x.backend();
    k.zip(Binary.STEP, x.storage(), y.storage(), share, strides);
    k.map(Unary.AFFINE, 2, 0, share, share, x.size());
    Storage ties = pass.take(y.size());
    int begin = 0;
    while (begin < x.rank() && thin.get(begin) == x.size(begin)) begin++;
    int end = x.rank();
    while (end > begin && thin.get(end - 1) == x.size(end - 1)) end--;
    Shape s = x.shape();
    k.reduce(
        Reduction.SUM, share, ties, s.size(0, begin), s.size(begin, end), s.size(end, s.rank()));
    k.zip(Binary.OVER, share, ties, share, strides);
    pass.giveBack(ties);
  }

  static Tensor mean(Tensor x, int... axes) {
    Tensor sum = reduce(Reduction.SUM, x, axes);
    return Elementwise.map(Unary.AFFINE, (double) sum.size() / x.size(), 0, sum);
  }

  static Tensor softmax(boolean log, Tensor x, int axis) {
    Shape s = x.shape();
    int at = s.axis(axis);
    int outer = s.size(0, at);
    int inner = s.size(at + 1, s.rank());
    Backend k = x.backend();
    Tensor y = Workspace.result(k, s);
    k.softmax(log, x.storage(), y.storage(), outer, s.get(at), inner);
    Node.Rule rule =
        (pass, dy) -> {
          Storage dx = pass.reuse(dy);
          k.softmaxGradient(log, y.storage(), dy, dx, outer, s.get(at), inner);
          pass.give(x, dx);
        };
    return Tape.record(log ? "logSoftmax" : "softmax", y, rule, x);
  }

  /** −log softmax(logits)[label] of each row. */
  static Tensor crossEntropy(Tensor logits, int... labels) {
    if (logits.rank() != 2 || logits.size(0) != labels.length) {
      throw Mismatch.of(
          "crossEntropy", logits, "it must be [rows, classes] with " + labels.length + " rows");
    }
    int classes = logits.size(1);
    checkLabels("crossEntropy of " + logits.describe(), labels, classes);
    Backend k = logits.backend();
    Tensor probabilities = Workspace.result(k, logits.shape());
    Tensor loss = Workspace.result(k, Shape.of(labels.length));
    int[] kept = labels.clone();
    k.crossEntropy(logits.storage(), kept, classes, probabilities.storage(), loss.storage());
    Node.Rule rule =
        (pass, dy) -> {
          Storage dx = pass.take(logits.size());
          k.crossEntropyGradient(probabilities.storage(), kept, classes, dy, dx);
          pass.give(logits, dx);
        };
    return Tape.record("crossEntropy", loss, rule, logits);
  }

  static void checkLabels(String operation, int[] labels, int classes) {
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            String.format(
                "%s: label %d of row %d is not within 0 to %d",
                operation, labels[i], i, classes - 1));
      }
    }
  }

  /**
   * Hands x the gradient dy, which has the shape that x was broadcast to, summed over the axes
   * along which x was repeated.
   */
  static void giveSum(BackwardPass pass, Tensor x, Storage dy, Shape shape) {
    Storage sum = dy;
    Shape s = shape;
    int rank = shape.rank();
    for (int end = rank; end > 0; end--) {
      if (x.shape().aligned(end - 1, rank) == s.get(end - 1)) continue;
      int begin = end - 1;
      while (begin > 0 && x.shape().aligned(begin - 1, rank) != s.get(begin - 1)) begin--;
      Storage fewer = pass.take(s.size(0, begin) * s.size(end, rank));
      x.backend()
          .reduce(
              Reduction.SUM, sum, fewer, s.size(0, begin), s.size(begin, end), s.size(end, rank));
      if (sum != dy) pass.giveBack(sum);
      sum = fewer;
      s = thin(s, begin, end);
      end = begin + 1;
    }
    if (sum != dy && !pass.isDy(dy)) pass.giveBack(dy);
    pass.give(x, sum);
  }

  private static boolean[] axes(Shape shape, int... axes) {
    boolean[] chosen = new boolean[shape.rank()];
    if (axes.length == 0) Arrays.fill(chosen, true);
    for (int axis : axes) chosen[shape.axis(axis)] = true;
    return chosen;
  }

  private static Shape drop(Shape shape, int begin, int end) {
    int[] sizes = shape.toArray();
    int[] rest = new int[sizes.length - (end - begin)];
    System.arraycopy(sizes, 0, rest, 0, begin);
    System.arraycopy(sizes, end, rest, begin, sizes.length - end);
    return Shape.of(rest);
  }

  /** The shape with size 1 along the axes [begin, end). */
  private static Shape thin(Shape shape, int begin, int end) {
    int[] sizes = shape.toArray();
    Arrays.fill(sizes, begin, end, 1);
    return Shape.of(sizes);
  }

  private static String title(Reduction f) {
    return switch (f) {
      case SUM -> "sum";
      case MAX -> "max";
      case LOG_SUM_EXP -> "logSumExp";
    };
  }
}
