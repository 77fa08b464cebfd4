package elbolab.hhvaem;

import elbolab.prob.Bernoulli;
import elbolab.prob.ContinuousBernoulli;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;

/** What the decoder's number of a pixel says of it. */
public enum PixelLikelihood {
  /** Black or white: the logit of white. */
  INK {
    @Override
    Distribution of(Tensor numbers) {
      return new Bernoulli(numbers);
    }

    @Override
    Tensor guess(Tensor numbers) {
      return numbers.positive();
    }
  },
  /**
   * A grey level as if it were a share of draws of black and white, as the public code has it: no
   * density over [0, 1], for it does not integrate to 1.
   */
  LEVEL_AS_SHARE {
    @Override
    Distribution of(Tensor numbers) {
      return new Bernoulli(numbers);
    }
  },
  /** The same with the constant that makes it a density. */
  CONTINUOUS_BERNOULLI {
    @Override
    Distribution of(Tensor numbers) {
      return new ContinuousBernoulli(numbers);
    }

    @Override
    Tensor mean(Tensor numbers) {
      return new ContinuousBernoulli(numbers).mean();
    }
  },
  /** A normal around a level in (0, 1), with the variance that the thesis gives to numbers. */
  GAUSSIAN {
    @Override
    Distribution of(Tensor numbers) {
      return Normal.of(mean(numbers), Math.sqrt(VARIANCE));
    }
  };

  private static final double VARIANCE = 0.1;

  abstract Distribution of(Tensor numbers);

  /** The mean of the pixel. */
  Tensor mean(Tensor numbers) {
    return numbers.sigmoid();
  }

  /** The best guess of the pixel. */
  Tensor guess(Tensor numbers) {
    return mean(numbers);
  }
}
