package elbolab.global;

import elbolab.data.CategoryColumn;
import elbolab.data.ColumnKind;
import elbolab.data.ImageSet;
import elbolab.data.Pictures;
import elbolab.math.Activation;
import elbolab.math.Reductions;
import elbolab.nn.Adam;
import elbolab.nn.Conv2d;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.nn.Safetensors;
import elbolab.prob.Bernoulli;
import elbolab.prob.FrechetDistance;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.train.Loss;
import elbolab.train.Plan;
import elbolab.train.Trainer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What a small classifier sees in images: the numbers before its last layer. It learns the classes,
 * or the attributes, of labelled images from a fixed seed, so that every run has the same features.
 * They stand where FID has those of Inception; distances of two different networks cannot be
 * compared.
 *
 * <pre>{@code
 * ImageFeatures features = ImageFeatures.ofDigits();
 * double distance = features.distance(drawn, real);
 * }</pre>
 */
public final class ImageFeatures {
  private static final int FEATURES = 32;
  private static final int KERNEL = 5;
  private static final int BATCH = 100;
  private static final int AT_ONCE = 500;
  private static final double RATE = 2e-3;

  private final int[] shape;
  private final Parameters parameters;
  private final List<Conv2d> convolutions = new ArrayList<>();
  private final Linear features;
  private final Linear answers;

  /**
   * @param names of the convolutions
   * @param filters of each, 5 × 5 with a stride of 2
   * @param answers classes or attributes
   */
  private ImageFeatures(
      int channels, int height, int width, List<String> names, int[] filters, int answers) {
    shape = new int[] {channels, height, width};
    parameters = Parameters.seeded(1);
    int in = channels;
    for (int i = 0; i < filters.length; i++) {
      convolutions.add(
          Conv2d.of(parameters.at(names.get(i)), in, filters[i], KERNEL, 2, KERNEL / 2));
      in = filters[i];
    }
    int scale = 1 << filters.length;
    int pixels = in * ((height + scale - 1) / scale) * ((width + scale - 1) / scale);
    features = Linear.of(parameters.at("features"), pixels, FEATURES, Activation.RELU);
    this.answers = Linear.of(parameters.at("classes"), FEATURES, answers);
  }

  private static ImageFeatures grey(int height, int width, int classes) {
    return new ImageFeatures(
        1, height, width, List.of("first", "second"), new int[] {8, 16}, classes);
  }

  private static ImageFeatures colour(int height, int width, int attributes) {
    return new ImageFeatures(
        3, height, width, List.of("first", "second", "third"), new int[] {8, 16, 32}, attributes);
  }

  /**
   * Those of a classifier that learned from MNIST's 60,000 training images, four times each ({@code
   * of(mnist.train(), 4)}), and names 98.3 % of the test images rightly. It comes with the library.
   */
  public static ImageFeatures ofDigits() {
    return grey(28, 28, 10).loaded("digit-features.safetensors");
  }

  /**
   * Those of a classifier that learned from Fashion-MNIST's 60,000 training images, eight times
   * each ({@code of(fashion.train(), 8)}), and names 88.8 % of the test images rightly. It comes
   * with the library.
   */
  public static ImageFeatures ofClothes() {
    return grey(28, 28, 10).loaded("clothes-features.safetensors");
  }

  /**
   * Those of a classifier of CelebA's 40 attributes that learned from the first 8,000 faces, ten
   * times each ({@code of(faces.range(0, 8000), 10)}). Of the next 2,000 it tells 87.4 % of all
   * attributes rightly, where always the more frequent answer reaches 80.4 %. It comes with the
   * library.
   */
  public static ImageFeatures ofFaces() {
    return colour(64, 64, 40).loaded("face-features.safetensors");
  }

