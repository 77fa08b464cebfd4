package elbolab.global;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.Arrays;

/**
 * A row of numbers for each group: what a model's β says of it, and, beside that, what a classifier
 * could see without β. Each example is encoded once, however many groups it is in.
 */
public enum GroupCodes {
  /** The mean of q(β | X, Z). */
  BETA {
    @Override
    Tensor ofEach(GlobalVae model, Observed x) {
      return experts(model, x);
    }

    @Override
    Tensor ofGroup(Tensor experts, Rng rng) {
      return together(experts).mean();
    }
  },
  /** A draw of q(β | X, Z). */
  DRAW_OF_BETA {
    @Override
    Tensor ofEach(GlobalVae model, Observed x) {
      return experts(model, x);
    }

    @Override
    Tensor ofGroup(Tensor experts, Rng rng) {
      return together(experts).sample(rng);
    }
  },
  /** The mean over the group of the means of q(z | x). */
  MEAN_OF_Z {
    @Override
    Tensor ofEach(GlobalVae model, Observed x) {
      return model.encode(x, Groups.one(x.rows())).local().mean();
    }
  },
  /** The mean image. */
  MEAN_OF_PIXELS {
    @Override
    Tensor ofEach(GlobalVae model, Observed x) {
      return flat(x);
    }
  },
  /**
   * The mean image on as many random directions as β has numbers: what no training is needed for.
   */
  RANDOM_PROJECTION {
    @Override
    Tensor ofEach(GlobalVae model, Observed x) {
      Tensor image = flat(x);
      int width = model.options().global();
      return image.matmul(Tensor.gaussian(Rng.of(1, "directions"), image.size(1), width));
    }
  };

  private static final int AT_ONCE = 100;

  /** What a group's code is made of, a row for each example. */
  abstract Tensor ofEach(GlobalVae model, Observed x);

  /** The code of a group, [1, numbers], from the rows of its examples. */
  Tensor ofGroup(Tensor each, Rng rng) {
    return each.mean(0).unsqueeze(0);
  }

  /** What each example alone says of β, whose product is (4.8): mean and log σ side by side. */
  private static Tensor experts(GlobalVae model, Observed x) {
    Normal each = model.encode(x, Groups.each(x.rows(), 1)).global();
    return Tensor.concat(-1, each.mean(), each.logSigma());
  }

  private static Normal together(Tensor experts) {
    int g = experts.size(1) / 2;
    return new Normal(experts.slice(1, 0, g), experts.slice(1, g, 2 * g))
        .product(Tensor.ones(1, experts.size(0)));
  }

  private static Tensor flat(Observed group) {
    Tensor x = group.values();
    return x.reshape(x.size(0), x.size() / x.size(0));
  }

  /** One row for each group of examples. */
  public double[][] of(GlobalVae model, Dataset data, int[][] groups) {
    int[] used = Arrays.stream(groups).flatMapToInt(Arrays::stream).distinct().sorted().toArray();
    float[] each = ofEach(model, data, used);
    int width = each.length / used.length;
    double[][] codes = new double[groups.length][];
    for (int g = 0; g < codes.length; g++) {
      float[] rows = new float[groups[g].length * width];
      for (int i = 0; i < groups[g].length; i++) {
        int at = Arrays.binarySearch(used, groups[g][i]);
        System.arraycopy(each, at * width, rows, i * width, width);
      }
      try (Tape tape = Tape.inference()) {
        Tensor members = Tensor.of(rows, groups[g].length, width);
        codes[g] = ofGroup(members, Rng.of(1, "draws").stream("group", g)).toDoubles();
      }
    }
    return codes;
  }

  private float[] ofEach(GlobalVae model, Dataset data, int[] used) {
    float[] all = null;
    for (int from = 0; from < used.length; from += AT_ONCE) {
      int to = Math.min(from + AT_ONCE, used.length);
      try (Tape tape = Tape.inference()) {
        float[] part = ofEach(model, data.rows(Arrays.copyOfRange(used, from, to))).toArray();
        int width = part.length / (to - from);
        all = all == null ? new float[used.length * width] : all;
        System.arraycopy(part, 0, all, from * width, part.length);
      }
    }
    return all;
  }
}
