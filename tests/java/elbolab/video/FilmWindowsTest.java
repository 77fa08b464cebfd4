package elbolab.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import elbolab.data.DataException;
import elbolab.data.GeneratedDigits;
import elbolab.data.Pictures;
import org.junit.jupiter.api.Test;

class FilmWindowsTest {
  private static final Pictures FILM = Pictures.of(GeneratedDigits.draw(11, 1).images());

  /** Pieces of 4 frames, 3 apart, of 11: from 0, 3 and 6; frames 10 and 11 belong to none. */
  @Test
  void piecesAreTheFramesInTheirOrder() {
    FilmWindows pieces = new FilmWindows(FILM, 4, 3);
    assertEquals(3, pieces.size());
    float[] two = pieces.rows(2, 0).values().toArray();
    float[] expected = FILM.floats(6, 7, 8, 9, 0, 1, 2, 3);
    assertArrayEquals(expected, two);
    assertEquals(1, new FilmWindows(FILM, 11, 1).size());
    assertThrows(DataException.class, () -> new FilmWindows(FILM, 12, 1));
  }
}
