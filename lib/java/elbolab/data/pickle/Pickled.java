package elbolab.data.pickle;

import java.util.ArrayList;
import java.util.List;

/**
 * What a pickle holds beside numbers (Long, Double, Boolean), String, byte[], List, Map and null.
 */
public sealed interface Pickled {
  /** What to call an object in a message; its contents may be without end. */
  static String kind(Object object) {
    return object == null
        ? "None"
        : object instanceof Call call ? call.of().toString() : object.getClass().getSimpleName();
  }

  /** A tuple. */
  record Tuple(List<Object> items) implements Pickled {}

  /** The name of a class or function. */
  record Global(String module, String name) implements Pickled {
    @Override
    public String toString() {
      return module + "." + name;
    }
  }

  /** A call of a class or function that was not made: its arguments, then what was built in. */
  final class Call implements Pickled {
    private final Global of;
    private final List<Object> arguments;
    private final List<Object> states = new ArrayList<>();

    Call(Global of, List<Object> arguments) {
      this.of = of;
      this.arguments = arguments;
    }

    public Global of() {
      return of;
    }

    public List<Object> arguments() {
      return arguments;
    }

    /** What {@code __setstate__} would be given; most often one, or none. */
    public List<Object> states() {
      return states;
    }
  }
}
