package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParallelTest {
  /** A quarter of the way each line is where its ends say, in its colour. */
  @Test
  void linesGoWhereTheirNumbersAre() {
    Parallel figure = Parallel.of("").axis("a", 0, 1, 0.5).colour("b", 1, 1.5, 0).size(520, 350);
    Picture picture = Picture.of(figure);
    int scale = Figure.SCALE;
    double left = 60;
    double right = 520 - 60;
    double top = 34;
    double high = 350 - 34 - 16;
    double x = scale * (left + 0.25 * (right - left));
    double[] a = {0, 1, 0.5};
    double[] b = {2 / 3.0, 1, 0};
    for (int one = 0; one < 3; one++) {
      double place = a[one] + 0.25 * (b[one] - a[one]);

      assertTrue(
          picture.near(x, scale * (top + (1 - place) * high), mixed(b[one]), 4), "line " + one);
    }
    // The lines are gone where none is.
    assertFalse(picture.near(x, scale * (top + 0.45 * high), mixed(1), 2));
  }

  /** What is drawn with 190 of 255 on white. */
  private static int mix(int level) {
    return (190 * level + 65 * 255) / 255;
  }

  private static Color mixed(double t) {
    Color colour = ColourMap.SEQUENTIAL.colour(t);
    return new Color(mix(colour.getRed()), mix(colour.getGreen()), mix(colour.getBlue()));
  }

  @Test
  void aWideRangeIsLogarithmicAndWordsAreInOrder() {
    String text =
        Parallel.of("settings")
            .axis("rate", 1e-4, 1e-2)
            .words("kind", List.of("relu", "elu"))
            .colour("bound", -2, -1)
            .toString();
    Picture picture =
        Picture.of(
            Parallel.of("").axis("rate", 1e-4, 1e-3, 1e-2).colour("b", 0, 1, 2).size(520, 350));
    double middle = Figure.SCALE * (34 + 0.5 * (350 - 34 - 16));
    assertTrue(picture.near(Figure.SCALE * 260, middle, mixed(0.5), 4), "a level line");
    assertTrue(text.contains("kind in elu, relu"), text);
    assertThrows(
        IllegalArgumentException.class, () -> Parallel.of("").axis("a", 1, 2).colour("b", 1));
    assertEquals(4, text.lines().count());
  }
}
