package elbolab.data;

import elbolab.math.Rng;
import elbolab.tensor.Tensor;

/** What becomes of examples each time they are used in training: pixels drawn, numbers hidden. */
@FunctionalInterface
public interface Augmentation {
  Observed of(Observed x, Rng rng);

  /** The examples are used as they are. */
  static Augmentation none() {
    return (x, rng) -> x;
  }

  /**
   * Dynamic binarisation: each time an image is used its pixels are drawn anew, black with their
   * grey as probability. Results of different binarisation must not be compared with each other.
   */
  static Augmentation binarised() {
    return (x, rng) -> {
      Tensor uniform = Tensor.uniform(rng, x.values().shape().toArray());
      return new Observed(x.values().minus(uniform).positive(), x.mask());
    };
  }

  /** Pixels drawn once, for a data set that is kept. */
  static float[] binarised(float[] grey, Rng rng) {
    float[] pixels = grey.clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = rng.nextFloat() < grey[i] ? 1 : 0;
    }
    return pixels;
  }
}
