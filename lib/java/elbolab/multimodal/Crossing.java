package elbolab.multimodal;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.LogSum;
import elbolab.math.Reductions;
import elbolab.math.Rng;
import elbolab.prob.Distribution;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What a model concludes from those modalities of some examples that it is shown: what it generates
 * of the others, and which codes it has for them.
 *
 * <pre>{@code
 * Crossing fromLabels = new Crossing(model, test.only(1), seed);
 * float[] images = fromLabels.to(0);
 * }</pre>
 *
 * @param seed of the draw of the latent numbers
 */
public record Crossing(MultiVae model, Dataset shown, long seed) {
  private static final int AT_ONCE = 500;

  /** The means of a modality at one draw of z for each example, one after the other. */
  public float[] to(int modality) {
    return flat(z -> model.only(modality, model.decodeMean(z)));
  }

  /** A draw of the shared code of each example. */
  public double[][] shared() {
    return rows(flat(model::shared));
  }

  /** A draw of a modality's own code of each example. */
  public double[][] own(int modality) {
    return rows(flat(z -> model.own(modality, z)));
  }

  /** Coherence: the share of the examples whose most probable generated class is their own. */
  public double accuracy(int modality, int... labels) {
    double[][] classes = rows(to(modality));
    long right =
        IntStream.range(0, labels.length)
            .filter(i -> Reductions.argMax(classes[i].length, classes[i], 0) == labels[i])
            .count();
    return (double) right / labels.length;
  }

  /**
   * log p(x_S) of what is shown and log p(x | x_S) of all the rest given it, both from the same
   * draws of q(z | x_S): log 1/K Σ wₖ and log Σ wₖ p(x | zₖ) − log Σ wₖ. So a conditional
   * probability is never above 1, as the difference of two separate estimates may be.
   *
   * @return the means over the rows, first of what is shown
   */
  public double[] logLikelihoods(Dataset complete, int samples) {
    double[] sums = new double[2];
    for (int from = 0; from < shown.size(); from += AT_ONCE) {
      int[] rows = IntStream.range(from, Math.min(from + AT_ONCE, shown.size())).toArray();
      Rng rng = Rng.of(seed, "likelihoods").stream("rows", from);
      LogSum[] evidence = sums(rows.length);
      LogSum[] together = sums(rows.length);
      try (Tape tape = Tape.inference()) {
        Observed x = shown.rows(rows);
        Observed all = complete.rows(rows);
        Distribution q = model.encode(x);
        for (int k = 0; k < samples; k++) {
          try (Tape draw = Tape.inference()) {
            Tensor z = q.sample(rng.stream("sample", k));
            Tensor ratio = model.prior().logRatio(q, z);
            double[] weight = model.logLikelihood(x, z).plus(ratio).toDoubles();
            double[] joint = model.logLikelihood(all, z).plus(ratio).toDoubles();
            for (int i = 0; i < rows.length; i++) {
              evidence[i].add(weight[i]);
              together[i].add(joint[i]);
            }
          }
        }
      }
      for (int i = 0; i < rows.length; i++) {
        sums[0] += evidence[i].mean() / shown.size();
        sums[1] += (together[i].mean() - evidence[i].mean()) / shown.size();
      }
    }
    return sums;
  }

  private static LogSum[] sums(int count) {
    LogSum[] sums = new LogSum[count];
    Arrays.setAll(sums, i -> new LogSum());
    return sums;
  }

  private double[][] rows(float[] flat) {
    int width = flat.length / shown.size();
    double[][] rows = new double[shown.size()][width];
    for (int i = 0; i < flat.length; i++) {
      rows[i / width][i % width] = flat[i];
    }
    return rows;
  }

  private float[] flat(UnaryOperator<Tensor> ofLatent) {
    float[] all = new float[0];
    for (int from = 0; from < shown.size(); from += AT_ONCE) {
      int[] rows = IntStream.range(from, Math.min(from + AT_ONCE, shown.size())).toArray();
      try (Tape tape = Tape.inference()) {
        Tensor z =
            model.encode(shown.rows(rows)).sample(Rng.of(seed, "codes").stream("rows", from));
        float[] part = ofLatent.apply(z).toArray();
        int before = all.length;
        all = Arrays.copyOf(all, before + part.length);
        System.arraycopy(part, 0, all, before, part.length);
      }
    }
    return all;
  }
}
