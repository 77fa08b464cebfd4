package elbolab.tensor;

import java.util.Objects;

/** The backend on which new tensors are made. */
public final class Backends {
  private static volatile Backend standard = new CpuBackend();

  private Backends() {}

  public static Backend standard() {
    return standard;
  }

  public static void use(Backend backend) {
    standard = Objects.requireNonNull(backend);
  }
}
