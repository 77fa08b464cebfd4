package elbolab.deepdive;

import elbolab.data.series.WindowSet;
import elbolab.math.Rng;
import elbolab.tensor.Gradients;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether the loss terms pull the shared parameters, the encoder's hidden layers, in different
 * directions: the cosines between their gradients there, at the model's present state. The paper
 * says that its objectives "exhibit no mutual conflict"; a cosine below 0 is one.
 *
 * @param terms names as in the losses: the cross entropies, then the terms of the main pass
 * @param labels how many of the terms are cross entropies
 * @param norms of the gradients of the weighted terms
 * @param cosines between each two
 */
public record GradientConflict(List<String> terms, int labels, double[] norms, double[][] cosines) {

  /** On these windows, with the noise that each term has in its own pass. */
  public static GradientConflict of(DeepDive model, WindowSet windows, int[] rows, Rng rng) {
    Interleaving training = new Interleaving(model);
    List<String> names = new ArrayList<>();
    List<float[]> gradients = new ArrayList<>();
    List<Label> labels = model.options().labels();
    for (int i = 0; i < labels.size(); i++) {
      int[] classes = windows.label(labels.get(i).name()).of(rows);
      try (Tape tape = Tape.scope()) {
        Rng noise = rng.stream("label", i);
        add(
            training.classifierLoss(i, windows.inputs(rows), classes, noise),
            tape,
            model,
            names,
            gradients);
      }
    }
    try (Tape tape = Tape.scope()) {
      Loss main =
          training.mainLoss(windows.inputs(rows), windows.targets(rows), rng.stream("main", 0));
      add(main, tape, model, names, gradients);
    }
    return between(names, labels.size(), gradients);
  }

  private static void add(
      Loss loss, Tape tape, DeepDive model, List<String> names, List<float[]> gradients) {
    Tensor[] shared = model.parameters().learned(Encoder.SHARED).toArray(Tensor[]::new);
    for (Loss.Term term : loss.terms()) {
      Gradients of = tape.gradients(term.value().times(term.weight()), shared);
      Tensor[] flat = new Tensor[shared.length];
      for (int i = 0; i < flat.length; i++) {
        flat[i] = of.of(shared[i]).reshape(-1);
      }
      names.add(term.name());
      gradients.add(Tensor.concat(0, flat).toArray());
    }
  }

  private static GradientConflict between(List<String> names, int labels, List<float[]> gradients) {
    int n = gradients.size();
    double[] norms = new double[n];
    double[][] cosines = new double[n][n];
    for (int i = 0; i < n; i++) {
      norms[i] = Math.sqrt(dot(gradients.get(i), gradients.get(i)));
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        // A term that does not reach the shared parameters is in conflict with none.
        double product = norms[i] * norms[j];
        cosines[i][j] = product > 0 ? dot(gradients.get(i), gradients.get(j)) / product : 0;
      }
    }
    return new GradientConflict(List.copyOf(names), labels, norms, cosines);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma((double) a[i], b[i], sum);
    }
    return sum;
  }

  /** The cosine between two terms by their names. */
  public double cosine(String one, String other) {
    return cosines[index(one)][index(other)];
  }

  private int index(String term) {
    int at = terms.indexOf(term);
    if (at < 0) {
      throw new IllegalArgumentException("no loss term \"" + term + "\"; there are " + terms);
    }
    return at;
  }

  /** The cosine of one term with the sum of the main pass's terms. */
  public double cosineWithMain(int term) {
    double product = 0;
    double squares = 0;
    for (int i = labels; i < norms.length; i++) {
      product += norms[i] * cosines[term][i];
      for (int j = labels; j < norms.length; j++) {
        squares += norms[i] * norms[j] * cosines[i][j];
      }
    }
    return squares > 0 ? product / Math.sqrt(squares) : 0;
  }

  /** The least cosine of any two terms: below 0 some two are in conflict. */
  public double least() {
    return Arrays.stream(cosines).flatMapToDouble(Arrays::stream).min().orElse(1);
  }
}
