package elbolab.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.device.DeviceBackend;
import elbolab.device.TestDevice;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients of every operation have the processor's bits on an OpenCL device. */
class DeviceBackendTest {
  private static DeviceBackend device;

  @BeforeAll
  static void needsADevice() {
    device = TestDevice.backend();
  }

  static List<OperationCase> cases() {
    return BitsTest.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sameBits(OperationCase operation) {
    List<float[]> values = operation.values(13);
    OperationCase.Result here = operation.run(new CpuBackend(), values);
    OperationCase.Result there = operation.run(device, values);
    assertEquals(here.shape(), there.shape());
    assertArrayEquals(bits(here.value()), bits(there.value()), "value");
    for (int i = 0; i < values.size(); i++) {
      assertArrayEquals(
          bits(here.gradients().get(i)), bits(there.gradients().get(i)), "gradient of input " + i);
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToIntBits(values[i]);
    return bits;
  }
}
