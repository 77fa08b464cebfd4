package elbolab.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Colours, dashes and marker shapes of a series by its number. Eight colours are those of Okabe and
 * Ito (Color Universal Design, 2008); brown and violet make up the ten that ten digits need, chosen
 * for their distance to the others in every kind of colour vision. What stands out least on white
 * comes last. Shape and dash say the same as the colour, for black-and-white print.
 */
public final class Palette {
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2), // blue
          new Color(0xD55E00), // vermilion
          new Color(0x009E73), // bluish green
          new Color(0xCC79A7), // reddish purple
          new Color(0xE69F00), // orange
          new Color(0x56B4E9), // sky blue
          new Color(0x000000), // black
          new Color(0x603000), // brown
          new Color(0x9030F0), // violet
          new Color(0xF0E442)); // yellow
  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.CROSS,
          SeriesMarkers.PLUS);
  private static final float[][] DASHES = {null, {7, 3}, {2, 3}, {9, 3, 2, 3}};

  private Palette() {}

  /** How many colours there are before they repeat. */
  public static int size() {
    return COLOURS.size();
  }

  /** The colour of series {@code index}, counted from 0. */
  public static Color colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  /** The same colour, seen through: {@code alpha} from 0 (invisible) to 255. */
  public static Color colour(int index, int alpha) {
    Color c = colour(index);
    return new Color(c.getRed(), c.getGreen(), c.getBlue(), alpha);
  }

  static Marker marker(int index) {
    return MARKERS.get(index % MARKERS.size());
  }

  static BasicStroke stroke(int index, float width) {
    float[] dash = DASHES[index / 2 % DASHES.length];
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
  }
}
