package elbolab.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.nd4j.Nd4jBackend;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients of every operation on ND4J's arrays equal ours. */
class Nd4jBackendTest {
  private static final double TOLERANCE = 4e-6;
  private static final Backend ND4J = new Nd4jBackend();

  static List<OperationCase> cases() {
    return OperationCases.all().toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agrees(OperationCase operation) {
    List<float[]> values = operation.values(12);
    OperationCase.Result ours = operation.run(new CpuBackend(), values);
    OperationCase.Result theirs = operation.run(ND4J, values);
    assertEquals(theirs.shape(), ours.shape());
    assertClose(theirs.value(), ours.value(), "value");
    for (int i = 0; i < values.size(); i++) {
      assertClose(theirs.gradients().get(i), ours.gradients().get(i), "gradient of input " + i);
    }
  }

  private static void assertClose(float[] expected, float[] obtained, String what) {
    double scale = 1e-3;
    for (float x : expected) if (Float.isFinite(x)) scale = Math.max(scale, Math.abs(x));
    for (int i = 0; i < expected.length; i++) {
      if (expected[i] == obtained[i]) continue;
      double off = Math.abs((double) expected[i] - obtained[i]) / scale;
      assertTrue(off <= TOLERANCE, what + " off by " + off + " at " + i);
    }
  }
}
