package elbolab.tensor;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong shapes and values are refused by a sentence that names operation, shapes and names. */
class MismatchTest {
  private static final Tensor Z = Tensor.ones(100, 10).named("z");
  private static final Tensor W = Tensor.ones(12, 256).named("decoder.weight");
  private static final Tensor IMAGE = Tensor.ones(2, 3, 8, 8).named("image");

  private static Arguments refused(Runnable wrong, String... parts) {
    return Arguments.of(wrong, parts);
  }

  static Stream<Arguments> wrongs() {
    return Stream.of(
        refused(() -> Z.plus(W), "plus", "z [100, 10]", "decoder.weight [12, 256]"),
        refused(
            () -> Z.matmul(W), "matmul", "z [100, 10]", "decoder.weight [12, 256]", "10 and 12"),
        refused(() -> Z.linear(W, null), "linear", "z [100, 10]", "decoder.weight [12, 256]"),
        refused(() -> Tensor.ones(3, 12).linear(W, Z), "linear", "bias", "[256]"),
        refused(() -> Z.matmul(Tensor.scalar(1)), "matmul", "[100, 10]", "[]"),
        refused(() -> Z.reshape(7, 13), "reshape", "1000", "[7, 13]"),
        refused(() -> Z.reshape(-1, -1), "reshape", "only one"),
        refused(() -> Z.slice(1, 5, 12), "slice", "[5, 12)", "axis 1 of 10"),
        refused(() -> Z.sum(2), "axis 2", "[100, 10]"),
        refused(() -> Z.gather(0, 3, 100), "gather", "index 100", "axis 0 of 100"),
        refused(() -> Z.transpose(0, 0), "transpose", "[0, 0]", "once"),
        refused(() -> Z.expand(100, 20), "expand", "[100, 20]"),
        refused(() -> Tensor.concat(0, Z, W), "concat", "z [100, 10]", "but 0"),
        refused(() -> Z.crossEntropy(1, 2), "crossEntropy", "2 rows"),
        refused(() -> Tensor.ones(2, 3).crossEntropy(1, 3), "label 3 of row 1", "0 to 2"),
        refused(() -> Z.clamp(2, 1), "clamp", "2.0", "1.0"),
        refused(() -> Z.dropout(1, Rng.of(1, "x")), "dropout", "1.0", "below 1"),
        refused(() -> Convolutions.conv2d(IMAGE, IMAGE, Z, 1, 0), "conv2d", "bias", "[2]"),
        refused(() -> Convolutions.conv2d(IMAGE, IMAGE, null, 0, 0), "conv2d", "stride 0"),
        refused(() -> Convolutions.maxPool(IMAGE, 9, 1, 0), "9 × 9", "8 × 8"),
        refused(() -> Convolutions.maxPool(Z, 2, 2, 0), "maxPool", "z [100, 10]"),
        refused(() -> Recurrence.lstm(IMAGE, W, Z, Z), "lstm", "image", "z [100, 10]"),
        refused(() -> Recurrence.plain(IMAGE, W, Z), "rnn", "image", "z [100, 10]"),
        refused(() -> Tensor.of(new float[5], 2, 3), "5", "[2, 3]", "6"),
        refused(() -> Tensor.ones(1, 2, 3, 4, 5), "at most 4"),
        refused(() -> Tensor.ones(-1), "[-1]"),
        refused(() -> Tensor.ones(70_000, 70_000), "2^30"),
        refused(() -> Z.plus(Z.to(DoubleBackend.INSTANCE)), "cpu", "double", "to(backend)"));
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void saysWhatIsWrong(Runnable wrong, String[] parts) {
    String message = assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
    for (String part : parts) assertTrue(message.contains(part), part + " is not in: " + message);
  }
}
