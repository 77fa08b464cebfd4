package elbolab.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.GeneratedDigits;
import elbolab.data.ImageSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The facts of SVG's generator: walls, speeds, bounces, ink. */
class MovingDigitsTest {
  private static final ImageSet DIGITS = GeneratedDigits.draw(20, 1).images();

  private static MovingDigits films(int side, int perFilm, int frames) {
    return MovingDigits.of(DIGITS, side, frames, perFilm, 300, 7);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void aDigitMovesStraightBetweenWallsAndLeavesThemAnew(int side) {
    MovingDigits films = films(side, 2, 40);
    int fastest = side == 64 ? 4 : 2;
    assertEquals(fastest, films.fastest());
    int room = side / 2;
    int bounces = 0;
    for (int film = 0; film < films.size(); film++) {
      for (MovingDigits.Path path : films.paths(film)) {
        for (int t = 0; t + 1 < films.frames(); t++) {
          assertTrue(path.x()[t] >= 0 && path.x()[t] < room);
          assertTrue(path.y()[t] >= 0 && path.y()[t] < room);
          int dx = path.x()[t + 1] - path.x()[t];
          int dy = path.y()[t + 1] - path.y()[t];
          boolean cut = path.bounced()[t + 1];
          assertTrue(Math.abs(dx) <= fastest && Math.abs(dy) <= fastest);
          if (path.bounced()[t]) {
            bounces++;
            boolean atX = path.x()[t] == 0 || path.x()[t] == room - 1;
            boolean atY = path.y()[t] == 0 || path.y()[t] == room - 1;
            assertTrue(atX || atY, "a bounce in the middle of the film");
          } else if (t > 0 && !cut) {
            assertEquals(path.x()[t] - path.x()[t - 1], dx, "no straight line");
            assertEquals(path.y()[t] - path.y()[t - 1], dy, "no straight line");
          }
        }
      }
    }
    assertTrue(bounces > 1000);
  }

  /** Off the left wall 1 to 4, each as likely; along it −4 to 4, each as likely. */
  @Test
  void newSpeedsAreUniform() {
    MovingDigits films = MovingDigits.of(DIGITS, 64, 60, 1, 3000, 3);
    int[] off = new int[5];
    int[] along = new int[9];
    int all = 0;
    for (int film = 0; film < films.size(); film++) {
      MovingDigits.Path path = films.paths(film)[0];
      for (int t = 1; t + 1 < films.frames(); t++) {
        boolean far = path.y()[t] >= 4 && path.y()[t] <= 27;
        if (path.bounced()[t] && path.x()[t] == 0 && far && !path.bounced()[t + 1]) {
          off[path.x()[t + 1]]++;
          along[path.y()[t + 1] - path.y()[t] + 4]++;
          all++;
        }
      }
    }
    assertTrue(all > 2000, all + " bounces");
    assertEquals(0, off[0]);
    for (int k = 1; k <= 4; k++) {
      assertEquals(0.25, (double) off[k] / all, 4 * Math.sqrt(0.25 * 0.75 / all));
    }
    for (int count : along) {
      assertEquals(1 / 9.0, (double) count / all, 4 * Math.sqrt(8.0 / 81 / all));
    }
  }

  @Test
  void theInkIsThatOfTheDigitsWhereTheyStand() {
    MovingDigits films = films(32, 2, 3);
    float[] pixels = films.rows(5).values().toArray();
    MovingDigits.Path[] paths = films.paths(5);
    for (int i = 0; i < pixels.length; i++) {
      int t = i / 1024;
      float ink = 0;
      for (MovingDigits.Path path : paths) {
        int x = i % 32 - path.x()[t];
        int y = i / 32 % 32 - path.y()[t];
        if (x >= 0 && x < 16 && y >= 0 && y < 16) {
          ink = Math.min(1, ink + films.digits().floats(path.digit())[y * 16 + x]);
        }
      }
      assertEquals(ink, pixels[i], 0);
    }
  }

  /** A film is the same whatever is asked for beside it, and longer films begin with it. */
  @Test
  void aFilmDependsOnItsNumberAlone() {
    MovingDigits films = films(32, 1, 10);
    float[] alone = films.rows(9).values().toArray();
    float[] among = films.rows(2, 9).values().slice(0, 1, 2).toArray();
    assertArrayEquals(alone, among);
    float[] longer = films(32, 1, 30).rows(9).values().slice(1, 0, 10).toArray();
    assertArrayEquals(alone, longer);
    assertTrue(!java.util.Arrays.equals(alone, films.rows(2).values().toArray()));
  }
}
