package elbolab.video;

import java.util.Arrays;
import java.util.List;

/** What kind of networks read a frame and draw one. */
public sealed interface FrameNetworks {

  /**
   * Convolutions of 4 × 4 pixels and stride 2 to so many channels each, and transposed ones back:
   * SVG's, of any number and width, without batch normalisation.
   */
  static FrameNetworks convolutions(Integer... channels) {
    return new Convolutional(List.of(channels));
  }

  /** Hidden layers of so many units, and the same ones backwards. */
  static FrameNetworks dense(Integer... units) {
    return new Dense(List.of(units));
  }

  /**
   * No activation anywhere, in the recurrent cores neither: the film is a linear Gaussian
   * state-space model, whose likelihood a Kalman filter knows.
   */
  static FrameNetworks linear() {
    return new Linear();
  }

  /** See {@link #convolutions}. */
  record Convolutional(List<Integer> channels) implements FrameNetworks {
    public Convolutional {
      channels = sizes("channels", channels);
    }
  }

  /** See {@link #dense}. */
  record Dense(List<Integer> units) implements FrameNetworks {
    public Dense {
      units = sizes("units", units);
    }
  }

  /** See {@link #linear}. */
  record Linear() implements FrameNetworks {}

  private static List<Integer> sizes(String what, List<Integer> sizes) {
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          what + " " + Arrays.toString(sizes.toArray()) + ": a layer at least, each of 1 or more");
    }
    return List.copyOf(sizes);
  }
}
