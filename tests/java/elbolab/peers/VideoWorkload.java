package elbolab.peers;

import elbolab.data.GeneratedDigits;
import elbolab.data.Observed;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Safetensors;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.video.FrameNetworks;
import elbolab.video.LatentStructure;
import elbolab.video.MovingDigits;
import elbolab.video.VideoModel;
import elbolab.video.VideoOptions;

/**
 * A training step of SVG with a learned prior at the sizes of the experiment video-digits, on a
 * fixed batch with fixed noise; video_bench.py holds the same.
 */
final class VideoWorkload {
  private static final int FILMS = 8;
  private static final int FRAMES = 10;
  private static final int SIDE = 32;
  private static final int PAST = 5;

  private final VideoModel model =
      VideoModel.of(
          VideoOptions.of(LatentStructure.SVG_LP, FRAMES, SIDE, SIDE)
              .networks(FrameNetworks.convolutions(8, 16, 32), 64)
              .cores(128, 2, 64)
              .latent(8)
              .past(PAST));
  private final Adam adam = new Adam(model.parameters(), 1e-3);
  private final Observed films =
      MovingDigits.of(GeneratedDigits.draw(50, 1).images(), SIDE, FRAMES, 1, FILMS, 1).all();

  /**
   * Biases off zero: on a black frame a rectifier would stand at its kink, where PyTorch takes the
   * other slope.
   */
  VideoWorkload() {
    for (int k = 0; k < 3; k++) {
      Tensor bias = model.parameters().get("frames.layer" + k + ".down.bias");
      bias.set(bias.plus(0.01).toArray());
    }
  }

  private static Rng noise() {
    return Rng.of(2, "noise");
  }

  /** Parameters, films and noise, before any step. */
  static Safetensors file() {
    VideoWorkload of = new VideoWorkload();
    Safetensors file = new Safetensors();
    file.putAll("video/", of.model.parameters().toSafetensors());
    put(file, "x", of.films.values());
    put(file, "noise", Tensor.gaussian(noise(), FILMS, of.model.latent()));
    put(file, "deviation", Tensor.scalar(of.model.options().deviation()));
    file.put("past", PAST);
    return file;
  }

  private static void put(Safetensors file, String name, Tensor tensor) {
    file.put(name, tensor.shape().toArray(), tensor.toArray());
  }

  /** Forwards, backwards and Adam; the loss before it. */
  float step() {
    try (Tape tape = Tape.scope()) {
      Tensor loss = model.elbo(films, noise()).loss(1).total();
      loss.backward();
      adam.step();
      return loss.item();
    }
  }
}
