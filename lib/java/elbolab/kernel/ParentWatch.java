package elbolab.kernel;

import java.util.Optional;

/**
 * Ends the kernel when the program that started it is gone, even by kill -9: Jupyter says which one
 * in JPY_PARENT_PID.
 */
final class ParentWatch {
  private static final long PERIOD_MS = 500;

  private ParentWatch() {}

  static void start(String parentPid) {
    if (parentPid == null || !parentPid.matches("[1-9][0-9]*")) {
      return;
    }
    Optional<ProcessHandle> parent = ProcessHandle.of(Long.parseLong(parentPid));
    boolean direct = parent.isPresent() && parent.equals(ProcessHandle.current().parent());
    Thread thread =
        new Thread(
            () -> {
              while (isThere(parent, direct)) {
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
  private static boolean isThere(Optional<ProcessHandle> parent, boolean direct) {
    return parent.isPresent()
        && parent.get().isAlive()
        && (!direct || parent.equals(ProcessHandle.current().parent()));
  }
}
