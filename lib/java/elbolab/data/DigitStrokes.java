package elbolab.data;

/**
 * How the ten digits are written: per digit a few manners, each a list of strokes, each a list of
 * points {x, y, x, y, …} in a box from (0, 0) at the upper left to (1, 1) at the lower right.
 */
final class DigitStrokes {
  private static final double[][][][] MANNERS = {
    { // 0
      {{.55, .02, .28, .12, .14, .45, .2, .8, .48, .99, .76, .84, .86, .5, .78, .16, .52, .02}},
      {{.5, .0, .24, .25, .2, .6, .36, .95, .62, .93, .8, .62, .74, .22, .42, .03}},
    },
    { // 1
      {{.52, .0, .5, .5, .48, 1.0}},
      {{.34, .2, .45, .12, .54, .0}, {.54, .0, .52, .5, .5, 1.0}},
    },
    { // 2
      {{.16, .24, .36, .03, .68, .06, .8, .28, .62, .58, .36, .8, .13, .97}, {.13, .97, .9, .93}},
      {
        {
          .14, .2, .4, .01, .72, .12, .74, .4, .5, .72, .24, .95, .1, .88, .22, .74, .48, .86, .7,
          .97, .92, .9
        }
      },
    },
    { // 3
      {
        {.15, .12, .48, .0, .78, .16, .68, .38, .4, .47},
        {.4, .47, .74, .55, .84, .78, .56, 1.0, .12, .9}
      },
      {
        {.16, .04, .5, .02, .82, .05},
        {.82, .05, .62, .24, .46, .4},
        {.46, .4, .78, .5, .8, .8, .5, .99, .14, .92}
      },
    },
    { // 4
      {{.3, .02, .24, .3, .13, .56}, {.13, .56, .5, .55, .9, .52}, {.72, .05, .68, .5, .64, 1.0}},
      {{.66, .0, .38, .32, .1, .62}, {.1, .62, .5, .63, .92, .6}, {.66, .0, .66, .5, .64, 1.0}},
    },
    { // 5
      {{.82, .03, .3, .05}, {.3, .05, .22, .44}, {.22, .44, .55, .36, .84, .6, .68, .93, .14, .94}},
      {
        {.78, .0, .36, .06}, {.36, .06, .26, .46}, {.26, .46, .62, .46, .76, .72, .56, .97, .18, .9}
      },
    },
    { // 6
      {{.7, .02, .38, .26, .17, .66, .3, .95, .62, .96, .8, .76, .66, .56, .4, .6, .2, .8}},
      {{.5, .0, .28, .36, .2, .74, .42, .99, .7, .88, .7, .64, .48, .56, .26, .72}},
    },
    { // 7
      {{.1, .08, .5, .07, .88, .04}, {.88, .04, .62, .45, .42, 1.0}},
      {
        {.14, .12, .46, .04, .86, .05},
        {.86, .05, .66, .4, .5, 1.0},
        {.34, .52, .54, .5, .78, .48}
      },
    },
    { // 8
      {
        {
          .76, .16, .48, .0, .22, .18, .44, .43, .72, .62, .78, .86, .5, 1.0, .22, .86, .28, .62,
          .56, .43, .78, .2, .7, .08
        }
      },
      {
        {.5, .46, .24, .3, .36, .04, .66, .04, .76, .28, .5, .46},
        {.5, .46, .2, .66, .3, .96, .68, .97, .8, .7, .5, .46}
      },
    },
    { // 9
      {
        {.78, .18, .52, .01, .22, .18, .28, .44, .56, .46, .78, .2},
        {.78, .2, .78, .56, .7, 1.0}
      },
      {{.74, .12, .42, .04, .22, .28, .44, .48, .7, .34, .76, .12, .74, .5, .62, .86, .34, .98}},
    },
  };

  private DigitStrokes() {}

  static int manners(int digit) {
    return MANNERS[digit].length;
  }

  static double[][] strokes(int digit, int manner) {
    return MANNERS[digit][manner];
  }

  /**
   * A smooth line through the points of a stroke (Catmull-Rom spline: each piece passes its two
   * points in the direction of their neighbours), {@code pieces} straight pieces per interval.
   */
  static double[] smooth(double[] stroke, int pieces) {
    int points = stroke.length / 2;
    double[] line = new double[2 * ((points - 1) * pieces + 1)];
    line[0] = stroke[0];
    line[1] = stroke[1];
    int at = 2;
    for (int i = 0; i + 1 < points; i++) {
      for (int piece = 1; piece <= pieces; piece++) {
        double t = piece / (double) pieces;
        for (int axis = 0; axis < 2; axis++) {
          double before = stroke[2 * Math.max(i - 1, 0) + axis];
          double from = stroke[2 * i + axis];
          double to = stroke[2 * i + 2 + axis];
          double after = stroke[2 * Math.min(i + 2, points - 1) + axis];
          line[at++] = catmullRom(before, from, to, after, t);
        }
      }
    }
    return line;
  }

  private static double catmullRom(double before, double from, double to, double after, double t) {
    double cubic = -before + 3 * from - 3 * to + after;
    double square = 2 * before - 5 * from + 4 * to - after;
    return from + t / 2 * (to - before + t * (square + t * cubic));
  }
}
