package elbolab.nd4j;

import elbolab.tensor.Backend;
import elbolab.tensor.BackendProvider;

/** Makes {@code Backends.use("nd4j")} work. */
public final class Nd4jProvider implements BackendProvider {
  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public Backend open(String which) {
    return new Nd4jBackend();
  }
}
