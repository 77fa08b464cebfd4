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
  private static volatile boolean requested;
  private static Thread running;

  private Interruption() {}

  /** Called by the code of cells, often: throws if the cell is to stop. */
  public static void point() {
    if (requested) {
      stop();
    }
  }

  /** Threads that a cell started for itself go on; those that share its work stop with it. */
  private static void stop() {
    Thread current = Thread.currentThread();
    if (current == running() || current instanceof ForkJoinWorkerThread) {
      throw new Interrupted();
    }
  }

  static synchronized void enter() {
    if (requested) {
      throw new Interrupted();
    }
    running = Thread.currentThread();
  }

  static synchronized void leave() {
    running = null;
    Thread.interrupted();
  }

  /** The cell is at its end, and a request that came too late with it. */
  static synchronized void clear() {
    requested = false;
  }

  static boolean isRequested() {
    return requested;
  }

  /** Marks the cell as interrupted, and its thread too if it is in the cell's own code. */
  static synchronized void request() {
    requested = true;
    if (running != null) {
      running.interrupt();
    }
  }

  private static synchronized Thread running() {
    return running;
  }

  /** Thrown in a cell that is to stop; an error, so that a cell does not catch it by accident. */
  static final class Interrupted extends Error {
    private static final long serialVersionUID = 1;
  }
}
