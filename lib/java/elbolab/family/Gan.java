package elbolab.family;

import elbolab.data.Dataset;
import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Layer;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.Pass;
import elbolab.train.TrainingResult;
import elbolab.vae.Fit;

/**
 * A generative adversarial network (Goodfellow et al. 2014): one network makes rows from noise, the
 * other tells them from the data, and each learns from the other's success. No density at all.
 */
public final class Gan implements Generator {
  private final int noise;
  private final Parameters parameters;
  private final Layer maker;
  private final Layer judge;

  private Gan(int features, int noise, int hidden, long seed) {
    this.noise = noise;
    parameters = Parameters.seeded(seed);
    maker = Mlp.of(parameters.at("maker"), Activation.RELU, noise, hidden, hidden, features);
    judge = Mlp.of(parameters.at("judge"), Activation.RELU, features, hidden, hidden, 1);
  }

  public static Gan of(int features, int noise, int hidden, long seed) {
    return new Gan(features, noise, hidden, seed);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Tensor sample(int rows, Rng rng) {
    return maker.apply(Tensor.gaussian(rng.stream("noise", 0), rows, noise));
  }

  /** The judge's log odds that a row is data. */
  public Tensor judge(Tensor x) {
    return judge.apply(x).reshape(x.size(0));
  }

  /**
   * In turns: the judge's cross entropy, and −log of the probability that it takes what is made for
   * data (the second form of Goodfellow et al., whose slope does not vanish while the judge is
   * sure).
   */
  @Override
  public TrainingResult fit(Dataset data, Fit fit) {
    Generator.RowLoss ofJudge =
        (x, rng) -> {
          Tensor made = judge(sample(x.size(0), rng)).softplus().mean();
          return Loss.of("judge", judge(x).negate().softplus().mean().plus(made));
        };
    Generator.RowLoss ofMaker =
        (x, rng) -> Loss.of("maker", judge(sample(x.size(0), rng)).negate().softplus().mean());
    return fit.run(
        parameters,
        data.size(),
        adam -> {
          // A long memory of slopes lets the two run round each other (Radford et al. 2016).
          Adam.Options quick = adam.betas(0.5, 0.999);
          Adam judging = new Adam(parameters.at("judge"), quick);
          Adam making = new Adam(parameters.at("maker"), quick);
          return new Pass[] {
            Pass.of("judge", judging, ofJudge.on(data), "maker"),
            Pass.of("maker", making, ofMaker.on(data), "judge")
          };
        });
  }
}
