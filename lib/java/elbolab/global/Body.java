package elbolab.global;

import elbolab.math.Activation;
import elbolab.nn.BatchNorm;
import elbolab.nn.Conv2d;
import elbolab.nn.ConvTranspose2d;
import elbolab.nn.Layer;
import elbolab.nn.Linear;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The networks between images and the latent ones (thesis, table A.1). */
public sealed interface Body {
  /** From images to hidden numbers, which local and global encoder share. */
  interface Encoder {
    /**
     * @param training whether normalisation may use the batch's own moments, and learn from them
     */
    Tensor apply(Tensor x, boolean training);
  }

  /** How many hidden numbers the encoder puts out. */
  int hidden();

  /** The shape of an example. */
  int[] shape();

  Encoder encoder(Parameters parameters);

  /** From so many latent numbers to the means of the pixels, in (0, 1). */
  Layer decoder(Parameters parameters, int latent);

  /** One hidden layer of rectifiers each way. */
  static Body perceptrons(int pixels, int hidden) {
    return new Perceptrons(pixels, hidden);
  }

  /** Colour images of 64 × 64 pixels through five convolutions. */
  static Body convolutions() {
    return new Convolutions();
  }

  /** See {@link #perceptrons}. */
  record Perceptrons(int pixels, int hidden) implements Body {
    public Perceptrons {
      if (pixels < 1 || hidden < 1) {
        throw new IllegalArgumentException(
            "pixels = " + pixels + ", hidden = " + hidden + ": both must be at least 1");
      }
    }

    @Override
    public int[] shape() {
      return new int[] {pixels};
    }

    @Override
    public Encoder encoder(Parameters parameters) {
      Linear layer = Linear.of(parameters, pixels, hidden, Activation.RELU);
      return (x, training) -> layer.apply(x);
    }

    @Override
    public Layer decoder(Parameters parameters, int latent) {
      Mlp network = Mlp.of(parameters, Activation.RELU, latent, hidden, pixels);
      return z -> network.apply(z).sigmoid();
    }
  }

  /** See {@link #convolutions}. */
  record Convolutions() implements Body {
    private static final int KERNEL = 4;
    private static final int[] DOWN = {3, 32, 32, 64, 64};
    private static final int[] UP = {64, 64, 32, 32, 3};

    @Override
    public int hidden() {
      return 256;
    }

    @Override
    public int[] shape() {
      return new int[] {3, 64, 64};
    }

    @Override
    public Encoder encoder(Parameters parameters) {
      List<Conv2d> filters = new ArrayList<>();
      List<BatchNorm> norms = new ArrayList<>();
      int last = DOWN.length - 1;
      for (int i = 0; i <= last; i++) {
        Parameters at = parameters.at("conv" + i);
        int out = i == last ? hidden() : DOWN[i + 1];
        filters.add(Conv2d.of(at, DOWN[i], out, KERNEL, i == last ? 1 : 2, i == last ? 0 : 1));
        norms.add(BatchNorm.of(at.at("norm"), out));
      }
      return (x, training) -> {
        Tensor h = x;
        for (int i = 0; i < filters.size(); i++) {
          Tensor c = filters.get(i).apply(h);
          h = (training ? norms.get(i).train(c) : norms.get(i).predict(c)).relu();
        }
        return h.reshape(h.size(0), hidden());
      };
    }

    @Override
    public Layer decoder(Parameters parameters, int latent) {
      Linear first = Linear.of(parameters.at("first"), latent, hidden(), Activation.RELU);
      ConvTranspose2d open =
          ConvTranspose2d.of(parameters.at("open"), hidden(), UP[0], KERNEL, 1, 0);
      List<ConvTranspose2d> filters = new ArrayList<>();
      for (int i = 0; i + 1 < UP.length; i++) {
        filters.add(ConvTranspose2d.of(parameters.at("conv" + i), UP[i], UP[i + 1], KERNEL, 2, 1));
      }
      return z -> {
        Tensor h = open.apply(first.apply(z).reshape(z.size(0), hidden(), 1, 1));
        for (ConvTranspose2d layer : filters) {
          h = layer.apply(h.relu());
        }
        return h.sigmoid();
      };
    }
  }
}
