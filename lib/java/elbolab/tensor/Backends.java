package elbolab.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;

/**
 * The backend on which new tensors are made: that of the open tape if it names one, else the one
 * set here for all threads, which is the processor unless the variable ELBOLAB_BACKEND names
 * another one.
 */
public final class Backends {
  /** Names the backend to begin with. */
  public static final String VARIABLE = "ELBOLAB_BACKEND";

  private static final Backend CPU = new CpuBackend();

  /** Null until somebody asks: opening a device takes a while and may be refused. */
  private static volatile Backend standard;

  private Backends() {}

  public static Backend standard() {
    Tape tape = Workspace.current().tape;
    if (tape != null && tape.backend() != null) return tape.backend();
    Backend chosen = standard;
    return chosen != null ? chosen : begin();
  }

  private static synchronized Backend begin() {
    if (standard == null) {
      String name = System.getenv(VARIABLE);
      standard = name == null || name.isBlank() ? CPU : of(name.strip());
    }
    return standard;
  }

  public static void use(Backend backend) {
    standard = Objects.requireNonNull(backend);
  }

  /** Uses the backend of this name from now on, as {@link #of(String)} reads it. */
  public static void use(String name) {
    use(of(name));
  }

  /**
   * The backend of this name: "cpu", or one of another room, which is looked for only then;
   * "opencl:1" is the second device of "opencl".
   */
  public static Backend of(String name) {
    if (name.equals(CPU.name())) return CPU;
    int colon = name.indexOf(':');
    String kind = colon < 0 ? name : name.substring(0, colon);
    List<String> known = new ArrayList<>(List.of(CPU.name()));
    for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
      if (provider.name().equals(kind)) {
        return provider.open(colon < 0 ? "" : name.substring(colon + 1));
      }
      known.add(provider.name());
    }
    throw new IllegalArgumentException("no backend \"" + name + "\"; there are " + known);
  }
}
