package elbolab.show;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image in at most 256 colours. The commonest colours, paper and ink among them, stay as they
 * are; the others are put together by the median cut (Heckbert, "Color image quantization for frame
 * buffer display", 1982): the box with the greatest spread is cut at its median until there are
 * enough boxes.
 */
final class MedianCut {
  private static final int COLOURS = 256;
  private static final int KEPT = 48;

  /** Colours that become one, with the channel that spreads most and how much it does. */
  private record Box(int[] colours, int shift, long spread) {
    static Box of(int[] colours) {
      int best = 0;
      for (int shift = 8; shift <= 16; shift += 8) {
        best = range(colours, shift) > range(colours, best) ? shift : best;
      }
      return new Box(colours, best, (long) range(colours, best) * colours.length);
    }

    private static int range(int[] colours, int shift) {
      int low = 255;
      int high = 0;
      for (int colour : colours) {
        low = Math.min(low, colour >> shift & 255);
        high = Math.max(high, colour >> shift & 255);
      }
      return high - low;
    }

    List<Box> halves() {
      int[] sorted =
          Arrays.stream(colours)
              .boxed()
              .sorted(Comparator.comparing(c -> c >> shift & 255))
              .mapToInt(Integer::intValue)
              .toArray();
      int middle = sorted.length / 2;
      return List.of(
          of(Arrays.copyOfRange(sorted, 0, middle)),
          of(Arrays.copyOfRange(sorted, middle, sorted.length)));
    }

    int mean() {
      int mean = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        int channel = shift;
        double value = Arrays.stream(colours).map(c -> c >> channel & 255).average().orElse(0);
        mean |= (int) Math.round(value) << shift;
      }
      return mean;
    }
  }

  private MedianCut() {}

  static BufferedImage reduce(BufferedImage image) {
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    // In the order of the colours, so that nothing depends on the order of a hash.
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel & 0xFFFFFF, 1, Integer::sum);
    }
    return paint(image, pixels, boxes(counts));
  }

  private static List<Box> boxes(Map<Integer, Integer> counts) {
    List<Integer> colours = new ArrayList<>(counts.keySet());
    colours.sort(Comparator.comparing(counts::get, Comparator.reverseOrder()));
    List<Box> boxes = new ArrayList<>();
    int kept = Math.min(KEPT, colours.size());
    colours.subList(0, kept).forEach(colour -> boxes.add(Box.of(new int[] {colour})));
    if (kept < colours.size()) {
      List<Integer> others = colours.subList(kept, colours.size());
      boxes.add(Box.of(others.stream().mapToInt(Integer::intValue).toArray()));
    }
    while (boxes.size() < COLOURS) {
      Box widest = boxes.stream().max(Comparator.comparing(Box::spread)).orElseThrow();
      if (widest.spread() == 0) {
        break;
      }
      boxes.remove(widest);
      boxes.addAll(widest.halves());
    }
    return boxes;
  }

  private static BufferedImage paint(BufferedImage image, int[] pixels, List<Box> boxes) {
    int[] palette = boxes.stream().mapToInt(Box::mean).toArray();
    Map<Integer, Integer> index = new HashMap<>();
    for (int i = 0; i < palette.length; i++) {
      for (int colour : boxes.get(i).colours()) {
        index.put(colour, i);
      }
    }
    int width = image.getWidth();
    int n = palette.length;
    var model = new IndexColorModel(8, n, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
    int type = BufferedImage.TYPE_BYTE_INDEXED;
    BufferedImage few = new BufferedImage(width, image.getHeight(), type, model);
    for (int i = 0; i < pixels.length; i++) {
      few.getRaster().setSample(i % width, i / width, 0, index.get(pixels[i] & 0xFFFFFF));
    }
    return few;
  }
}
