package elbolab.kernel;

import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Stops the running cell. Blocking calls and the library's loops notice {@link Thread#interrupt};
 * for loops and methods written in cells {@link Checkpoints} adds a call of {@link #point}, because
 * since JDK 20 no thread can be stopped from outside.
 *
 * <p>The mark is set on the thread only while code of a cell runs. The compiler, which works on the
 * same thread, reads the class path through channels that an interrupt closes for good.
 */
public final class Interruption {
  private static final long PATIENCE_MS = 2_000;

  private static volatile boolean requested;
  private static Thread running;
  private static int cells;
  private static boolean cellRuns;

  private Interruption() {}

  /** Called by the code of cells, often: throws if the cell is to stop. */
  public static void point() {
    if (requested) {
      stop();
    }
  }

  /** Threads that a cell started for itself go on; those that share its work stop with it. */
  private static synchronized void stop() {
    Thread current = Thread.currentThread();
    if (current == running || current instanceof ForkJoinWorkerThread) {
      throw new Interrupted();
    }
  }

  static synchronized void beginCell() {
    cells++;
    cellRuns = true;
  }

  static synchronized void endCell() {
    cellRuns = false;
    requested = false;
  }

  static synchronized boolean isCellRunning() {
    return cellRuns;
  }

  static boolean isRequested() {
    return requested;
  }

  /** Code of the cell is about to run on the calling thread. */
  static synchronized void enter() {
    if (requested) {
      throw new Interrupted();
    }
    running = Thread.currentThread();
  }

  /** Code of the cell has ended; so has its mark. */
  static synchronized void leave() {
    running = null;
    boolean ignored = Thread.interrupted();
  }

  /** Stops the running cell, if there is one. */
  static synchronized void request() {
    if (!cellRuns) {
      return;
    }
    requested = true;
    if (running != null) {
      running.interrupt();
    }
    int cell = cells;
    Thread patience = new Thread(() -> complainIfDeaf(cell), "kernel-interrupt");
    patience.setDaemon(true);
    patience.start();
  }

  private static void complainIfDeaf(int cell) {
    try {
      Thread.sleep(PATIENCE_MS);
    } catch (InterruptedException e) {
      return;
    }
    synchronized (Interruption.class) {
      if (!cellRuns || cells != cell) {
        return;
      }
    }
    System.err.println(
        "The cell has not noticed the interrupt: the code that it calls does not look for one."
            + " Restart the kernel to stop it.");
  }

  /** Thrown in a cell that is to stop; an error, so that a cell does not catch it by accident. */
  static final class Interrupted extends Error {
    private static final long serialVersionUID = 1;
  }
}
