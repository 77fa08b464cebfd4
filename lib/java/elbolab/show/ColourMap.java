package elbolab.show;

import java.awt.Color;

/**
 * A number from 0 to 1 as a colour. All maps are monotone in lightness from end to end (or from the
 * middle to both ends), so that they read in grey and with every kind of colour vision.
 */
public enum ColourMap {
  /** Dark blue over green to yellow: amounts and densities. */
  SEQUENTIAL(0x2B0F54, 0x36377F, 0x2C5C8B, 0x237D8C, 0x249E86, 0x4EBB70, 0x94D24C, 0xE3E42A),
  /** White to light blue: densities below curves and points, which stay visible on it. */
  PALE(0xFFFFFF, 0xE6F0F8, 0xC9DFF0, 0xA9CCE7, 0x86B8DD, 0x69A5D3),
  /** Blue over white to vermilion: values around 0. */
  DIVERGING(
      0x00517F, 0x2F7FB0, 0x76AED3, 0xBFD9EA, 0xFFFFFF, 0xF4CBA9, 0xE79A5B, 0xCC6614, 0x943F00),
  /** White to black: images drawn in ink. */
  INK(0xFFFFFF, 0x000000);

  private final int[] stops;

  ColourMap(int... stops) {
    this.stops = stops;
  }

  /** The colour of {@code t}; values outside 0 to 1 take the nearest end, NaN is light grey. */
  public Color colour(double t) {
    if (Double.isNaN(t)) {
      return Style.GRID;
    }
    double at = Math.max(0, Math.min(1, t)) * (stops.length - 1);
    int i = Math.min((int) at, stops.length - 2);
    double part = at - i;
    return new Color(
        mix(stops[i] >> 16, stops[i + 1] >> 16, part),
        mix(stops[i] >> 8, stops[i + 1] >> 8, part),
        mix(stops[i], stops[i + 1], part));
  }

  private static int mix(int from, int to, double part) {
    return (int) Math.round((from & 255) * (1 - part) + (to & 255) * part);
  }
}
