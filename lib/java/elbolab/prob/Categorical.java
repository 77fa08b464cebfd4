package elbolab.prob;

import elbolab.math.Rng;
import elbolab.tensor.Tensor;

/** One of the classes along the last axis of the logits, written as a one-hot vector. */
public record Categorical(Tensor logits) implements Distribution {

  public Tensor probabilities() {
    return logits.softmax(-1);
  }

  public Tensor logProbabilities() {
    return logits.logSoftmax(-1);
  }

  /** Of one-hot vectors (or expectations of them) along the last axis, which is summed over. */
  @Override
  public Tensor logProb(Tensor oneHot) {
    return oneHot.times(logProbabilities()).sum(-1);
  }

  /** One-hot vectors. No gradient flows through them. */
  @Override
  public Tensor sample(Rng rng) {
    int classes = logits.size(-1);
    float[] probabilities = probabilities().toArray();
    int[] chosen = new int[classes == 0 ? 0 : probabilities.length / classes];
    for (int row = 0; row < chosen.length; row++) {
      chosen[row] = draw(probabilities, row * classes, classes, rng.nextDouble());
    }
    return Tensor.oneHot(chosen, classes).reshape(logits.shape().toArray());
  }

  /** The first class at which the summed probabilities exceed the uniform number. */
  private static int draw(float[] probabilities, int from, int classes, double uniform) {
    double total = 0;
    for (int k = 0; k < classes; k++) {
      total += probabilities[from + k];
    }
    double left = uniform * total;
    int k = 0;
    while (k < classes - 1 && left >= probabilities[from + k]) {
      left -= probabilities[from + k++];
    }
    return k;
  }

  /** −Σ p log p. */
  public Tensor entropy() {
    return probabilities().times(logProbabilities()).sum(-1).negate();
  }

  /** Σ p (log p − log p'). */
  public Tensor kl(Categorical other) {
    return probabilities().times(logProbabilities().minus(other.logProbabilities())).sum(-1);
  }
}
