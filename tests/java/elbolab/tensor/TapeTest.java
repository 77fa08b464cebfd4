package elbolab.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is recorded, what is differentiated, what is recycled. */
class TapeTest {
  private static Tensor leaf(float... values) {
    return Tensor.of(values, values.length).requireGradient(true);
  }

  @Test
  void gradientOfAFormulaInClosedForm() {
    Tensor mu = leaf(1, 2);
    Tensor sigma = leaf(3, 4);
    Tensor eps = Tensor.of(new float[] {0.5f, -2}, 2);
    try (Tape tape = Tape.scope()) {
      Tensor z = mu.plus(sigma.times(eps));
      Gradients g = tape.gradients(z.square().sum());
      assertArrayEquals(new float[] {5, -12}, g.of(mu).toArray());
      assertArrayEquals(new float[] {2.5f, 24}, g.of(sigma).toArray());
      assertFalse(g.reach(eps));
    }
  }

  @Test
  void severalLossesSeparatelyAndTogether() {
    Tensor x = leaf(2, 3);
    try (Tape tape = Tape.scope()) {
      Tensor y = x.square();
      Tensor first = y.sum();
      Tensor second = y.times(x).sum();
      assertArrayEquals(new float[] {4, 6}, tape.gradient(first, x).toArray());
      assertArrayEquals(new float[] {12, 27}, tape.gradient(second, x).toArray());
      assertArrayEquals(
          new float[] {16, 33}, tape.gradients(List.of(first, second)).of(x).toArray());
      assertArrayEquals(
          new float[] {8, 12}, tape.gradients(List.of(first, first), x).of(x).toArray());
      assertArrayEquals(new float[] {1, 1}, tape.gradient(first, y).toArray());
      assertArrayEquals(new float[] {4, 6}, tape.gradient(first, x).toArray());
    }
  }

  @Test
  void oneTensorUsedTwiceGetsBothContributions() {
    Tensor x = leaf(3);
    try (Tape tape = Tape.scope()) {
      assertEquals(2, tape.gradient(x.plus(x), x).item());
      assertEquals(0, tape.gradient(x.minus(x), x).item());
      assertEquals(6, tape.gradient(x.times(x), x).item());
      assertEquals(0, tape.gradient(x.over(x), x).item());
      assertEquals(4, tape.gradient(x.plus(x).plus(x.plus(x)), x).item());
    }
  }

  @Test
  void backwardAddsWithinATapeAndReplacesAcrossTapes() {
    Tensor w = leaf(2);
    for (int step = 0; step < 2; step++) {
      try (Tape tape = Tape.scope()) {
        w.square().backward();
        assertEquals(4, w.gradient().item());
        w.times(3).backward();
        assertEquals(7, w.gradient().item());
      }
      assertNull(w.gradient());
    }
  }

  @Test
  void frozenAndStoppedTensorsAreConstants() {
    Tensor w = leaf(2).named("w");
    Tensor x = leaf(5);
    try (Tape tape = Tape.scope()) {
      w.requireGradient(false);
      Gradients g = tape.gradients(w.times(x).plus(x.stopGradient().square()));
      assertEquals(2, g.of(x).item());
      assertFalse(g.reach(w));
      assertThrows(IllegalArgumentException.class, () -> tape.gradient(w.times(x), w));
    }
  }

  @Test
  void nothingIsRecordedWithoutNeed() {
    Tensor x = leaf(1);
    assertThrows(IllegalStateException.class, () -> x.square().backward());
    try (Tape tape = Tape.scope()) {
      Tensor unused = Tensor.ones(1).plus(Tensor.ones(1));
      assertTrue(tape.entries().isEmpty());
      assertFalse(unused.isTracked());
    }
    try (Tape tape = Tape.inference()) {
      assertThrows(IllegalStateException.class, () -> x.square().backward());
      assertTrue(tape.entries().isEmpty());
    }
  }

  @Test
  void tensorsEndWithTheirTapeUnlessKept() {
    Tensor lost;
    Tensor kept;
    Tensor view;
    try (Tape tape = Tape.scope()) {
      lost = Tensor.ones(20).named("activity");
      kept = lost.plus(1).keep();
      view = lost.reshape(4, 5).keep();
    }
    assertEquals(2, kept.toArray()[0]);
    assertEquals(1, view.toArray()[19]);
    Tensor gone = lost;
    String message = assertThrows(IllegalStateException.class, () -> gone.plus(1)).getMessage();
    assertTrue(message.contains("activity [20]"), message);
    Storage before = kept.storage();
    try (Tape tape = Tape.scope()) {
      assertNotSame(before, Tensor.ones(20).storage());
    }
  }

  @Test
  void storageIsUsedAgain() {
    Storage first;
    try (Tape tape = Tape.scope()) {
      first = Tensor.ones(1000).storage();
    }
    try (Tape tape = Tape.scope()) {
      assertSame(first, Tensor.zeros(990).storage());
    }
  }

  @Test
  void tapesNest() {
    Tensor x = leaf(3);
    try (Tape outer = Tape.scope()) {
      Tensor y = x.square();
      Tensor slope;
      try (Tape inner = Tape.scope()) {
        slope = inner.gradient(y.times(y), y).keep();
        assertThrows(IllegalStateException.class, outer::close);
      }
      assertEquals(18, slope.item());
      assertEquals(6, outer.gradient(y, x).item());
    }
  }

  @Test
  void describesWhatItRecorded() {
    Tensor x = leaf(1, 2).named("x");
    try (Tape tape = Tape.scope()) {
      Tensor unused = x.times(2).plus(Tensor.ones(2)).sum();
      assertEquals(
          List.of("#0 x [2] = leaf[]", "#1 [2] = affine[0]", "#2 [2] = plus[1]", "#3 [] = sum[2]"),
          tape.entries().stream().map(Tape.Entry::toString).toList());
      assertEquals(6 + 2, unused.item());
    }
  }

  /** x³ summed as one operation whose derivative 3x² is told to the tape, in tapes of its own. */
  @Test
  void anOperationWithItsOwnWayToAGradient() {
    Tensor x = leaf(2, -3);
    Tensor unused = leaf(1);
    for (int round = 0; round < 3; round++) {
      try (Tape tape = Tape.scope()) {
        Tensor doubled = x.times(2);
        Tensor value = Tensor.zeros(2);
        try (Tape apart = Tape.inference()) {
          value.set(doubled.square().times(doubled));
        }
        Tape.Pullback derivative =
            g -> {
              Tensor y = doubled.stopGradient().copy().requireGradient(true);
              try (Tape inner = Tape.scope()) {
                return new Tensor[] {inner.gradient(y.square().times(y).times(g), y).keep(), null};
              }
            };
        Tensor cubes = Tape.custom("cube", value, derivative, doubled, unused);
        assertArrayEquals(new float[] {64, -216}, cubes.toArray());
        Gradients g = tape.gradients(cubes.plus(x).sum());
        assertArrayEquals(new float[] {97, 217}, g.of(x).toArray());
        assertArrayEquals(new float[] {0}, g.of(unused).toArray());
      }
    }
  }
}
