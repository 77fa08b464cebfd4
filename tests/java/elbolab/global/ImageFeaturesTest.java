package elbolab.global;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.GeneratedDigits;
import elbolab.data.ImageSet;
import elbolab.data.Mnist;
import elbolab.data.RealData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ImageFeaturesTest {
  private static final String FILE = "mnist/train-images-idx3-ubyte.gz";

  /** What comes with the library reads digits that it has not learned from as well as is said. */
  @Test
  void theFeaturesOfDigitsReadMnist() {
    Mnist mnist = Mnist.load(RealData.folderWith(FILE));
    assertEquals(0.9833, ImageFeatures.ofDigits().accuracy(mnist.test()), 1e-12);
  }

  /** Halves of one set are near, inverted images are far; and no image is 0 from itself. */
  @Test
  void distancesSeparateWhatDiffers() {
    ImageFeatures features = ImageFeatures.ofDigits();
    ImageSet set = GeneratedDigits.draw(1200, 1).images();
    float[] one = set.floats(0, 600);
    float[] other = set.floats(600, 1200);
    float[] inverted = other.clone();
    for (int i = 0; i < inverted.length; i++) {
      inverted[i] = 1 - inverted[i];
    }
    double same = features.distance(one, one);
    double near = features.distance(one, other);
    double far = features.distance(one, inverted);
    assertEquals(0, same, 1e-4 * far);
    assertTrue(near > same && 20 * near < far, same + ", " + near + ", " + far);
  }

  @Test
  @Tag("long")
  void theyAreWhatItsTrainingGives() {
    Mnist mnist = Mnist.load(RealData.folderWith(FILE));
    assertEquals(
        ImageFeatures.ofDigits().parameters().hash(),
        ImageFeatures.of(mnist.train(), 4).parameters().hash());
  }
}
