package elbolab.global;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.global.GroupClassifier.Kernel;
import elbolab.math.Rng;
import org.junit.jupiter.api.Test;

class GroupClassifierTest {
  private static final int GROUPS = 2000;

  /** Two normals at ±1 in one number, scaled in another: the best rule errs with Φ(−1) = .159. */
  @Test
  void nearTheBestRuleWhereItIsKnown() {
    Rng rng = Rng.of(1, "codes");
    double[][] codes = new double[GROUPS][];
    int[] kinds = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      kinds[i] = i % 2;
      codes[i] = new double[] {rng.nextGaussian() + 2 * kinds[i] - 1, 100 * rng.nextGaussian()};
    }
    double best = 0.8413;
    double error = Math.sqrt(best * (1 - best) / (GROUPS / 5));
    for (Kernel kernel : Kernel.values()) {
      GroupClassifier found = GroupClassifier.fit(codes, kinds, kernel, 1);
      assertEquals(best, found.test(), 4 * error, kernel.toString());
      assertEquals(0.5, found.majority(), 0.08);
      assertEquals(found, GroupClassifier.fit(codes, kinds, kernel, 1), "twice the same");
    }
  }

  /** One kind inside a ring of the other: no line helps, the radial kernel does. */
  @Test
  void onlyTheRadialKernelSeesARing() {
    Rng rng = Rng.of(2, "codes");
    double[][] codes = new double[GROUPS][];
    int[] kinds = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      kinds[i] = i % 2;
      double angle = 2 * Math.PI * rng.nextDouble();
      double r = kinds[i] + 0.2 * rng.nextGaussian();
      codes[i] = new double[] {r * Math.cos(angle), r * Math.sin(angle)};
    }
    assertTrue(GroupClassifier.fit(codes, kinds, Kernel.RBF, 1).test() > 0.95);
    assertTrue(GroupClassifier.fit(codes, kinds, Kernel.LINEAR, 1).test() < 0.65);
  }

  @Test
  void threeKindsAndNonsense() {
    Rng rng = Rng.of(3, "codes");
    double[][] codes = new double[300][];
    int[] kinds = new int[300];
    for (int i = 0; i < codes.length; i++) {
      kinds[i] = i % 5 < 3 ? 2 : i % 5 - 3;
      codes[i] = new double[] {10 * kinds[i] + rng.nextGaussian()};
    }
    GroupClassifier found = GroupClassifier.fit(codes, kinds, Kernel.LINEAR, 1);
    assertEquals(1, found.test(), 0.02);
    assertEquals(0.6, found.majority(), 0.1);
    assertThrows(
        IllegalArgumentException.class,
        () -> GroupClassifier.fit(codes, new int[300], Kernel.LINEAR, 1));
  }
}
