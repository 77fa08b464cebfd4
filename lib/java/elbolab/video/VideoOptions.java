package elbolab.video;

import elbolab.nn.Schedule;
import java.util.function.Consumer;

/**
 * What a model of films is made of. {@link #of} has SVG's ways at sizes for a processor.
 *
 * @param frames of a film as a data set has it; a film of another length can be judged and
 *     continued all the same
 * @param networks that read and draw frames
 * @param code numbers that a frame is read into
 * @param units of each layer of the generator's recurrent core
 * @param layers of that core
 * @param inferring units of the cores of the posterior and of the learned prior, of one layer each
 * @param latent numbers of each z
 * @param deviation of a pixel around what is drawn
 * @param firstGiven whether the first frame is a condition and not generated, as SVG and SV2P have
 *     it; else (28) to (35) as they stand
 * @param past frames after which the decoder's skip connections stay with the last of them
 * @param forcing the probability, over the steps of a training, that the frame before is the true
 *     one and not the model's own, from the frame behind {@code past} on
 * @param truncate steps over which gradients flow back through the cores; 0: all
 */
public record VideoOptions(
    LatentStructure structure,
    int frames,
    int height,
    int width,
    FrameNetworks networks,
    int code,
    int units,
    int layers,
    int inferring,
    int latent,
    double deviation,
    boolean firstGiven,
    int past,
    Schedule forcing,
    int truncate,
    long seed) {
  /** SVG's weight of the divergence beside the mean squared error over pixels. */
  private static final double SVG_BETA = 1e-4;

  public VideoOptions {
    atLeast(firstGiven ? 2 : 1, "frames", frames, "frames of a film");
    atLeast(1, "height", height, "pixels");
    atLeast(1, "width", width, "pixels");
    atLeast(1, "code", code, "numbers that a frame is read into");
    atLeast(1, "units", units, "of the generator's core");
    atLeast(1, "layers", layers, "of the generator's core");
    atLeast(1, "inferring", inferring, "units of the posterior's core");
    atLeast(1, "latent", latent, "numbers of each z");
    atLeast(1, "past", past, "frames that are seen before a continuation");
    atLeast(0, "truncate", truncate, "steps of a gradient; 0 for all");
    if (!(deviation > 0) || deviation == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "deviation = " + deviation + ": must be above 0 and finite (noise of a pixel)");
    }
  }

  private static void atLeast(int least, String name, int value, String meaning) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s = %d: must be at least %d (%s)".formatted(name, value, least, meaning));
    }
  }

  /**
   * Convolutions to 16, 32 and 64 channels, five frames of the past, always the true frame before.
   * The noise makes β = 1 the same as SVG's β of 10⁻⁴ beside the mean over pixels: a squared error
   * counts 1/(2σ²) = 1/(β · pixels).
   */
  public static VideoOptions of(LatentStructure structure, int frames, int height, int width) {
    return new VideoOptions(
        structure,
        frames,
        height,
        width,
        FrameNetworks.convolutions(16, 32, 64),
        64,
        128,
        2,
        64,
        8,
        Math.sqrt(height * width * SVG_BETA / 2),
        true,
        5,
        Schedule.constant(1),
        0,
        1);
  }

  /** Numbers of a frame. */
  public int pixels() {
    return height * width;
  }

  /** Frames of a film that are generated. */
  public int generated() {
    return frames - given();
  }

  int given() {
    return firstGiven ? 1 : 0;
  }

  boolean isLinear() {
    return networks instanceof FrameNetworks.Linear;
  }

  public VideoOptions structure(LatentStructure other) {
    return with(draft -> draft.structure = other);
  }

  public VideoOptions networks(FrameNetworks others, int newCode) {
    return with(
        draft -> {
          draft.networks = others;
          draft.code = newCode;
        });
  }

  public VideoOptions cores(int newUnits, int newLayers, int newInferring) {
    return with(
        draft -> {
          draft.units = newUnits;
          draft.layers = newLayers;
          draft.inferring = newInferring;
        });
  }

  public VideoOptions latent(int numbers) {
    return with(draft -> draft.latent = numbers);
  }

  public VideoOptions deviation(double ofPixel) {
    return with(draft -> draft.deviation = ofPixel);
  }

  /** The first frame is generated as well: the lecture's form. */
  public VideoOptions fromNothing() {
    return with(draft -> draft.firstGiven = false);
  }

  public VideoOptions past(int seenFrames) {
    return with(draft -> draft.past = seenFrames);
  }

  public VideoOptions forcing(Schedule probability) {
    return with(draft -> draft.forcing = probability);
  }

  public VideoOptions truncate(int steps) {
    return with(draft -> draft.truncate = steps);
  }

  public VideoOptions seed(long newSeed) {
    return with(draft -> draft.seed = newSeed);
  }

  private VideoOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** These options while some of them are being changed. */
  private static final class Draft {
    LatentStructure structure;
    final int frames;
    final int height;
    final int width;
    FrameNetworks networks;
    int code;
    int units;
    int layers;
    int inferring;
    int latent;
    double deviation;
    boolean firstGiven;
    int past;
    Schedule forcing;
    int truncate;
    long seed;

    Draft(VideoOptions of) {
      structure = of.structure;
      frames = of.frames;
      height = of.height;
      width = of.width;
      networks = of.networks;
      code = of.code;
      units = of.units;
      layers = of.layers;
      inferring = of.inferring;
      latent = of.latent;
      deviation = of.deviation;
      firstGiven = of.firstGiven;
      past = of.past;
      forcing = of.forcing;
      truncate = of.truncate;
      seed = of.seed;
    }

    VideoOptions options() {
      return new VideoOptions(
          structure,
          frames,
          height,
          width,
          networks,
          code,
          units,
          layers,
          inferring,
          latent,
          deviation,
          firstGiven,
          past,
          forcing,
          truncate,
          seed);
    }
  }
}
