package elbolab.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.device.DeviceBackend;
import elbolab.device.StandIn;
import elbolab.device.TestDevice;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values and gradients of every operation have the processor's bits on an OpenCL device, and by
 * CUDA's driver, for which a stand-in passes the arguments that the kernels' PTX has on to OpenCL.
 */
class DeviceBackendTest {
  static List<OperationCase> cases() {
    return BitsTest.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sameBits(OperationCase operation) {
    compare(operation, TestDevice.backend());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sameBitsByCuda(OperationCase operation) {
    compare(operation, StandIn.backend());
  }

  private static void compare(OperationCase operation, DeviceBackend device) {
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
