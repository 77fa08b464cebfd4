package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MnistTest {
  @Test
  void mnistHasItsKnownClassCountsAndMeanInk() {
    DataFolder folder = RealData.folderWith("mnist/train-images-idx3-ubyte.gz");
    Mnist mnist = Mnist.load(folder);
    assertArrayEquals(
        new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949},
        mnist.train().classCounts());
    assertArrayEquals(
        new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009},
        mnist.test().classCounts());
    assertEquals(0.1307, meanInk(mnist.train()), 5e-5, "the mean that every tutorial subtracts");
    assertEquals(5, mnist.train().labels()[0]);
    assertEquals(7, mnist.test().labels()[0]);
  }

  @Test
  void fashionIsBalancedAndHasItsKnownMeanInk() {
    DataFolder folder = RealData.folderWith("fashion_mnist/train-images-idx3-ubyte.gz");
    Mnist fashion = Mnist.loadFashion(folder);
    for (int count : fashion.train().classCounts()) {
      assertEquals(6000, count);
    }
    assertEquals(0.2860, meanInk(fashion.train()), 5e-5);
    assertEquals("Ankle boot", fashion.train().classNames().get(fashion.train().labels()[0]));
  }

  private static double meanInk(ImageSet images) {
    double sum = 0;
    for (float value : images.floats()) {
      sum += value;
    }
    return sum / images.pixels().length;
  }
}
