package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {
  /** Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB. */
  enum Vision {
    FULL(1, 0, 0, 0, 1, 0, 0, 0, 1),
    PROTANOPIA(
        0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
        1.051998),
    DEUTERANOPIA(
        0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
    TRITANOPIA(
        1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
        0.303900);

    final double[] matrix;

    Vision(double... matrix) {
      this.matrix = matrix;
    }
  }

  /** CIE L*a*b* (D65) of a colour as it is seen. */
  private static double[] lab(Color colour, Vision vision) {
    double[] linear =
        IntStream.of(colour.getRed(), colour.getGreen(), colour.getBlue())
            .mapToDouble(c -> c / 255.0)
            .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
            .toArray();
    double[] seen = times(vision.matrix, linear);
    seen = DoubleStream.of(seen).map(v -> Math.max(0, Math.min(1, v))).toArray();
    double[] xyz =
        times(
            new double[] {
              0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339,
              0.1191920, 0.9503041
            },
            seen);
    double fx = f(xyz[0] / 0.95047);
    double fy = f(xyz[1]);
    double fz = f(xyz[2] / 1.08883);
    return new double[] {116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)};
  }

  private static double f(double t) {
    return t > Math.pow(6 / 29.0, 3) ? Math.cbrt(t) : t / (3 * Math.pow(6 / 29.0, 2)) + 4 / 29.0;
  }

  private static double[] times(double[] m, double[] v) {
    return IntStream.range(0, 3)
        .mapToDouble(i -> m[3 * i] * v[0] + m[3 * i + 1] * v[1] + m[3 * i + 2] * v[2])
        .toArray();
  }

  private static double distance(Color a, Color b, Vision vision) {
    double[] p = lab(a, vision);
    double[] q = lab(b, vision);
    return Math.sqrt(
        Math.pow(p[0] - q[0], 2) + Math.pow(p[1] - q[1], 2) + Math.pow(p[2] - q[2], 2));
  }

  @Test
  void labOfKnownColours() {
    assertEquals(100, lab(Color.WHITE, Vision.FULL)[0], 1e-3);
    assertEquals(53.24, lab(Color.RED, Vision.FULL)[0], 0.01);
    assertEquals(80.09, lab(Color.RED, Vision.FULL)[1], 0.01);
  }

  /**
   * A difference of 2.3 is just noticeable; the palette keeps seven times that. The least on paper
   * is yellow for tritanopia (21.7), which is why yellow comes last.
   */
  @ParameterizedTest
  @EnumSource(Vision.class)
  void coloursStayApart(Vision vision) {
    for (int i = 0; i < Palette.size(); i++) {
      Color colour = Palette.colour(i);
      assertTrue(
          distance(colour, Style.PAPER, vision) > (i < 9 ? 30 : 20), "colour " + i + " on paper");
      for (int j = 0; j < i; j++) {
        double apart = distance(colour, Palette.colour(j), vision);
        assertTrue(apart > 16, "colours %d and %d: %s".formatted(j, i, apart));
      }
    }
  }

  /**
   * Lightness of a map never turns back on the way, except once in the middle of a diverging one.
   */
  @ParameterizedTest
  @EnumSource(ColourMap.class)
  void mapsAreMonotoneInLightness(ColourMap map) {
    int turns = 0;
    double before = 0;
    for (int i = 1; i <= 200; i++) {
      double step =
          lab(map.colour(i / 200.0), Vision.FULL)[0]
              - lab(map.colour((i - 1) / 200.0), Vision.FULL)[0];
      turns += Math.signum(step) * Math.signum(before) < 0 && Math.abs(step) > 0.2 ? 1 : 0;
      before = Math.abs(step) > 0.2 ? step : before;
    }
    assertEquals(map == ColourMap.DIVERGING ? 1 : 0, turns);
  }
}
