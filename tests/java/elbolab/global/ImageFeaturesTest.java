package elbolab.global;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Catalogue;
import elbolab.data.CategoryColumn;
import elbolab.data.ColumnKind;
import elbolab.data.GeneratedDigits;
import elbolab.data.ImageSet;
import elbolab.data.Mnist;
import elbolab.data.Pictures;
import elbolab.data.RealData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ImageFeaturesTest {
  private static final String FILE = "mnist/train-images-idx3-ubyte.gz";
  private static final String CLOTHES = "fashion_mnist/train-images-idx3-ubyte.gz";

  /** What comes with the library reads digits that it has not learned from as well as is said. */
  @Test
  void theFeaturesOfDigitsReadMnist() {
    Mnist mnist = Mnist.load(RealData.folderWith(FILE));
    assertEquals(0.9833, ImageFeatures.ofDigits().accuracy(mnist.test()), 1e-12);
  }

  @Test
  void theFeaturesOfClothesReadFashion() {
    Mnist fashion = Mnist.loadFashion(RealData.folderWith(CLOTHES));
    assertEquals(0.8883, ImageFeatures.ofClothes().accuracy(fashion.test()), 1e-12);
  }

  /** The attributes of faces, better than always the more frequent answer. */
  @Test
  void theFeaturesOfFacesTellAttributes() {
    Pictures faces =
        Catalogue.pictures("celeba_10k")
            .load(RealData.folderWith("celeba_10k/images.zip", "celeba_10k/attributes.csv"))
            .range(8000, 10_000);
    // Another decoder of JPEG may differ by a grey level, and so turn a few of 80,000 answers.
    assertEquals(0.8739, ImageFeatures.ofFaces().accuracy(faces), 5e-4);
    double frequent =
        faces.about().columns().stream()
            .filter(column -> column.kind() == ColumnKind.BINARY)
            .mapToInt(column -> ((CategoryColumn) column).count("1"))
            .mapToDouble(yes -> Math.max(yes, 2000 - yes) / 2000.0)
            .average()
            .orElseThrow();
    assertEquals(0.8044, frequent, 1e-4);
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

  @Test
  @Tag("long")
  void thoseOfClothesAreWhatTheirTrainingGives() {
    Mnist fashion = Mnist.loadFashion(RealData.folderWith(CLOTHES));
    assertEquals(
        ImageFeatures.ofClothes().parameters().hash(),
        ImageFeatures.of(fashion.train(), 8).parameters().hash());
  }

  /** Pixels may differ by a grey level between decoders of JPEG, so not the same bits. */
  @Test
  @Tag("long")
  void thoseOfFacesAreAsGoodAsItsTrainingGives() {
    Pictures faces =
        Catalogue.pictures("celeba_10k")
            .load(RealData.folderWith("celeba_10k/images.zip", "celeba_10k/attributes.csv"));
    ImageFeatures again = ImageFeatures.of(faces.range(0, 8000), 10);
    assertEquals(0.8739, again.accuracy(faces.range(8000, 10_000)), 3e-3);
  }
}
