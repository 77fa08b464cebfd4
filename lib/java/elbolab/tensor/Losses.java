package elbolab.tensor;

import elbolab.math.Rng;
import elbolab.math.Unary;

/** Cross entropy of labels, and dropout. */
final class Losses {
  private Losses() {}

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
    Tape tape = Tape.recording(logits);
    if (tape != null) {
      Node.Rule rule =
          (pass, dy) -> {
            Storage dx = pass.take(logits.size());
            k.crossEntropyGradient(probabilities.storage(), kept, classes, dy, dx);
            pass.give(logits, dx);
          };
      tape.record("crossEntropy", loss, rule, logits);
    }
    return loss;
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

  static Tensor dropout(Tensor x, double probability, Rng rng) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "dropout probability " + probability + ": it is at least 0 and below 1");
    }
    if (probability == 0) return x;
    Backend k = x.backend();
    Tensor mask = Workspace.result(k, x.shape());
    Storage m = mask.storage();
    k.uniform(m, x.size(), rng);
    k.map(Unary.AFFINE, 1, -probability, m, m, x.size());
    k.map(Unary.POSITIVE, 0, 0, m, m, x.size());
    k.map(Unary.AFFINE, 1 / (1 - probability), 0, m, m, x.size());
    return x.times(mask);
  }
}
