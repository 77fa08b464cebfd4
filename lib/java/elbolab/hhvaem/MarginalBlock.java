package elbolab.hhvaem;

import elbolab.math.Rng;
import elbolab.nn.Initialisation;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The networks of several marginal VAEs side by side: each weight has the feature as its first
 * axis, so that all of them are one batched product. A feature with fewer numbers than the widest
 * is padded by zeros, whose weights never change. First values and noise come from a stream of the
 * feature's own name: a feature alone gets the same bits as among others.
 */
final class MarginalBlock {
  /** Makes a padded category impossible without an infinity in sight. */
  private static final float IMPOSSIBLE = -1e9f;

  final List<Feature> features;
  final int width;
  private final Tensor valid;
  private final Tensor impossible;
  private final Network encoder;
  private final Network decoder;

  /** One hidden layer of rectifiers for each feature. */
  private record Network(Tensor w1, Tensor b1, Tensor w2, Tensor b2) {
    Tensor apply(Tensor x) {
      return x.perceptrons(w1, b1, w2, b2);
    }
  }

  MarginalBlock(Parameters parameters, List<Feature> features, int hidden) {
    this.features = features;
    this.width = features.stream().mapToInt(Feature::width).max().orElse(1);
    int d = features.size();
    float[] mask = new float[d * width];
    float[] penalty = new float[d * width];
    for (int i = 0; i < d; i++) {
      int own = features.get(i).width();
      Arrays.fill(mask, i * width, i * width + own, 1);
      Arrays.fill(penalty, i * width + own, (i + 1) * width, IMPOSSIBLE);
    }
    valid = Tensor.of(mask, d, 1, width).keep();
    impossible = Tensor.of(penalty, d, 1, width).keep();
    int[] in = features.stream().mapToInt(feature -> 2 * feature.width()).toArray();
    int[] one = new int[d];
    int[] two = new int[d];
    int[] middle = new int[d];
    int[] out = features.stream().mapToInt(Feature::width).toArray();
    Arrays.fill(one, 1);
    Arrays.fill(two, 2);
    Arrays.fill(middle, hidden);
    encoder = network(parameters.at("encoder"), in, 2 * width, middle, two, 2);
    decoder = network(parameters.at("decoder"), one, 1, middle, out, width);
  }

  private Network network(
      Parameters parameters, int[] in, int widestIn, int[] hidden, int[] out, int widestOut) {
    return new Network(
        matrices(parameters, "hidden.weight", in, widestIn, hidden, hidden[0]),
        biases(parameters, "hidden.bias", in, hidden, hidden[0]),
        matrices(parameters, "out.weight", hidden, hidden[0], out, widestOut),
        biases(parameters, "out.bias", hidden, out, widestOut));
  }

  /** [features, rows, columns]; what is beyond a feature's own size is 0. */
  private Tensor matrices(
      Parameters parameters, String name, int[] in, int rows, int[] out, int columns) {
    Initialisation start =
        (w, fanIn, fanOut, rng) -> {
          for (int i = 0; i < in.length; i++) {
            float[] own = new float[in[i] * out[i]];
            Initialisation.fanInUniform().fill(own, in[i], out[i], ownStream(rng, i));
            for (int k = 0; k < own.length; k++) {
              // An encoder's input is [values, marks], each padded to the widest feature.
              int row = k / out[i];
              int half = in[i] / 2;
              int at = rows == 2 * width && row >= half ? width + row - half : row;
              w[(i * rows + at) * columns + k % out[i]] = own[k];
            }
          }
        };
    return parameters.add(name, start, 1, 1, in.length, rows, columns);
  }

  private Tensor biases(Parameters parameters, String name, int[] in, int[] out, int columns) {
    Initialisation start =
        (w, fanIn, fanOut, rng) -> {
          for (int i = 0; i < in.length; i++) {
            float[] own = new float[out[i]];
            Initialisation.fanInUniform().fill(own, in[i], out[i], ownStream(rng, i));
            System.arraycopy(own, 0, w, i * columns, own.length);
          }
        };
    return parameters.add(name, start, 1, 1, in.length, 1, columns);
  }

  private Rng ownStream(Rng rng, int feature) {
    return rng.stream(features.get(feature).name(), 0);
  }

  /** Codes [rows, features] as the networks take them, [features, rows, width]. */
  Tensor wide(Tensor codes) {
    if (width == 1) {
      return tall(codes);
    }
    float[] all = codes.transpose().toArray();
    int[] labels = new int[all.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) all[i];
    }
    return Tensor.oneHot(labels, width).reshape(features.size(), codes.size(0), width);
  }

  /** [rows, features] as [features, rows, 1]. */
  static Tensor tall(Tensor perCell) {
    return perCell.transpose().reshape(perCell.size(1), perCell.size(0), 1);
  }

  /** [features, rows, 1] as [rows, features]. */
  static Tensor flat(Tensor tall) {
    return tall.reshape(tall.size(0), tall.size(1)).transpose();
  }

  /**
   * Mean and log variance of q(z_d | x_d), each [features, rows, 1], from [.., width] and marks.
   */
  Tensor[] encode(Tensor wide, Tensor marks) {
    Tensor known = marks.times(valid);
    Tensor out = encoder.apply(Tensor.concat(2, wide.times(known), known));
    return new Tensor[] {out.slice(2, 0, 1), out.slice(2, 1, 2)};
  }

  /** The decoder's numbers, [features, rows, width]: means, logits. */
  Tensor decode(Tensor z) {
    Tensor out = decoder.apply(z);
    return width == 1 ? out : out.plus(impossible);
  }

  /**
   * Copies the decoder's weights of each feature, without padding, to their places from {@code at}
   * on.
   */
  void copyDecoder(float[][][] hiddenLayer, float[][][] outLayer, int at) {
    Tensor[] all = {decoder.w1, decoder.b1, decoder.w2, decoder.b2};
    int units = decoder.b1.size(2);
    for (int i = 0; i < features.size(); i++) {
      int own = features.get(i).width();
      for (int layer = 0; layer < 2; layer++) {
        hiddenLayer[layer][at + i] = part(all[layer], i, 1, units, units);
      }
      outLayer[0][at + i] = part(all[2], i, units, width, own);
      outLayer[1][at + i] = part(all[3], i, 1, width, own);
    }
  }

  /** The first columns of a feature's matrix. */
  private static float[] part(Tensor weights, int feature, int rows, int columns, int kept) {
    float[] all = weights.toArray();
    float[] own = new float[rows * kept];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(all, (feature * rows + row) * columns, own, row * kept, kept);
    }
    return own;
  }

  /** ε of each feature and row, [features, rows, 1], from the feature's own stream. */
  Tensor noise(int rows, Rng rng) {
    float[] noise = new float[features.size() * rows];
    for (int i = 0; i < features.size(); i++) {
      ownStream(rng, i).fillGaussian(noise, i * rows, rows);
    }
    return Tensor.of(noise, features.size(), rows, 1);
  }
}
