package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSetTest {
  /** Two images of 5 x 5: pixel p of the first is p, the second is full of ink. */
  private static ImageSet images() {
    byte[] pixels = new byte[50];
    for (int p = 0; p < 25; p++) {
      pixels[p] = (byte) p;
      pixels[25 + p] = (byte) 255;
    }
    return new ImageSet("test", true, 5, 5, pixels, new int[] {1, 0}, List.of("a", "b"));
  }

  @Test
  void smallerImagesAreMeansOfSquaresInTheMiddle() {
    ImageSet small = images().smaller(2);
    // Squares of 2 x 2 from the upper left: 0, 1, 5, 6 have the mean 3.
    byte full = (byte) 255;
    assertArrayEquals(new byte[] {3, 5, 13, 15, full, full, full, full}, small.pixels());
    assertArrayEquals(new int[] {1, 0}, small.labels());
    assertEquals(2, small.width());
    // Of 5 x 5 the middle 3 x 3 and the middle pixel: one block of 5, five of 1.
    assertArrayEquals(new byte[] {12, full}, images().smaller(1).pixels());
    assertArrayEquals(images().pixels(), images().smaller(5).pixels());
  }

  @Test
  void moreSquaresThanPixelsAreRefused() {
    assertThrows(DataException.class, () -> images().smaller(6));
  }

  @Test
  void selectedImagesKeepTheirLabels() {
    ImageSet turned = images().select(1, 0, 1);
    assertArrayEquals(new int[] {0, 1, 0}, turned.labels());
    assertEquals(7 / 255f, turned.floats(1, 2)[7]);
    assertEquals(1, turned.floats(2, 3)[24]);
  }

  /** Each training image tests in exactly one of the ten folds, and is trained on in all others. */
  @Test
  void foldsPartTheTrainingImages() {
    byte[] numbers = new byte[43];
    int[] labels = new int[43];
    for (int i = 0; i < 43; i++) {
      numbers[i] = (byte) i;
    }
    ImageSet all = new ImageSet("numbered", true, 1, 1, numbers, labels, List.of("one"));
    Mnist whole = new Mnist(all, all.first(1));
    int[] tested = new int[43];
    for (int fold = 0; fold < 10; fold++) {
      Mnist part = whole.fold(fold, 3);
      int[] seen = new int[43];
      for (byte number : part.test().pixels()) {
        tested[number]++;
        seen[number]++;
      }
      for (byte number : part.train().pixels()) {
        seen[number]++;
      }
      for (int count : seen) {
        assertEquals(1, count);
      }
    }
    for (int count : tested) {
      assertEquals(1, count);
    }
    assertThrows(DataException.class, () -> whole.fold(10, 3));
  }
}
