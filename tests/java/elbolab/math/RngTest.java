package elbolab.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RngTest {
  /** The known answers that come with Random123 for philox4x32-10. */
  @Test
  void philoxGivesThePublishedVectors() {
    assertBlock(0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    assertBlock(-1, -1, -1, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    assertBlock(
        0x85a308d3_243f6a88L,
        0x03707344_13198a2eL,
        0x299f31d0_a4093822L,
        0xd16cfe09,
        0x94fdcceb,
        0x5001e420,
        0x24126ea1);
  }

  private static void assertBlock(long low, long high, long key, int... expected) {
    int[] out = new int[4];
    Philox.block(low, high, key, out, 0);
    assertArrayEquals(expected, out);
  }

  @Test
  void aStateContinuesWhereItWasTaken() {
    for (int drawn = 0; drawn < 9; drawn++) {
      Rng rng = Rng.of(1, "state");
      for (int i = 0; i < drawn; i++) {
        rng.nextInt();
      }
      Rng copy = Rng.restore(rng.state());
      float[] a = new float[5];
      float[] b = new float[5];
      rng.fillGaussian(a, 0, 5);
      copy.fillGaussian(b, 0, 5);
      assertArrayEquals(a, b);
      assertEquals(rng.nextLong(), copy.nextLong());
      assertEquals(rng.nextGaussian(), copy.nextGaussian());
      assertEquals(rng.state(), copy.state());
    }
  }

  @Test
  void childrenDoNotDependOnWhatTheParentHasDrawn() {
    Rng parent = Rng.of(7, "parent");
    long before = parent.stream("child", 3).nextLong();
    parent.nextInt();
    assertEquals(before, parent.stream("child", 3).nextLong());
  }

  @Test
  void differentIdentitiesGiveDifferentStreams() {
    Set<Long> first = new HashSet<>();
    for (long seed = -2; seed < 3; seed++) {
      for (String name : new String[] {"", "a", "b", "ab", "abcdefgh", "abcdefghi", "a\0"}) {
        Rng rng = Rng.of(seed, name);
        assertTrue(first.add(rng.nextLong()));
        for (long index = -1; index < 3; index++) {
          assertTrue(first.add(rng.stream("x", index).nextLong()));
        }
      }
    }
    assertNotEquals(Rng.of(1, "x").nextLong(), Rng.of(1, "x").stream("", 0).nextLong());
  }

  @Test
  void permutationsAreEquallyFrequent() {
    Rng rng = Rng.of(5, "permutation");
    int[] count = new int[64];
    int n = 60_000;
    for (int i = 0; i < n; i++) {
      int[] p = rng.permutation(4);
      count[p[0] * 16 + p[1] * 4 + p[2]]++;
    }
    double chiSquare = 0;
    for (int c : Arrays.stream(count).filter(c -> c > 0).toArray()) {
      chiSquare += (c - n / 24.0) * (c - n / 24.0) / (n / 24.0);
    }
    assertEquals(24, Arrays.stream(count).filter(c -> c > 0).count());
    assertTrue(chiSquare < 49.7, "χ² with 23 degrees of freedom (p = 0.001): " + chiSquare);
  }

  @Test
  void boundedIntegersAreUnbiased() {
    Rng rng = Rng.of(5, "bounded");
    int bound = 3 << 29; // a plain remainder would draw the lower part twice as often
    int low = 0;
    int n = 100_000;
    for (int i = 0; i < n; i++) {
      int x = rng.nextInt(bound);
      assertTrue(x >= 0 && x < bound);
      low += x < bound / 2 ? 1 : 0;
    }
    assertEquals(n / 2.0, low, 4 * Math.sqrt(n / 4.0));
    assertEquals(0, rng.nextInt(1));
    assertThrows(IllegalArgumentException.class, () -> rng.nextInt(0));
  }
}
