package elbolab.deepdive;

import elbolab.data.series.WindowLabel;
import elbolab.data.series.WindowSet;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Optimizer;
import elbolab.nn.Parameters;
import elbolab.nn.Schedule;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.Pass;
import elbolab.train.Plan;
import elbolab.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Interleaving training (section 4): for each batch one classifier pass per label, then the main
 * pass.
 *
 * <pre>{@code
 * model.fit(windows, Fit.steps(2400));                     // the same in one line
 * new Trainer(model.parameters(), plan)
 *     .run(new Interleaving(model).passes(windows, Adam.Options.rate(schedule)));
 * }</pre>
 */
public record Interleaving(DeepDive model) {
  /** What the main pass freezes: all of the marginal dimensions and their classifiers. */
  static final String FROZEN = "marginal";

  private static final Schedule FIRST_STEP = Schedule.constant(1e-3);

  /**
   * The passes over a batch of these windows, in their order. Each has an Adam of its own, so that
   * the step that a parameter takes in a pass is scaled by the gradients of that pass alone; a
   * schedule counts batches.
   */
  public Pass[] passes(WindowSet windows, Adam.Options options) {
    return passes(windows, () -> new Adam(model.parameters(), options));
  }

  /**
   * @param optimizer asked once for each pass; it may give all of them the same one
   */
  public Pass[] passes(WindowSet windows, Supplier<? extends Optimizer> optimizer) {
    List<Pass> passes = new ArrayList<>();
    List<Label> labels = model.options().labels();
    for (int i = 0; i < labels.size(); i++) {
      int label = i;
      WindowLabel classes = windows.label(labels.get(i).name());
      passes.add(
          Pass.of(
              "classifier " + classes.name(),
              optimizer.get(),
              (batch, rng) ->
                  classifierLoss(
                      label, windows.inputs(batch.rows()), classes.of(batch.rows()), rng)));
    }
    String[] frozen = labels.isEmpty() ? new String[0] : new String[] {FROZEN};
    passes.add(
        Pass.of(
            "main",
            optimizer.get(),
            (batch, rng) ->
                mainLoss(windows.inputs(batch.rows()), windows.targets(batch.rows()), rng),
            frozen));
    return passes.toArray(Pass[]::new);
  }

  /**
   * The branches whose bits change in one step of each pass of a new model, by the pass's name:
   * what the passes reach, and what the main pass leaves frozen.
   */
  public static Map<String, List<String>> reach(DeepDiveOptions options, WindowSet windows) {
    Map<String, List<String>> reach = new LinkedHashMap<>();
    int passes = options.labels().size() + 1;
    for (int i = 0; i < passes; i++) {
      DeepDive model = DeepDive.of(options);
      Parameters parameters = model.parameters();
      Map<String, float[]> before = new LinkedHashMap<>();
      parameters.tensors().forEach((name, tensor) -> before.put(name, tensor.toArray()));
      Pass pass = new Interleaving(model).passes(windows, Adam.Options.rate(FIRST_STEP))[i];
      new Trainer(parameters, new Plan(windows.size(), Math.min(64, windows.size()), 1, 1))
          .run(pass);
      Set<String> changed = new TreeSet<>();
      parameters
          .tensors()
          .forEach(
              (name, tensor) -> {
                if (!Arrays.equals(before.get(name), tensor.toArray())) {
                  changed.add(branch(name));
                }
              });
      reach.put(pass.name(), List.copyOf(changed));
    }
    return reach;
  }

  /** The first two parts of a parameter's name; of fusion and decoder the first. */
  private static String branch(String name) {
    String[] parts = name.split("\\.");
    return parts[0].equals("encoder") || parts[0].equals(FROZEN)
        ? parts[0] + "." + parts[1]
        : parts[0];
  }

  /** L_CE of definition 1, the mean over the windows x; noise on b_i only. */
  public Loss classifierLoss(int label, Tensor x, int[] classes, Rng rng) {
    Tensor s = model.project(label, model.encodeMarginal(label, x).sample(rng));
    Tensor loss = model.classLogits(label, s).crossEntropy(classes);
    return Loss.of("cross entropy " + model.options().labels().get(label).name(), loss.mean());
  }

  /** L_total = MSE(x) + MSE(y) + KL(a), weighted as the options say; noise on a only. */
  public Loss mainLoss(Tensor x, Tensor y, Rng rng) {
    DeepDive.Codes codes = model.encode(x);
    DeepDive.Decoded decoded = model.decode(codes.sampleA(rng), model.project(codes));
    LossWeights weights = model.options().weights();
    Loss loss = errors(weights, x, y, decoded);
    return codes.a() == null
        ? loss
        : loss.plus("divergence", weights.divergence(), codes.a().klToStandard().sum(-1).mean());
  }

  /** MSE(x) and MSE(y). */
  static Loss errors(LossWeights weights, Tensor x, Tensor y, DeepDive.Decoded decoded) {
    return Loss.of("reconstruction", weights.reconstruction(), meanSquare(x, decoded.x()))
        .plus("forecast", weights.forecast(), meanSquare(y, decoded.y()));
  }

  private static Tensor meanSquare(Tensor truth, Tensor estimate) {
    return truth.minus(estimate).square().mean();
  }
}
