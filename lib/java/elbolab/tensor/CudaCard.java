package elbolab.tensor;

import java.util.Map;
import java.util.Properties;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The compute capability of an NVIDIA card and whether ND4J's CUDA build can drive it. That build,
 * nd4j-cuda-11.6 1.0.0-M2.1, holds machine code for 3.7 to 8.6 and no PTX, the intermediate code
 * from which a driver could make machine code for a newer card. Code for 8.6 runs on 8.9.
 */
record CudaCard(String name, int major, int minor) {
  private static final int OLDEST = 37;
  private static final int NEWEST = 89;

  /** Checks all cards that ND4J sees, if it is its CUDA build that is on the class path. */
  static void checkIfAny() {
    if (!Nd4j.getExecutioner().getClass().getName().contains("Cuda")) return;
    Properties found = Nd4j.getExecutioner().getEnvironmentInformation();
    Object cards = found.get(Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY);
    if (!(cards instanceof Iterable<?> list)) return;
    for (Object card : list) of((Map<?, ?>) card).check();
  }

  private static CudaCard of(Map<?, ?> card) {
    return new CudaCard(
        String.valueOf(card.get(Nd4jEnvironment.CUDA_DEVICE_NAME_KEY)),
        ((Number) card.get(Nd4jEnvironment.CUDA_DEVICE_MAJOR_VERSION_KEY)).intValue(),
        ((Number) card.get(Nd4jEnvironment.CUDA_DEVICE_MINOR_VERSION_KEY)).intValue());
  }

  /** Refuses a card that the build has no machine code for. */
  void check() {
    int capability = 10 * major + minor;
    if (capability >= OLDEST && capability <= NEWEST) return;
    throw new UnsupportedOperationException(
        String.format(
            "%s has compute capability %d.%d: ND4J's CUDA build (nd4j-cuda-11.6 1.0.0-M2.1) holds"
                + " machine code for 3.7 to 8.6, which also runs on 8.9, and no PTX that a driver"
                + " could translate for another card. Use the cpu backend, which needs no card, or a"
                + " card of capability 3.7 to 8.9.",
            name, major, minor));
  }
}
