package elbolab.global;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;

/**
 * A row of numbers for each group: what a model's β says of it, and, beside that, what a classifier
 * could see without β.
 */
public enum GroupCodes {
  /** The mean of q(β | X, Z). */
  BETA {
    @Override
    Tensor of(GlobalVae model, Observed group) {
      return model.encode(group, Groups.one(group.rows())).global().mean();
    }
  },
  /** The mean over the group of the means of q(z | x). */
  MEAN_OF_Z {
    @Override
    Tensor of(GlobalVae model, Observed group) {
      return model.encode(group, Groups.one(group.rows())).local().mean().mean(0);
    }
  },
  /** The mean image. */
  MEAN_OF_PIXELS {
    @Override
    Tensor of(GlobalVae model, Observed group) {
      return meanImage(group);
    }
  },
  /**
   * The mean image on as many random directions as β has numbers: what no training is needed for.
   */
  RANDOM_PROJECTION {
    @Override
    Tensor of(GlobalVae model, Observed group) {
      Tensor image = meanImage(group);
      int width = model.options().global();
      return image.matmul(Tensor.gaussian(Rng.of(1, "directions"), image.size(), width));
    }
  };

  abstract Tensor of(GlobalVae model, Observed group);

  private static Tensor meanImage(Observed group) {
    Tensor x = group.values();
    return x.reshape(x.size(0), x.size() / x.size(0)).mean(0).unsqueeze(0);
  }

  /** One row for each group of examples. */
  public double[][] of(GlobalVae model, Dataset data, int[][] groups) {
    double[][] codes = new double[groups.length][];
    for (int g = 0; g < codes.length; g++) {
      try (Tape tape = Tape.inference()) {
        codes[g] = of(model, data.rows(groups[g])).toDoubles();
      }
    }
    return codes;
  }
}
