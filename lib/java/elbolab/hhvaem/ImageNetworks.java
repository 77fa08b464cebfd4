package elbolab.hhvaem;

import elbolab.math.Activation;
import elbolab.nn.Conv2d;
import elbolab.nn.ConvTranspose2d;
import elbolab.nn.Layer;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks of a model of images: convolutions from pixels to r_1, and the way back from h_1
 * (thesis, section 5.4.1).
 *
 * <pre>{@code
 * HhVaem model = HhVaem.of(images.asFeatures(), HhVaemOptions.hhVaem(20, 10).hidden(512),
 *     ImageNetworks.of(28, 28));
 * }</pre>
 *
 * @param channels 1 of grey, 3 of red, green and blue
 * @param height of an image
 * @param width of an image
 * @param filters of each convolution, the one next to the image first
 * @param kernel size of a filter
 * @param stride of each convolution
 * @param padding of each convolution
 * @param mask how the encoder is told which pixels are there
 * @param guess what stands in x̂ for pixels that are missing
 * @param likelihood of a pixel
 */
public record ImageNetworks(
    int channels,
    int height,
    int width,
    List<Integer> filters,
    int kernel,
    int stride,
    int padding,
    MaskInput mask,
    PixelGuess guess,
    PixelLikelihood likelihood) {

  /** How the encoder is told which pixels are there. */
  public enum MaskInput {
    /** As a second image beside the first, so that convolutions see both. */
    CHANNEL,
    /** Flat, behind the convolutions, which see missing pixels as background: the public code. */
    FLAT
  }

  /** What stands in x̂ for pixels that are missing. */
  public enum PixelGuess {
    /** Their probabilities, through which gradients flow. */
    PROBABILITY,
    /** Black or white, without a gradient: the public code. */
    ROUNDED
  }

  public ImageNetworks {
    // A file that was saved before there was colour says nothing of it.
    channels = channels == 0 ? 1 : channels;
    likelihood = likelihood == null ? PixelLikelihood.INK : likelihood;
    filters = List.copyOf(filters);
    if (channels < 0) {
      throw new IllegalArgumentException(
          "channels = " + channels + ": 1 of grey, 3 of red, green and blue");
    }
    if (filters.isEmpty() || filters.stream().anyMatch(f -> f < 1)) {
      throw new IllegalArgumentException(
          "filters " + filters + ": at least one convolution, each with at least 1 filter");
    }
    int[] heights = sizes(height, filters.size(), kernel, stride, padding);
    int[] widths = sizes(width, filters.size(), kernel, stride, padding);
    if (heights[filters.size()] < 1 || widths[filters.size()] < 1) {
      throw new IllegalArgumentException(
          "images of %d × %d are gone after %d convolutions of kernel %d, stride %d, padding %d"
              .formatted(height, width, filters.size(), kernel, stride, padding));
    }
  }

  /** Three convolutions of 16, 32, 32 filters 5 × 5, stride 2; the mask as a second channel. */
  public static ImageNetworks of(int height, int width) {
    return new ImageNetworks(
        1,
        height,
        width,
        List.of(16, 32, 32),
        5,
        2,
        2,
        MaskInput.CHANNEL,
        PixelGuess.PROBABILITY,
        PixelLikelihood.INK);
  }

  /**
   * Colour: five convolutions of 32, 32, 64, 64, 512 filters 4 × 4, stride 2, without the batch
   * normalisation of the thesis, by which a pixel would depend on the other images of its batch.
   */
  public static ImageNetworks colour(int height, int width) {
    return new ImageNetworks(
        3,
        height,
        width,
        List.of(32, 32, 64, 64, 512),
        4,
        2,
        1,
        MaskInput.CHANNEL,
        PixelGuess.PROBABILITY,
        PixelLikelihood.LEVEL_AS_SHARE);
  }

  /** With the mask and x̂ as the public code has them. */
  public ImageNetworks asPublished() {
    return with(filters, MaskInput.FLAT, PixelGuess.ROUNDED, likelihood);
  }

  public ImageNetworks filters(Integer... counts) {
    return with(List.of(counts), mask, guess, likelihood);
  }

  public ImageNetworks likelihood(PixelLikelihood other) {
    return with(filters, mask, guess, other);
  }

  private ImageNetworks with(
      List<Integer> filters, MaskInput mask, PixelGuess guess, PixelLikelihood likelihood) {
    return new ImageNetworks(
        channels, height, width, filters, kernel, stride, padding, mask, guess, likelihood);
  }

  /** Numbers of an image. */
  int cells() {
    return channels * height * width;
  }

  void requirePixels(int features) {
    if (features != cells()) {
      throw new IllegalArgumentException(
          "networks for %d × %d × %d = %d numbers, and %d features: give the size of the images"
              .formatted(channels, height, width, cells(), features));
    }
  }

  /** Before each convolution, and after the last. */
  private static int[] sizes(int size, int count, int kernel, int stride, int padding) {
    int[] sizes = new int[count + 1];
    sizes[0] = size;
    for (int i = 0; i < count; i++) {
      sizes[i + 1] = Math.floorDiv(sizes[i] + 2 * padding - kernel, stride) + 1;
    }
    return sizes;
  }

  private int[] heights() {
    return sizes(height, filters.size(), kernel, stride, padding);
  }

  private int[] widths() {
    return sizes(width, filters.size(), kernel, stride, padding);
  }

  /** Numbers of the last convolution. */
  private int code() {
    int last = filters.size();
    return filters.get(last - 1) * heights()[last] * widths()[last];
  }

  /** See {@link CellModel#reader}: with several levels r_1 has no rectifier. */
  Layer reader(Parameters branch, int targets, HhVaemOptions options) {
    boolean channel = mask == MaskInput.CHANNEL;
    List<Layer> convolutions = new ArrayList<>();
    int in = (channel ? 2 : 1) * channels;
    for (int i = 0; i < filters.size(); i++) {
      Layer own =
          Conv2d.of(branch.at("convolution" + i), in, filters.get(i), kernel, stride, padding);
      convolutions.add(x -> own.apply(x).relu());
      in = filters.get(i);
    }
    int pixels = cells();
    int rest = 2 * targets + (channel ? 0 : pixels);
    int code = code();
    Linear last =
        DependencyVae.linear(
            branch.at("hidden0"),
            code + rest,
            options.hidden(),
            options.latent().size() == 1 ? Activation.RELU : Activation.IDENTITY);
    return given -> {
      int images = channel ? 2 : 1;
      Tensor x =
          given
              .slice(1, 0, images * pixels)
              .reshape(given.size(0), images * channels, height, width);
      for (Layer convolution : convolutions) {
        x = convolution.apply(x);
      }
      Tensor flat = x.reshape(given.size(0), code);
      Tensor other = given.slice(1, images * pixels, given.size(1));
      return last.apply(rest == 0 ? flat : Tensor.concat(1, flat, other));
    };
  }

  /** See {@link CellModel#decoder}: two layers, then the convolutions of the encoder transposed. */
  Layer decoder(Parameters branch, HhVaemOptions options) {
    int last = filters.size();
    int[] heights = heights();
    int[] widths = widths();
    Layer first =
        DependencyVae.linear(
            branch.at("hidden0"), options.latent().get(0), options.hidden(), Activation.RELU);
    Layer second =
        DependencyVae.linear(branch.at("hidden1"), options.hidden(), code(), Activation.RELU);
    List<Layer> convolutions = new ArrayList<>();
    for (int i = last - 1; i >= 0; i--) {
      int more = heights[i] - ((heights[i + 1] - 1) * stride - 2 * padding + kernel);
      Layer own =
          ConvTranspose2d.of(
              branch.at("convolution" + i),
              filters.get(i),
              i == 0 ? channels : filters.get(i - 1),
              kernel,
              stride,
              padding,
              more);
      convolutions.add(i == 0 ? own : x -> own.apply(x).relu());
    }
    return h -> {
      Tensor x = second.apply(first.apply(h));
      x = x.reshape(h.size(0), filters.get(last - 1), heights[last], widths[last]);
      for (Layer convolution : convolutions) {
        x = convolution.apply(x);
      }
      return x.reshape(h.size(0), cells());
    };
  }
}
