package elbolab.peers;

import elbolab.deepdive.DeepDive;
import elbolab.deepdive.DeepDiveOptions;
import elbolab.deepdive.Interleaving;
import elbolab.deepdive.Label;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Safetensors;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One interleaved step of DeepDIVE on a fixed batch; deepdive_bench.py holds the same. */
final class DeepDiveWorkload {
  static final int BATCH = 64;
  private static final int LOOK_BACK = 168;
  private static final int HORIZON = 1;
  private static final int CONDITIONAL = 8;
  private static final int HIDDEN = 128;
  private static final int WIDTH = 32;
  private static final List<Label> LABELS =
      List.of(
          Label.balanced("hour", 24), Label.balanced("weekday", 7), Label.balanced("month", 12));

  private final int series;
  private final DeepDive model;
  private final Interleaving training;
  private final List<Adam> adams = new ArrayList<>();
  private final Tensor x;
  private final Tensor y;
  private final List<int[]> classes = new ArrayList<>();
  private final Rng rng;
  private int steps;

  DeepDiveWorkload(int series) {
    this.series = series;
    DeepDiveOptions options =
        DeepDiveOptions.of(series, LOOK_BACK, HORIZON, LABELS)
            .conditional(CONDITIONAL)
            .hidden(HIDDEN)
            .attention(WIDTH, 4);
    model = DeepDive.of(options);
    training = new Interleaving(model);
    for (int pass = 0; pass <= LABELS.size(); pass++) {
      adams.add(new Adam(model.parameters(), 1e-3));
    }
    rng = Rng.of(1, "deepdive bench");
    x = Tensor.gaussian(rng.stream("x", 0), BATCH, series, LOOK_BACK);
    y = Tensor.gaussian(rng.stream("y", 0), BATCH, series, HORIZON);
    for (Label label : LABELS) {
      classes.add(IntStream.range(0, BATCH).map(i -> i % label.classes()).toArray());
    }
  }

  /** All passes over the batch; gives the losses of each. */
  List<Float> step() {
    List<Float> losses = new ArrayList<>();
    for (int i = 0; i < LABELS.size(); i++) {
      try (Tape tape = Tape.scope()) {
        Rng noise = noise(LABELS.get(i).name());
        pass(training.classifierLoss(i, x, classes.get(i), noise), adams.get(i), losses);
      }
    }
    model.parameters().freeze("marginal");
    try (Tape tape = Tape.scope()) {
      pass(training.mainLoss(x, y, noise("a")), adams.get(LABELS.size()), losses);
    }
    model.parameters().unfreeze("marginal");
    steps++;
    return losses;
  }

  private static void pass(Loss loss, Adam adam, List<Float> losses) {
    loss.total().backward();
    adam.step();
    loss.terms().forEach(term -> losses.add(term.value().item()));
  }

  private Rng noise(String of) {
    return rng.stream(of, steps);
  }

  /** The present parameters, the batch, and the noise of so many steps, for the peer. */
  Safetensors file(int howManySteps) {
    Safetensors file = new Safetensors();
    file.putAll("w/", model.parameters().toSafetensors());
    file.put("x", x.shape().toArray(), x.toArray());
    file.put("y", y.shape().toArray(), y.toArray());
    for (int i = 0; i < LABELS.size(); i++) {
      long[] of = Arrays.stream(classes.get(i)).asLongStream().toArray();
      file.put("classes/" + LABELS.get(i).name(), of);
    }
    file.put("steps", howManySteps);
    for (int step = 0; step < howManySteps; step++) {
      for (Label label : LABELS) {
        put(file, step, label.name(), BATCH, series);
      }
      put(file, step, "a", BATCH, series, CONDITIONAL);
    }
    return file;
  }

  private void put(Safetensors file, int step, String of, int... shape) {
    float[] noise = Tensor.gaussian(rng.stream(of, step), shape).toArray();
    file.put("noise/" + step + "/" + of, shape, noise);
  }

  /** Multiply-adds of all matrix products of a step, twice each. */
  double operations() {
    double rows = (double) BATCH * series;
    double encoder = rows * HIDDEN * (2.0 * LOOK_BACK + 3 * HIDDEN);
    double ofB = rows * HIDDEN * 2;
    double classifiers = LABELS.size() * (encoder + 3 * ofB);
    int n2 = LABELS.size();
    double queries = rows + BATCH * n2;
    double tokens = rows * CONDITIONAL * WIDTH;
    for (Label label : LABELS) {
      tokens += (double) BATCH * label.classes() * WIDTH;
    }
    double attention = (2 * queries + 2 * rows) * WIDTH * WIDTH + 2 * queries * series * WIDTH;
    double decoder =
        rows * HIDDEN * (WIDTH + HIDDEN + LOOK_BACK + HORIZON) + BATCH * n2 * WIDTH * HIDDEN;
    double main = encoder + 3 * rows * HIDDEN * 2 * CONDITIONAL + 2 * n2 * ofB;
    return 2 * (classifiers + main + 3 * (tokens + attention + decoder));
  }
}
