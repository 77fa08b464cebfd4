package elbolab.nn;

import static elbolab.math.Equation.Paper.BA_2016;

import elbolab.math.Equation;
import elbolab.tensor.Normalisation;
import elbolab.tensor.Tensor;

/** y = gain · (x − mean)/√(variance + ε) + shift along the last axis: Ba et al. 2016, eq. 4. */
@Equation(
    paper = BA_2016,
    number = "4",
    test = "NaiveLayersTest#layerNormHasMeanAndVarianceOfItsGainAndShift")
public record LayerNorm(Tensor gain, Tensor shift, double epsilon) implements Layer {

  public static LayerNorm of(Parameters parameters, int size) {
    return new LayerNorm(parameters.add("gain", 1, size), parameters.add("shift", 0, size), 1e-5);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Normalisation.layer(x, epsilon).times(gain).plus(shift);
  }
}