  private ImageFeatures loaded(String file) {
    try (InputStream in = ImageFeatures.class.getResourceAsStream(file)) {
      parameters.load(Safetensors.parse(in.readAllBytes(), file), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** What was learned, for another run. */
  public Parameters parameters() {
    return parameters;
  }

  /** Learns the classes of images, so many times from all. */
  public static ImageFeatures of(ImageSet images, int epochs) {
    ImageFeatures net = grey(images.height(), images.width(), images.classNames().size());
    int pixels = images.pixelsPerImage();
    net.learn(
        images.size(),
        epochs,
        rows -> {
          float[] x = new float[rows.length * pixels];
          int[] labels = new int[rows.length];
          for (int i = 0; i < labels.length; i++) {
            images.copyTo(rows[i], x, i * pixels);
            labels[i] = images.labels()[rows[i]];
          }
          return net.answer(Tensor.of(x, labels.length, pixels)).crossEntropy(labels);
        });
    return net;
  }

  /** Learns what pictures are and are not, of all columns that say yes or no. */
  public static ImageFeatures of(Pictures pictures, int epochs) {
    List<CategoryColumn> attributes = attributes(pictures);
    ImageFeatures net = colour(pictures.height(), pictures.width(), attributes.size());
    net.learn(
        pictures.size(),
        epochs,
        rows -> {
          float[] yes = new float[rows.length * attributes.size()];
          for (int i = 0; i < yes.length; i++) {
            int attribute = i % attributes.size();
            yes[i] = attributes.get(attribute).codes()[rows[i / attributes.size()]];
          }
          Tensor x = pictures.rows(rows).values();
          return new Bernoulli(net.answer(x))
              .logProb(Tensor.of(yes, rows.length, attributes.size()))
              .sum(-1)
              .negate();
        });
    return net;
  }

  private static List<CategoryColumn> attributes(Pictures pictures) {
    return pictures.about().columns().stream()
        .filter(column -> column.kind() == ColumnKind.BINARY)
        .map(CategoryColumn.class::cast)
        .toList();
  }

  private void learn(int size, int epochs, Function<int[], Tensor> loss) {
    new Trainer(parameters, Plan.epochs(size, BATCH, epochs, 1))
        .run(
            new Adam(parameters, RATE),
            (batch, rng) -> Loss.of("cross entropy", loss.apply(batch.rows()).mean()));
  }

  private Tensor see(Tensor x) {
    Tensor h = x.reshape(x.size(0), shape[0], shape[1], shape[2]);
    for (Conv2d layer : convolutions) {
      h = layer.apply(h).relu();
    }
    return features.apply(h.reshape(x.size(0), h.size() / x.size(0)));
  }

  private Tensor answer(Tensor x) {
    return answers.apply(see(x));
  }

  /** A row of features for each image; images are rows of pixels in [0, 1]. */
  public double[][] of(float[] images) {
    return inParts(images, this::see);
  }

  /** The share of images whose class is recognised. */
  public double accuracy(ImageSet images) {
    return accuracy(images.floats(), images.labels());
  }

  /** The same of images that are no set: of those that a model draws of a class. */
  public double accuracy(float[] images, int... labels) {
    double[][] logits = inParts(images, this::answer);
    long right =
        IntStream.range(0, labels.length)
            .filter(i -> Reductions.argMax(logits[i].length, logits[i], 0) == labels[i])
            .count();
    return (double) right / labels.length;
  }

  /** The share of attributes that are told rightly. */
  public double accuracy(Pictures pictures) {
    List<CategoryColumn> attributes = attributes(pictures);
    double[][] logits =
        inParts(pictures.floats(IntStream.range(0, pictures.size()).toArray()), this::answer);
    long right = 0;
    for (int k = 0; k < attributes.size(); k++) {
      int number = k;
      int[] codes = attributes.get(k).codes();
      right +=
          IntStream.range(0, codes.length)
              .filter(i -> (logits[i][number] > 0) == (codes[i] == 1))
              .count();
    }
    return (double) right / attributes.size() / pictures.size();
  }

  /** The Fréchet distance between the features of two sets of images. */
  public double distance(float[] images, float[] others) {
    return FrechetDistance.between(of(images), of(others));
  }

  private double[][] inParts(float[] images, UnaryOperator<Tensor> rows) {
    int pixels = shape[0] * shape[1] * shape[2];
    int count = images.length / pixels;
    double[][] all = new double[count][];
    for (int from = 0; from < count; from += AT_ONCE) {
      int to = Math.min(from + AT_ONCE, count);
      try (Tape tape = Tape.inference()) {
        float[] part = Arrays.copyOfRange(images, from * pixels, to * pixels);
        double[] flat = rows.apply(Tensor.of(part, to - from, pixels)).toDoubles();
        int wide = flat.length / (to - from);
        for (int i = from; i < to; i++) {
          all[i] = Arrays.copyOfRange(flat, (i - from) * wide, (i - from + 1) * wide);
        }
      }
    }
    return all;
  }
}
