package elbolab.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.prob.PrincipalComponents;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AutoencoderTest {
  /** Two strong directions and noise: the decoder's columns and the error are those of PCA. */
  @Test
  void linearOneIsPrincipalComponents() {
    Rng rng = Rng.of(1, "points");
    double[][] rows = new double[300][6];
    float[] flat = new float[300 * 6];
    for (int n = 0; n < 300; n++) {
      double a = 1.5 * rng.nextGaussian();
      double b = rng.nextGaussian();
      for (int i = 0; i < 6; i++) {
        flat[6 * n + i] = (float) (a * (i - 2.5) / 3 + b * (i % 2) + 0.3 * rng.nextGaussian() + 1);
        rows[n][i] = flat[6 * n + i];
      }
    }
    Autoencoder linear = Autoencoder.of(Activation.RELU, 1, 6, 2);
    linear.fit(Dataset.of(flat, 6), Fit.steps(3000).batch(300).rate(0.02, 1e-5));
    PrincipalComponents pca = PrincipalComponents.of(rows);
    float[] weight = linear.parameters().get("decoder.out.weight").toArray();
    double[][] columns = new double[2][6];
    for (int i = 0; i < 12; i++) {
      columns[i / 6][i % 6] = weight[i];
    }
    assertTrue(pca.angleTo(columns) < 1e-3, "angle " + pca.angleTo(columns));
    try (Tape tape = Tape.inference()) {
      double loss = linear.loss(Tensor.of(flat, 300, 6)).item();
      assertEquals(pca.reconstructionError(rows, pca.first(2)), loss, 1e-5);
    }
  }

  @Test
  void aCodeLongerThanTheDataIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Autoencoder.of(Activation.TANH, 1, 3, 8, 4));
  }
}
