package elbolab.multimodal;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples of which several modalities were taken, side by side, and for each example the subset
 * that is there.
 *
 * <pre>{@code
 * Modalities pairs = Modalities.of(images, Modalities.oneHot(labels, 10));
 * Modalities few = pairs.complete(0.01, 1);      // of 99 % only one modality is left
 * }</pre>
 *
 * @param sets of each example, see {@link Subsets}; null: everything is there
 */
public record Modalities(List<Dataset> each, int[] sets) implements Dataset {
  public Modalities {
    each = List.copyOf(each);
    if (each.isEmpty()) {
      throw new IllegalArgumentException("no modality");
    }
    for (Dataset of : each) {
      if (of.size() != each.get(0).size() || of.shape().length != 1) {
        throw new IllegalArgumentException(
            "modalities of %d examples of shape %s beside %d: equally many rows of numbers are needed"
                .formatted(of.size(), Arrays.toString(of.shape()), each.get(0).size()));
      }
    }
  }

  public static Modalities of(Dataset... each) {
    return new Modalities(List.of(each), null);
  }

  /** Labels as a modality. */
  public static Dataset oneHot(int[] labels, int classes) {
    return new Dataset.Dense(Tensor.oneHot(labels, classes).keep(), null);
  }

  /** For each label a row of the same class among others, any as likely. */
  public static int[] sameClass(int[] labels, int[] others, Rng rng) {
    int classes = Arrays.stream(others).max().orElse(0) + 1;
    int[][] of = new int[classes][];
    Arrays.setAll(of, c -> IntStream.range(0, others.length).filter(i -> others[i] == c).toArray());
    return Arrays.stream(labels).map(c -> of[c][rng.nextInt(of[c].length)]).toArray();
  }

  @Override
  public int size() {
    return each.get(0).size();
  }

  @Override
  public int[] shape() {
    return new int[] {each.stream().mapToInt(Dataset::features).sum()};
  }

  @Override
  public Observed rows(int... rows) {
    Observed[] parts = each.stream().map(of -> of.rows(rows)).toArray(Observed[]::new);
    Tensor values =
        Tensor.concat(-1, Arrays.stream(parts).map(Observed::values).toArray(Tensor[]::new));
    boolean complete = Arrays.stream(parts).allMatch(Observed::isComplete);
    if (sets == null && complete) {
      return Observed.complete(values);
    }
    Tensor mask =
        Tensor.concat(-1, Arrays.stream(parts).map(Observed::maskOrOnes).toArray(Tensor[]::new));
    Observed all = new Observed(values, mask);
    return sets == null ? all : all.hide(there(rows));
  }

  private Tensor there(int[] rows) {
    int width = features();
    float[] there = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      int at = i * width;
      for (int m = 0; m < each.size(); m++) {
        int end = at + each.get(m).features();
        Arrays.fill(there, at, end, Subsets.has(sets[rows[i]], m) ? 1 : 0);
        at = end;
      }
    }
    return Tensor.of(there, rows.length, width);
  }

  /** Of each example only one modality. */
  public Modalities only(int modality) {
    return subset(1 << modality);
  }

  /** Of each example only these modalities, as {@link Subsets} counts them. */
  public Modalities subset(int set) {
    int[] all = new int[size()];
    Arrays.setAll(all, i -> sets == null ? set : sets[i] & set);
    return new Modalities(each, all);
  }

  /**
   * A share of the examples stays complete, drawn by the seed; of each other one modality is left,
   * any as likely.
   */
  public Modalities complete(double share, long seed) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "share = " + share + ": must lie in [0, 1], the part of the examples that stay complete");
    }
    Rng rng = Rng.of(seed, "complete examples");
    int[] order = rng.permutation(size());
    int[] left = new int[size()];
    int whole = (int) Math.round(share * size());
    for (int i = 0; i < order.length; i++) {
      left[order[i]] = i < whole ? Subsets.all(each.size()) : 1 << rng.nextInt(each.size());
    }
    return new Modalities(each, left);
  }
}
