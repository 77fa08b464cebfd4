package elbolab.reproduce;

import elbolab.data.DataFolder;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;

/** Where units are computed. */
public interface Workplace extends AutoCloseable {
  /**
   * Computes units, in any order. Each is kept on the calling thread as soon as it is done; one
   * that fails does not stop the others. An interrupt ends it with a CancellationException.
   *
   * @param failed is told the unit and what was the matter
   */
  void compute(Recipe recipe, List<Unit> units, Ledger ledger, BiConsumer<Unit, String> failed);

  @Override
  default void close() {}

  /** This process, which runs so many units at a time. */
  static Workplace here(int threads, DataFolder folder) {
    return new Threads(threads, folder);
  }

  /** A cluster at an address such as {@code spark://HOST:7077}. */
  static Workplace cluster(String master) {
    return ServiceLoader.load(Provider.class)
        .findFirst()
        .orElseThrow(
            () ->
                new UsageError(
                    "--spark %s: Spark is not on the class path of this process;".formatted(master)
                        + " environment/workbench puts it there"))
        .connect(master);
  }

  /** Connects to clusters; the one of Apache Spark is built by the Maven profile spark alone. */
  interface Provider {
    Workplace connect(String master);
  }
}
