package elbolab.vae;

import static elbolab.math.Equation.Paper.REPORT;
import static elbolab.math.Equation.Paper.THESIS;

import elbolab.data.Dataset;
import elbolab.math.Activation;
import elbolab.math.Equation;
import elbolab.nn.Layer;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.TrainingResult;
import java.util.Arrays;

/**
 * A deterministic autoencoder: an encoder to few numbers and a decoder back, trained to return what
 * went in. It has no density: what becomes of codes that no example has is left to chance.
 */
public record Autoencoder(Parameters parameters, Layer encoder, Layer decoder) {

  /**
   * Two perceptrons that mirror each other: {@code of(RELU, 1, 784, 128, 2)} goes from 784 pixels
   * over 128 to 2 numbers and back. With two sizes both maps are linear.
   */
  public static Autoencoder of(Activation hidden, long seed, int... sizes) {
    if (sizes.length < 2 || sizes[sizes.length - 1] > sizes[0]) {
      throw new IllegalArgumentException(
          Arrays.toString(sizes)
              + ": sizes from the data to the code, which must not be the longer one");
    }
    int[] mirrored = new int[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      mirrored[i] = sizes[sizes.length - 1 - i];
    }
    Parameters parameters = Parameters.seeded(seed);
    return new Autoencoder(
        parameters,
        Mlp.of(parameters.at("encoder"), hidden, sizes),
        Mlp.of(parameters.at("decoder"), hidden, mirrored));
  }

  /** z = φ_E(x). */
  public Tensor encode(Tensor x) {
    return encoder.apply(x);
  }

  /** φ_D(z). */
  public Tensor decode(Tensor z) {
    return decoder.apply(z);
  }

  /** x̂ = φ_D(φ_E(x)) (the thesis' eq. 3.1). */
  @Equation(paper = THESIS, number = "3.1", test = "AutoencoderTest#linearOneIsPrincipalComponents")
  public Tensor reconstruct(Tensor x) {
    return decode(encode(x));
  }

  /** The mean of ‖x − φ_D(φ_E(x))‖² over the rows (the report's sec. 4.1, the thesis' eq. 3.2). */
  @Equation(
      paper = REPORT,
      number = "sec. 4.1",
      test = "AutoencoderTest#linearOneIsPrincipalComponents")
  @Equation(paper = THESIS, number = "3.2", test = "AutoencoderTest#linearOneIsPrincipalComponents")
  public Tensor loss(Tensor x) {
    return reconstruct(x).minus(x).square().sum(-1).mean();
  }

  public TrainingResult fit(Dataset data, Fit how) {
    return how.run(
        parameters,
        data.size(),
        (batch, rng) -> Loss.of("squared error", loss(data.rows(batch.rows()).values())));
  }
}
