package elbolab.device;

import elbolab.data.GeneratedDigits;
import elbolab.math.Activation;
import elbolab.nn.Adam;
import elbolab.nn.Clip;
import elbolab.nn.Conv2d;
import elbolab.nn.ConvTranspose2d;
import elbolab.nn.Linear;
import elbolab.nn.Lstm;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.prob.Bernoulli;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.Plan;
import elbolab.train.Trainer;
import java.util.function.LongConsumer;

/** Trainings of a second; most return the hash of their parameters. */
final class SmallTrainings {
  private SmallTrainings() {}

  public static void main(String[] arguments) {
    System.out.println(recurrent());
  }

  /** Learns to tell the sum of a noisy sequence at its end. */
  static String recurrent() {
    Parameters parameters = Parameters.seeded(3);
    Lstm lstm = Lstm.of(parameters.at("lstm"), 3, 20);
    Linear out = Linear.of(parameters.at("out"), 20, 1);
    new Trainer(parameters, new Plan(32, 32, 40, 1))
        .clip(Clip.norm(0.5))
        .run(
            new Adam(parameters, 1e-2),
            (batch, rng) -> {
              Tensor x = Tensor.gaussian(rng, 12, batch.rows().length, 3);
              Tensor error =
                  out.apply(lstm.apply(x).last().cell()).minus(x.sum(0).sum(-1).unsqueeze(1));
              return Loss.of("error", error.square().mean());
            });
    return parameters.hash();
  }

  /** Drawn digits through two convolutions and back. */
  static String convolutional() {
    Tensor images =
        Tensor.of(GeneratedDigits.draw(200, 1).images().floats(), 200, 1, 28, 28).keep();
    Parameters parameters = Parameters.seeded(4);
    Conv2d in = Conv2d.of(parameters.at("in"), 1, 6, 5, 2, 2);
    Conv2d inner = Conv2d.of(parameters.at("inner"), 6, 10, 5, 2, 2);
    Linear moments = Linear.of(parameters.at("moments"), 490, 8);
    Linear back = Linear.of(parameters.at("back"), 4, 490, Activation.RELU);
    ConvTranspose2d outer = ConvTranspose2d.of(parameters.at("outer"), 10, 6, 4, 2, 1);
    ConvTranspose2d out = ConvTranspose2d.of(parameters.at("out"), 6, 1, 4, 2, 1);
    new Trainer(parameters, new Plan(200, 24, 40, 1))
        .run(
            new Adam(parameters, 1e-3),
            (batch, rng) -> {
              int rows = batch.rows().length;
              Tensor x = images.gather(0, batch.rows());
              Tensor seen = inner.apply(in.apply(x).relu()).relu().reshape(rows, 490);
              Normal code = Normal.ofHalves(moments.apply(seen));
              Tensor z = code.sample(rng);
              Tensor shown = outer.apply(back.apply(z).reshape(rows, 10, 7, 7)).relu();
              Tensor likelihood = new Bernoulli(out.apply(shown)).logProb(x).sum(1, 2, 3).mean();
              return Loss.of("misfit", likelihood.negate())
                  .plus("divergence", code.klToStandard().sum(1).mean());
            });
    return parameters.hash();
  }

  /** So many steps of a small network; each is told of when it begins. */
  static void steps(long steps, LongConsumer at) {
    Parameters parameters = Parameters.seeded(2);
    Mlp network = Mlp.of(parameters, Activation.TANH, 3, 9, 9, 9, 9, 1);
    new Trainer(parameters, new Plan(8, 8, steps, 1))
        .run(
            new Adam(parameters, 1e-3),
            (batch, rng) -> {
              at.accept(batch.step());
              Tensor y = network.apply(Tensor.gaussian(rng, 8, 3));
              return Loss.of("one", y.square().mean()).plus("two", 0.1, y.mean());
            });
  }
}
