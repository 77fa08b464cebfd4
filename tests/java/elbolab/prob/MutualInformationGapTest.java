package elbolab.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Discrete information in closed form, and the golden cases of the gap. */
class MutualInformationGapTest {
  private static final int CASES = 4000;
  private static final int[] FIRST = classes(5, 1);
  private static final int[] SECOND = classes(3, 2);

  private static int[] classes(int count, long seed) {
    Rng rng = Rng.of(seed, "classes");
    int[] classes = new int[CASES];
    Arrays.setAll(classes, i -> rng.nextInt(count));
    return classes;
  }

  private static double[] code(int... classes) {
    return Arrays.stream(classes).asDoubleStream().toArray();
  }

  private static double[] noise(long seed) {
    double[] noise = new double[CASES];
    Rng.of(seed, "noise").fillGaussian(noise, 0, CASES);
    return noise;
  }

  @Test
  void informationInClosedForm() {
    assertEquals(Math.log(4), DiscreteInformation.entropy(new int[] {0, 1, 2, 3}, 4), 1e-15);
    double quarter = 0.25 * Math.log(4) + 0.75 * Math.log(4 / 3.0);
    assertEquals(quarter, DiscreteInformation.entropy(new int[] {1, 1, 0, 1}, 2), 1e-15);
    // p = (1/2, 1/4; 0, 1/4).
    double mutual =
        0.5 * Math.log(0.5 / (0.75 * 0.5))
            + 0.25 * Math.log(0.25 / (0.75 * 0.5))
            + 0.25 * Math.log(0.25 / (0.25 * 0.5));
    assertEquals(mutual, new DiscreteInformation(new long[][] {{2, 1}, {0, 1}}).mutual(), 1e-15);
    long[][] independent = {{6, 10, 14}, {9, 15, 21}};
    assertEquals(0, new DiscreteInformation(independent).mutual(), 1e-15);
  }

  @Test
  void theIdentityHasTheWholeGap() {
    double[][] codes = {code(FIRST), noise(3), code(SECOND)};
    double gap = MutualInformationGap.of(codes, new int[][] {FIRST, SECOND}, 20).gap();
    assertTrue(gap >= 0.9, "identity: " + gap);
  }

  @Test
  void constantAndDuplicatedCodesHaveNone() {
    double[][] constant = {new double[CASES], new double[CASES]};
    assertEquals(0, MutualInformationGap.of(constant, new int[][] {FIRST}, 20).gap());
    double[][] almost = {new double[CASES], noise(4)};
    double gap = MutualInformationGap.of(almost, new int[][] {FIRST}, 20).gap();
    assertTrue(gap <= 0.2, "nothing known: " + gap);
    double[][] duplicated = {code(FIRST), code(FIRST), noise(5)};
    gap = MutualInformationGap.of(duplicated, new int[][] {FIRST}, 20).gap();
    assertTrue(gap <= 0.1, "duplicated: " + gap);
  }

  /** A code that keeps one of two bits of the factor, beside one that is nothing: half of H. */
  @Test
  void halfOfWhatThereIsToKnow() {
    int[] four = classes(4, 6);
    double[] bit = Arrays.stream(four).mapToDouble(k -> k / 2).toArray();
    double gap =
        MutualInformationGap.of(new double[][] {bit, new double[CASES]}, new int[][] {four}, 20)
            .gap();
    assertEquals(0.5, gap, 2e-3);
  }

  @Test
  void aCodeThatWasScaledAndShiftedKeepsItsBins() {
    double[] code = noise(7);
    double[] moved = Arrays.stream(code).map(z -> 4 * z - 32).toArray();
    assertEquals(
        Arrays.toString(MutualInformationGap.binned(code, 20)),
        Arrays.toString(MutualInformationGap.binned(moved, 20)));
    assertEquals(19, MutualInformationGap.binned(new double[] {0, 1, 2}, 20)[2]);
  }

  @Test
  void aFactorWithoutEntropyIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            MutualInformationGap.of(
                new double[][] {code(FIRST), noise(1)}, new int[][] {new int[CASES]}, 20));
  }
}
