package elbolab.family;

import elbolab.data.Dataset;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.TrainingResult;
import elbolab.vae.Fit;

/** A generator that knows its log p(x), which is what it is trained on. */
public interface Density extends Generator {

  /** log p(x) of each row. */
  Tensor logDensity(Tensor x);

  @Override
  default TrainingResult fit(Dataset data, Fit fit) {
    return Generator.fit(
        parameters(),
        data,
        fit,
        (x, rng) -> Loss.of("negative log likelihood", logDensity(x).mean().negate()));
  }
}
