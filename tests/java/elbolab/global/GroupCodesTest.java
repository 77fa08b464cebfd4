package elbolab.global;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.math.Rng;
import elbolab.prob.Normal;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCodesTest {
  /** Two images of four pixels, by hand. */
  @Test
  void meansByHand() {
    Dataset data = Dataset.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9}, 4);
    GlobalVae model = GlobalVae.of(GlobalOptions.ugVae(Body.perceptrons(4, 8), 2, 3, 2));
    int[][] groups = {{0, 1}, {2}, {0, 2}};
    double[][] pixels = GroupCodes.MEAN_OF_PIXELS.of(model, data, groups);
    assertArrayEquals(new double[] {3, 4, 5, 6}, pixels[0], 1e-6);
    assertArrayEquals(new double[] {9, 9, 9, 9}, pixels[1], 1e-6);
    double[][] z = GroupCodes.MEAN_OF_Z.of(model, data, groups);
    double[][] single = GroupCodes.MEAN_OF_Z.of(model, data, new int[][] {{0}, {2}});
    for (int k = 0; k < 2; k++) {
      assertEquals((single[0][k] + single[1][k]) / 2, z[2][k], 1e-5);
    }
    // A projection is linear, and the group's β is that of the encoder.
    double[][] p = GroupCodes.RANDOM_PROJECTION.of(model, data, new int[][] {{0}, {1}, {0, 1}});
    assertEquals((p[0][2] + p[1][2]) / 2, p[2][2], 1e-5);
    assertEquals(3, p[0].length);
    assertArrayEquals(
        model.encode(data.rows(0, 1), Groups.one(2)).global().mean().toDoubles(),
        GroupCodes.BETA.of(model, data, groups)[0],
        1e-6);
  }

  /** Draws of one group's β have the mean and the deviation of (4.9). */
  @Test
  void drawsOfBetaFollowItsPosterior() {
    Dataset data = Dataset.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4);
    GlobalVae model = GlobalVae.of(GlobalOptions.ugVae(Body.perceptrons(4, 8), 2, 3, 2));
    int count = 4000;
    int[][] same = new int[count][];
    Arrays.fill(same, new int[] {0, 1});
    double[][] draws = GroupCodes.DRAW_OF_BETA.of(model, data, same);
    Normal posterior = model.encode(data.all(), Groups.one(2)).global();
    for (int k = 0; k < 3; k++) {
      int number = k;
      double mean = Arrays.stream(draws).mapToDouble(d -> d[number]).average().orElseThrow();
      double square =
          Arrays.stream(draws).mapToDouble(d -> Math.pow(d[number] - mean, 2)).sum() / count;
      double sigma = posterior.sigma().toDoubles()[k];
      assertEquals(posterior.mean().toDoubles()[k], mean, 4 * sigma / Math.sqrt(count));
      assertEquals(1, square / (sigma * sigma), 4 * Math.sqrt(2.0 / count));
    }
  }

  @Test
  void kindsOfGroupsKeepToTheirRows() {
    GroupKind a = new GroupKind("a", 1, 2);
    GroupKind b = new GroupKind("b", 7);
    int[][] groups = GroupKind.groups(new int[] {2, 1}, 50, 1, a, b);
    assertArrayEquals(new int[] {0, 0, 1}, GroupKind.kinds(2, 1));
    assertTrue(Arrays.stream(groups[0]).allMatch(row -> row == 1 || row == 2));
    assertTrue(Arrays.stream(groups[2]).allMatch(row -> row == 7));
    assertThrows(IllegalArgumentException.class, () -> new GroupKind("none"));
  }

  @Test
  void aSeriesHoldsItsDigitsAsOftenAsTheyCome() {
    int[] labels = IntStream.range(0, 1000).map(i -> i % 20 < 10 ? 3 : i % 10).toArray();
    int[] rows = DigitSeries.PRIME.of(labels).group(20_000, Rng.of(1, "group"));
    double[] share = new double[10];
    Arrays.stream(rows).forEach(row -> share[labels[row]] += 1.0 / rows.length);
    // 11 of 14 images of primes are threes.
    assertEquals(11 / 14.0, share[3], 4 * Math.sqrt(0.17 / rows.length));
    assertEquals(1, share[2] + share[3] + share[5] + share[7], 1e-9);
    int[][] groups = DigitSeries.groups(labels, 3, 8, 1, DigitSeries.EVEN, DigitSeries.ODD);
    assertEquals(6, groups.length);
    assertTrue(Arrays.stream(groups[2]).allMatch(row -> labels[row] % 2 == 0));
    assertTrue(Arrays.stream(groups[3]).allMatch(row -> labels[row] % 2 == 1));
  }
}
