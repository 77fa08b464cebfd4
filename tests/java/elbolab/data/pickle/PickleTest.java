package elbolab.data.pickle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.DataException;
import elbolab.data.pickle.Pickle.Tuple;
import elbolab.math.Rng;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PickleTest {
  private static final Path TRIAL = Path.of("tests/peers/gaitmotion/Normal/P3_2_walk_L.pkl");

  /** Bytes written by hand: a latin character stands for a byte. */
  private static Object read(String bytes) {
    return Pickle.read("by hand", bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void plainValues() {
    assertEquals(
        List.of(-2L, 255L, 65_535L, 0L, -129L, 1.5, true, false, "é"),
        read(
            "\u0080\u0002](J\u00fe\u00ff\u00ff\u00ffK\u00ffM\u00ff\u00ff\u008a\u0000\u008a\u0002\u007f\u00ff"
                + "G?\u00f8\u0000\u0000\u0000\u0000\u0000\u0000\u0088\u0089\u008c\u0002\u00c3\u00a9e."));
    assertEquals(
        Map.of("a", new Tuple(List.of(1L, 2L))),
        read("\u0080\u0004}\u0094\u008c\u0001aK\u0001K\u0002\u0086s."));
    Object same = read("\u0080\u0002]q\u0000(h\u0001e.".replace("h\u0001", "h\u0000"));
    assertTrue(((List<?>) same).get(0) == same, "a list that holds itself");
  }

  /** What a pickle made to do harm looks like; also under names that stand beside known ones. */
  @Test
  void otherNamesAreRefused() {
    String system = "\u0080\u0002cposix\nsystem\nX\u0002\u0000\u0000\u0000ls\u0085R.";
    DataException e = assertThrows(DataException.class, () -> read(system));
    assertTrue(e.getMessage().contains("posix.system, which is refused"), e.getMessage());
    for (String name : List.of("builtins eval", "numpy load", "pandas read_pickle", "os system")) {
      String[] parts = name.split(" ");
      String old = "\u0080\u0002c" + parts[0] + "\n" + parts[1] + "\n.";
      String stacked =
          "\u0080\u0004\u008c%c%s\u008c%c%s\u0093."
              .formatted(parts[0].length(), parts[0], parts[1].length(), parts[1]);
      assertThrows(DataException.class, () -> read(old), name);
      assertThrows(DataException.class, () -> read(stacked), name);
    }
  }

  @Test
  void brokenPicklesAreClearErrors() {
    for (String broken :
        List.of(
            "",
            "no pickle at all",
            "\u0080\u0001N.",
            "\u0080\u0002.",
            "\u0080\u0002(.",
            "\u0080\u0002t.",
            "\u0080\u0002NNe.",
            "\u0080\u0002NR.",
            "\u0080\u0002}]Ns.",
            "\u0080\u0002h\u0007.",
            "\u0080\u0002X\u00ff\u00ff\u00ff\u00ff.",
            "\u0080\u0004\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f.",
            "\u0080\u0002P0\n.",
            "\u0080\u0002(i__main__\nA\n.",
            "\u0080\u0005\u0097.")) {
      assertThrows(DataException.class, () -> read(broken), broken);
    }
  }

  /** Every truncation, and many changed bytes: read or refused, never another error. */
  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    byte[] whole = Files.readAllBytes(TRIAL);
    for (int length = 0; length < whole.length; length += 37) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(DataException.class, () -> Pickle.read("cut", cut));
    }
    Rng rng = Rng.of(3, "damage");
    int refused = 0;
    for (int trial = 0; trial < 5_000; trial++) {
      byte[] changed = whole.clone();
      // The numbers in the middle may hold anything; what is around them is the program.
      int at = rng.nextInt(2_400);
      changed[at < 200 ? at : whole.length - 2_400 + at] = (byte) rng.nextInt(256);
      try {
        Object read = Pickle.read("changed", changed);
        if (read instanceof Tuple triple && triple.items().size() == 3) {
          NumpyArray.of(triple.items().get(0));
          PandasTable.of(triple.items().get(1));
        }
      } catch (DataException e) {
        refused++;
      }
    }
    assertTrue(refused > 1_000, refused + " refused");
  }

  @Test
  void aTableOfEachTypeOfNumber() {
    Tuple triple = (Tuple) Pickle.read(TRIAL);
    PandasTable y = PandasTable.of(triple.items().get(1));
    assertEquals(
        List.of("Trial", "Stride_length", "Side", "Valid", "Step_time", "Count", "Velocity"),
        List.copyOf(y.columns().keySet()));
    assertArrayEquals(new double[] {2, 2, 2, 2}, y.columns().get("Trial"));
    assertArrayEquals(
        new double[] {Double.NaN, 101.5, 99.25, 134}, y.columns().get("Stride_length"));
    assertArrayEquals(new double[] {0, 1, 1, 1}, y.columns().get("Valid"));
    assertArrayEquals(new double[] {0, 0.5, 0.25, 0.75}, y.columns().get("Step_time"));
    assertArrayEquals(new double[] {0, 1, 2, 0x1p64 - 1024}, y.columns().get("Count"));
    assertTrue(Double.isNaN(y.columns().get("Side")[2]), "texts are no numbers");
    assertArrayEquals(new int[] {220, 9}, NumpyArray.of(triple.items().get(0)).shape());
    assertThrows(DataException.class, () -> PandasTable.of(triple.items().get(0)));
    assertThrows(DataException.class, () -> NumpyArray.of(triple.items().get(1)));
  }
}
