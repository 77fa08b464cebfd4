package elbolab.kernel;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Starts the kernel: {@code java … elbolab.kernel.Main CONNECTION_FILE}. */
public final class Main {
  private static final long PERIOD_MS = 500;

  private Main() {}

  /** Takes the path of the connection file that Jupyter wrote. */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    if (args.length != 1) {
      Console.log("Usage: java -cp CLASSPATH elbolab.kernel.Main CONNECTION_FILE");
      System.exit(2);
    }
    endWithParent(System.getenv("JPY_PARENT_PID"));
    KernelConnectionProperties address =
        KernelConnectionProperties.parse(Files.readString(Path.of(args[0])));
    new Kernel(address).start();
  }

  /**
   * Ends the kernel when the program that started it is gone, even by kill -9: Jupyter says which
   * one in JPY_PARENT_PID.
   */
  private static void endWithParent(String parentPid) {
    if (parentPid == null || !parentPid.matches("[1-9][0-9]*")) {
      return;
    }
    Optional<ProcessHandle> parent = ProcessHandle.of(Long.parseLong(parentPid));
    boolean direct = parent.isPresent() && parent.equals(ProcessHandle.current().parent());
    Thread thread =
        new Thread(
            () -> {
              while (parentIsThere(parent, direct)) {
                try {
                  Thread.sleep(PERIOD_MS);
                } catch (InterruptedException e) {
                  break;
                }
              }
              Runtime.getRuntime().halt(1);
            },
            "kernel-parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** A parent that nobody has waited for still counts as alive; but its children have a new one. */
  private static boolean parentIsThere(Optional<ProcessHandle> parent, boolean direct) {
    return parent.isPresent()
        && parent.get().isAlive()
        && (!direct || parent.equals(ProcessHandle.current().parent()));
  }
}
