package elbolab.data;

import elbolab.math.Rng;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * MNIST and Fashion-MNIST, which share a format: 60,000 training and 10,000 test images of 28 × 28.
 *
 * <pre>{@code
 * Mnist mnist = Mnist.load(DataFolder.standard());
 * float[] batch = mnist.train().floats(0, 100);
 * }</pre>
 */
public record Mnist(ImageSet train, ImageSet test) {
  private static final int SIDE = 28;
  private static final int TRAIN = 60_000;
  private static final int TEST = 10_000;
  private static final int FOLDS = 10;
  static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  private static final List<String> CLOTHES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  /** Handwritten digits. */
  public static Mnist load(DataFolder folder) {
    return load(folder, "mnist", DIGITS);
  }

  /** Articles of clothing. */
  public static Mnist loadFashion(DataFolder folder) {
    return load(folder, "fashion_mnist", CLOTHES);
  }

  /** Where the four files of "mnist" or "fashion_mnist" lie below the folder of data. */
  public static String[] files(String name) {
    return Stream.of("train", "t10k")
        .flatMap(part -> Stream.of(images(name, part), labels(name, part)))
        .toArray(String[]::new);
  }

  private static String images(String name, String part) {
    return name + "/" + part + "-images-idx3-ubyte.gz";
  }

  private static String labels(String name, String part) {
    return name + "/" + part + "-labels-idx1-ubyte.gz";
  }

  /** The real digits when they are there, else as many drawn ones, which say so in their name. */
  public static Mnist loadOrGenerate(DataFolder folder, long seed) {
    if (folder.find(images("mnist", "train")).isPresent()) {
      return load(folder);
    }
    return new Mnist(
        GeneratedDigits.draw(TRAIN, seed).images(), GeneratedDigits.draw(TEST, ~seed).images());
  }

  /**
   * The training images alone, a tenth of which tests: one of ten folds, 0 to 9, of an order drawn
   * from a seed. So the public code of HH-VAEM splits them, which never reads the test images.
   */
  public Mnist fold(int fold, long seed) {
    if (fold < 0 || fold >= FOLDS) {
      throw new DataException("fold %d: there are 0 to %d".formatted(fold, FOLDS - 1));
    }
    int[] order = Rng.of(seed, "folds of " + train.name()).permutation(train.size());
    return new Mnist(
        train.select(ofFold(order, i -> i % FOLDS != fold)),
        train.select(ofFold(order, i -> i % FOLDS == fold)));
  }

  private static int[] ofFold(int[] order, IntPredicate place) {
    return IntStream.range(0, order.length).filter(place).map(i -> order[i]).toArray();
  }

  private static Mnist load(DataFolder folder, String name, List<String> classes) {
    return new Mnist(
        part(folder, name, "train", TRAIN, classes), part(folder, name, "t10k", TEST, classes));
  }

  private static ImageSet part(
      DataFolder folder, String name, String part, int count, List<String> classes) {
    var imageFile = folder.file(images(name, part));
    var labelFile = folder.file(labels(name, part));
    Idx images = Idx.read(imageFile, 3);
    Idx labels = Idx.read(labelFile, 1);
    int[] shape = images.shape();
    if (shape[0] != count || shape[1] != SIDE || shape[2] != SIDE) {
      throw new DataException(
          "%s: expected %d images of 28 x 28, found %d of %d x %d"
              .formatted(imageFile, count, shape[0], shape[1], shape[2]));
    }
    if (labels.shape()[0] != count) {
      throw new DataException(
          "%s: expected %d labels, found %d".formatted(labelFile, count, labels.shape()[0]));
    }
    int[] classOf = new int[count];
    for (int i = 0; i < count; i++) {
      classOf[i] = labels.bytes()[i] & 0xFF;
    }
    return new ImageSet(name + " " + part, false, SIDE, SIDE, images.bytes(), classOf, classes);
  }
}
