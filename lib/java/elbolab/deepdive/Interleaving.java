package elbolab.deepdive;

import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.InTurn;
import elbolab.nn.Optimizer;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * Interleaving training (section 4): for each batch one classifier pass per label, then the main
 * pass.
 *
 * <pre>{@code
 * var training = new Interleaving(model);
 * new Trainer(model.parameters(), training.optimizer(Adam.Options.rate(schedule)), plan)
 *     .run(training.passes(windows));
 * }</pre>
 */
public record Interleaving(DeepDive model) {
  /** What the main pass freezes: all of the marginal dimensions and their classifiers. */
  static final String FROZEN = "marginal";

  /** The passes over a batch, in their order. */
  public Pass[] passes(WindowSource windows) {
    List<Pass> passes = new ArrayList<>();
    List<Label> labels = model.options().labels();
    for (int i = 0; i < labels.size(); i++) {
      int label = i;
      passes.add(
          Pass.of(
              "classifier " + labels.get(i).name(),
              (batch, rng) -> classifierLoss(label, windows.batch(batch.rows()), rng)));
    }
    String[] frozen = labels.isEmpty() ? new String[0] : new String[] {FROZEN};
    passes.add(Pass.of("main", (batch, rng) -> mainLoss(windows.batch(batch.rows()), rng), frozen));
    return passes.toArray(Pass[]::new);
  }

  /**
   * One Adam for each pass, so that the step that a parameter takes in a pass is scaled by the
   * gradients of that pass alone; a schedule counts batches.
   */
  public Optimizer optimizer(Adam.Options options) {
    List<Optimizer> each = new ArrayList<>();
    for (int i = 0; i <= model.options().labels().size(); i++) {
      each.add(new Adam(model.parameters(), options));
    }
    return new InTurn(each);
  }

  /** L_CE of definition 1, the mean over the batch; noise on b_i only. */
  public Loss classifierLoss(int label, WindowBatch batch, Rng rng) {
    Normal b = model.encodeMarginal(label, batch.x());
    Tensor s = model.project(label, b.sample(rng));
    Tensor loss = model.classLogits(label, s).crossEntropy(batch.labels().get(label));
    return Loss.of("cross entropy " + model.options().labels().get(label).name(), loss.mean());
  }

  /** L_total = MSE(x) + MSE(y) + KL(a), weighted as the options say; noise on a only. */
  public Loss mainLoss(WindowBatch batch, Rng rng) {
    Codes codes = model.encode(batch.x());
    Tensor a = codes.a() == null ? null : codes.a().sample(rng);
    Decoded decoded = model.decode(a, model.project(codes));
    LossWeights weights = model.options().weights();
    Loss loss =
        Loss.of("reconstruction", weights.reconstruction(), meanSquare(batch.x(), decoded.x()))
            .plus("forecast", weights.forecast(), meanSquare(batch.y(), decoded.y()));
    return a == null
        ? loss
        : loss.plus("divergence", weights.divergence(), codes.a().klToStandard().sum(-1).mean());
  }

  private static Tensor meanSquare(Tensor truth, Tensor estimate) {
    return truth.minus(estimate).square().mean();
  }
}
