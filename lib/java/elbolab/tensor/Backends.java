package elbolab.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;

/**
 * The backend on which new tensors are made: that of the open tape if it names one, else the one
 * set here for all threads.
 */
public final class Backends {
  private static final Backend CPU = new CpuBackend();
  private static volatile Backend standard = CPU;

  private Backends() {}

  public static Backend standard() {
    Tape tape = Workspace.current().tape;
    return tape == null || tape.backend() == null ? standard : tape.backend();
  }

  public static void use(Backend backend) {
    standard = Objects.requireNonNull(backend);
  }

  /**
   * Uses the backend of this name: "cpu", or one of another room, which is looked for only then.
   */
  public static void use(String name) {
    if (name.equals("cpu")) {
      use(CPU);
      return;
    }
    List<String> known = new ArrayList<>(List.of("cpu"));
    for (Backend backend : ServiceLoader.load(Backend.class)) {
      if (backend.name().equals(name)) {
        use(backend);
        return;
      }
      known.add(backend.name());
    }
    throw new IllegalArgumentException("no backend \"" + name + "\"; there are " + known);
  }
}
