package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class PlotTest {
  private static double[] array(double... values) {
    return values;
  }

  private static void assertPointAt(Picture picture, double fractionX, double fractionY, int k) {
    Rectangle area = picture.plotArea();
    double x = area.getX() + fractionX * area.getWidth();
    double y = area.getMaxY() - fractionY * area.getHeight();
    Color colour = Palette.colour(k);
    assertTrue(picture.near(x, y, colour, 2), "no mark at %s, %s".formatted(x, y));
    assertFalse(picture.near(x + 40, y, colour, 2), "a mark beside %s, %s".formatted(x, y));
  }

  @Test
  void pointsLieWhereTheAxesSay() {
    Picture picture =
        Picture.of(
            Plot.of("linear")
                .xRange(-2, 6)
                .yRange(10, 20)
                .points("a", array(0, 4), array(12, 19))
                .points("b", array(5), array(11)));
    assertPointAt(picture, 0.25, 0.2, 0);
    assertPointAt(picture, 0.75, 0.9, 0);
    assertPointAt(picture, 0.875, 0.1, 1);
  }

  @Test
  void logarithmicAxesCountPowersOfTen() {
    Picture picture =
        Picture.of(
            Plot.of("log")
                .logX()
                .logY()
                .xRange(0.01, 100)
                .yRange(1e-6, 1e2)
                .points("a", array(1, 10), array(1e-4, 1)));
    assertPointAt(picture, 0.5, 0.25, 0);
    assertPointAt(picture, 0.75, 0.75, 0);
  }

  @Test
  void referenceLinesAndMapsUseTheSameAxesAsXChart() {
    Grid grid = Grid.of((x, y) -> x < 0 && y < 0 ? 1 : 0, -1, 1, -1, 1, 2);
    Picture picture =
        Picture.of(
            Plot.of("map")
                .heat(grid, "", ColourMap.PALE, 0, 1)
                .contour(grid, 0.5)
                .horizontal(0.5, ""));
    Rectangle area = picture.plotArea();
    Color full = ColourMap.PALE.colour(1);
    double quarter = area.getX() + area.getWidth() / 4;
    assertTrue(picture.near(quarter, area.getMaxY() - area.getHeight() / 8, full, 1));
    assertFalse(picture.near(quarter, area.getY() + area.getHeight() / 8, full, 1));
    double height = area.getY() + area.getHeight() / 4;
    int dashes = 0;
    for (int x = area.x + 5; x < area.getMaxX() - 5; x++) {
      dashes += picture.near(x, height, Style.INK, 1) ? 1 : 0;
    }
    assertTrue(dashes > area.width / 3 && dashes < area.width * 0.8, "dashes " + dashes);
  }

  @Test
  void contourOfAConeIsACircle() {
    Grid cone = Grid.of(Math::hypot, -2, 2, -2, 2, 80);
    Picture picture = Picture.of(Plot.of("cone").xRange(-2, 2).yRange(-2, 2).contour(cone, 1.0));
    Rectangle area = picture.plotArea();
    for (int k = 0; k < 32; k++) {
      double x = area.getCenterX() + Math.cos(k * Math.PI / 16) * area.getWidth() / 4;
      double y = area.getCenterY() + Math.sin(k * Math.PI / 16) * area.getHeight() / 4;
      assertTrue(picture.near(x, y, Style.INK, 2), "point " + k + " of the circle");
    }
    assertFalse(picture.near(area.getCenterX(), area.getCenterY(), Style.INK, 40));
  }

  @Test
  void equalUnitsKeepCirclesRound() {
    double[] x = new double[4];
    double[] y = new double[4];
    for (int k = 0; k < 4; k++) {
      x[k] = Math.round(Math.cos(k * Math.PI / 2));
      y[k] = Math.round(Math.sin(k * Math.PI / 2));
    }
    Picture picture = Picture.of(Plot.of("circle").points("p", x, y).equalUnits());
    int[] columns = new int[2];
    int[] rows = new int[2];
    Rectangle area = picture.plotArea();
    for (int i = area.x + 4; i < area.getMaxX() - 4; i++) {
      for (int j = area.y + 4; j < area.getMaxY() - 4; j++) {
        if (picture.near(i, j, Palette.colour(0), 0)) {
          columns = new int[] {columns[0] == 0 ? i : columns[0], i};
          rows[0] = rows[0] == 0 ? j : Math.min(rows[0], j);
          rows[1] = Math.max(rows[1], j);
        }
      }
    }
    double ratio = (columns[1] - columns[0]) / (double) (rows[1] - rows[0]);
    assertEquals(1, ratio, 0.01);
  }

  @Test
  void sameDataSameBitsInAnyLocale() {
    Random random = new Random(3);
    double[] x = random.doubles(200, 0, 5000).toArray();
    double[] y = random.doubles(200).toArray();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    byte[] first = Png.encode(Plot.of("a").x("x").points("p", x, y).density(x, y).toImage());
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
      assertArrayEquals(
          first, Png.encode(Plot.of("a").x("x").points("p", x, y).density(x, y).toImage()));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void aCrowdedFigureKeepsToTheLimit() {
    Random random = new Random(4);
    double[] x = random.doubles(6000).toArray();
    double[] y = random.doubles(6000).toArray();
    int[] classes = random.ints(6000, 0, 3).toArray();
    Plot plot = Plot.of("crowd").points(x, y, classes, "a", "b", "c").size(700, 600);
    assertTrue(Png.encode(plot.toImage()).length <= Png.LIMIT);
    assertEquals(700, plot.toImage().getWidth() / plot.scale());
    assertEquals(0xFFFFFF, plot.toImage().getRGB(2, 2) & 0xFFFFFF, "paper stays white");
  }

  @Test
  void errorsSayWhatToDo() {
    var log = Plot.of("t").y("loss").logY().line("a", array(1, 2), array(3, -0.5));
    var problem = assertThrows(IllegalArgumentException.class, log::toImage);
    assertTrue(problem.getMessage().contains("\"loss\" is logarithmic and would begin at -0.5"));
    var uneven =
        assertThrows(
            IllegalArgumentException.class, () -> Plot.of("t").line("a", array(1), array(1, 2)));
    assertTrue(uneven.getMessage().contains("\"a\": 1 values of x and 2 of y"));
    assertThrows(IllegalArgumentException.class, () -> Plot.of("t").xRange(2, 1));
    assertThrows(IllegalArgumentException.class, () -> Plot.of("t").size(10, 10));
  }

  @Test
  void emptyAndConstantDataStillMakeAFigure() {
    for (double[] values : new double[][] {{}, {3}, {0, 0}, {Double.NaN, 1}}) {
      Plot plot =
          Plot.of("few").x("x").y("y").line("l", values, values).points("p", values, values);
      assertTrue(Picture.of(plot).hasCleanEdges(2));
    }
  }

  @Test
  void textTellsTitleSeriesAndRanges() {
    String text =
        Plot.of("Figure 1")
            .subtitle("generated data")
            .x("step")
            .y("nats")
            .line("train", array(1, 2, 3), array(5, 4, 4.5))
            .horizontal(0.65, "target")
            .toString();
    assertEquals(
        """
        Figure 1
        generated data
        x: step; y: nats
          train: line of 3 points, x 1.000 to 3.000, y 4.000 to 5.000, last 4.500
          reference y = 0.6500 target""",
        text);
  }

  /** Of cells a fifth wide the one whose middle is nearest to the bottom of a bowl. */
  @Test
  void theLowestCellOfAGrid() {
    Grid bowl = Grid.of((x, y) -> Math.hypot(x - 0.3, y + 0.7), -1, 1, -2, 0, 10);
    assertArrayEquals(new double[] {0.3, -0.7, 0}, bowl.lowest(), 1e-12);
  }
}
