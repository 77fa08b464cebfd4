package elbolab.vae;

import static elbolab.math.Equation.Paper.LECTURE;

import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.prob.Bernoulli;
import elbolab.prob.Categorical;
import elbolab.prob.Distribution;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;

/** The family of p(x | z), and how the numbers that a decoder puts out become its parameters. */
public interface Likelihood {

  /** How many numbers the decoder puts out for so many features. */
  int outputs(int features);

  /** p(x | z) with the decoder's numbers as parameters. */
  Distribution of(Tensor outputs);

  /** E[x | z], what a picture of a reconstruction shows. */
  Tensor mean(Tensor outputs);

  /** Black and white pixels: the decoder puts out logits. */
  static Likelihood bernoulli() {
    return new Pixels();
  }

  /** Constant noise: the report, section 4.4, sets its variance to 1. */
  static Likelihood gaussian(double deviation) {
    return new ConstantNoise(deviation);
  }

  /** A mean and a deviation for each feature, both functions of z: the lecture's eq. (5). */
  @Equation(paper = LECTURE, number = "5", test = "VaeTest#termsOfTheBoundInClosedForm")
  static Likelihood gaussian() {
    return new LearnedNoise();
  }

  /** One class of several, as a one-hot vector: the decoder puts out logits. */
  static Likelihood categorical() {
    return new Classes();
  }

  /** See {@link #bernoulli}. */
  record Pixels() implements Likelihood {
    @Override
    public int outputs(int features) {
      return features;
    }

    @Override
    public Distribution of(Tensor outputs) {
      return new Bernoulli(outputs);
    }

    @Override
    public Tensor mean(Tensor outputs) {
      return outputs.sigmoid();
    }
  }

  /** See {@link #categorical}. */
  record Classes() implements Likelihood {
    @Override
    public int outputs(int features) {
      return features;
    }

    @Override
    public Distribution of(Tensor outputs) {
      return new OneHot(new Categorical(outputs));
    }

    @Override
    public Tensor mean(Tensor outputs) {
      return outputs.softmax(-1);
    }

    /** The log probability stands at the 1, so that sums over numbers are right. */
    private record OneHot(Categorical classes) implements Distribution {
      @Override
      public Tensor logProb(Tensor x) {
        return x.times(classes.logProbabilities());
      }

      @Override
      public Tensor sample(Rng rng) {
        return classes.sample(rng);
      }
    }
  }

  /** See {@link #gaussian(double)}. */
  record ConstantNoise(double deviation) implements Likelihood {
    public ConstantNoise {
      if (!(deviation > 0) || deviation == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "deviation " + deviation + ": must be above 0 and finite (the noise of the decoder)");
      }
    }

    @Override
    public int outputs(int features) {
      return features;
    }

    @Override
    public Distribution of(Tensor outputs) {
      return Normal.of(outputs, deviation);
    }

    @Override
    public Tensor mean(Tensor outputs) {
      return outputs;
    }
  }

  /** See {@link #gaussian()}. The logarithm of the deviation is kept within ±6. */
  record LearnedNoise() implements Likelihood {
    private static final double WIDEST = 6;

    @Override
    public int outputs(int features) {
      return 2 * features;
    }

    @Override
    public Distribution of(Tensor outputs) {
      int features = outputs.size(-1) / 2;
      Tensor logSigma = outputs.slice(-1, features, 2 * features).clamp(-WIDEST, WIDEST);
      return new Normal(mean(outputs), logSigma);
    }

    @Override
    public Tensor mean(Tensor outputs) {
      return outputs.slice(-1, 0, outputs.size(-1) / 2);
    }
  }
}
