package elbolab.video;

import elbolab.nn.Conv2d;
import elbolab.nn.ConvTranspose2d;
import elbolab.nn.Layer;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The encoder and the decoder of frames. The decoder's layer at each size also sees what the
 * encoder's made at that size of another frame: the last one that was seen. What stands still need
 * not pass through the code.
 *
 * @param down from the frame to ever fewer numbers
 * @param up back, the layer at the same place undoes that of {@code down}
 * @param in from the last of them to the code
 * @param out from the code to there
 * @param top shape of the last of {@code down} for one frame
 */
record FrameCoder(
    boolean linear,
    int[] frame,
    List<Layer> down,
    List<Layer> up,
    Layer in,
    Layer out,
    int... top) {
  private static final double SLOPE = 0.2;

  /**
   * @param code [frames, numbers]
   * @param skips what each layer made, to be handed to the decoder
   */
  record Encoded(Tensor code, List<Tensor> skips) {}

  static FrameCoder of(Parameters p, VideoOptions options) {
    FrameNetworks networks = options.networks();
    int code = options.code();
    int pixels = options.pixels();
    List<Layer> down = new ArrayList<>();
    List<Layer> up = new ArrayList<>();
    int[] frame = {pixels};
    int[] top = {pixels};
    if (networks instanceof FrameNetworks.Dense dense) {
      for (int units : dense.units()) {
        Parameters at = p.at("layer" + down.size());
        down.add(Linear.of(at.at("down"), top[0], units));
        up.add(Linear.of(at.at("up"), 2 * units, top[0]));
        top = new int[] {units};
      }
    } else if (networks instanceof FrameNetworks.Convolutional convolutional) {
      frame = new int[] {1, options.height(), options.width()};
      top = frame;
      for (int channels : convolutional.channels()) {
        Parameters at = p.at("layer" + down.size());
        down.add(Conv2d.of(at.at("down"), top[0], channels, 4, 2, 1));
        // All odd pixels of a side that was halved come back by one row or column more.
        int more = top[1] % 2;
        if (top[1] % 2 != top[2] % 2 || top[1] < 2 || top[2] < 2) {
          throw new IllegalArgumentException(
              "%d × %d pixels cannot be halved a further time: one layer of convolutions less than %d"
                  .formatted(top[1], top[2], convolutional.channels().size()));
        }
        up.add(ConvTranspose2d.of(at.at("up"), 2 * channels, top[0], 4, 2, 1, more));
        top = new int[] {channels, top[1] / 2, top[2] / 2};
      }
    }
    int last = 1;
    for (int size : top) {
      last *= size;
    }
    return new FrameCoder(
        options.isLinear(),
        frame,
        down,
        up,
        Linear.of(p.at("in"), last, code),
        Linear.of(p.at("out"), code, last),
        top);
  }

  private static Tensor shaped(Tensor x, int... one) {
    int[] shape = new int[one.length + 1];
    shape[0] = x.size(0);
    System.arraycopy(one, 0, shape, 1, one.length);
    return x.reshape(shape);
  }

  private static Tensor flat(Tensor x) {
    return x.reshape(x.size(0), x.size() / x.size(0));
  }

  /** The codes of frames [frames, pixels], within −1 and 1 unless all is linear. */
  Encoded encode(Tensor frames) {
    Tensor x = shaped(frames, frame);
    List<Tensor> skips = new ArrayList<>();
    for (Layer layer : down) {
      x = layer.apply(x).leakyRelu(SLOPE);
      skips.add(x);
    }
    Tensor code = in.apply(flat(x));
    return new Encoded(linear ? code : code.tanh(), skips);
  }

  /**
   * E[frame], [frames, pixels]. SVG ends in a sigmoid; without one a new model does not stay with
   * the mean of all frames, where dark pixels leave a sigmoid no gradient. A mean may lie outside 0
   * and 1.
   */
  Tensor decode(Tensor code, List<Tensor> skips) {
    Tensor y = shaped(out.apply(code), top);
    for (int i = up.size() - 1; i >= 0; i--) {
      y = up.get(i).apply(Tensor.concat(1, y.leakyRelu(SLOPE), skips.get(i)));
    }
    return flat(y);
  }
}
