package elbolab.math;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A small fixed pool of daemon threads that share the blocks of one task at a time with the thread
 * that asks. Which thread runs a block never matters to its result, so results do not depend on the
 * number of threads. {@code -Delbolab.threads=N} sets it; the default is the number of cores.
 */
public final class Workers {
  /** Work in numbered blocks that may run in any order and at the same time. */
  public interface Task {
    void run(int block);
  }

  // A worker looks for new work this long before it sleeps: waking a sleeping thread takes longer
  // than many whole tasks of a small model.
  private static final long LOOKING_NANOS = 50_000;
  private static final int LOOKS_PER_CLOCK = 64;

  private static final AtomicBoolean busy = new AtomicBoolean();
  private static volatile Pool pool;
  private static volatile int threads =
      Math.max(
          1, Integer.getInteger("elbolab.threads", Runtime.getRuntime().availableProcessors()));

  private Workers() {}

  /** How many threads work at once, the caller's included. */
  public static int threads() {
    return threads;
  }

  /** Sets how many threads work at once, the caller's included. */
  public static void useThreads(int count) {
    if (count < 1 || count > 1024) {
      throw new IllegalArgumentException("threads is " + count + "; it must be from 1 to 1024");
    }
    threads = count;
  }

  /**
   * Runs all blocks and returns when they are done. A task that is started while another one has
   * the pool, or from within one, runs in its own thread alone.
   */
  public static void run(int blocks, Task task) {
    if (blocks < 2 || threads == 1 || !busy.compareAndSet(false, true)) {
      for (int i = 0; i < blocks; i++) {
        task.run(i);
      }
      return;
    }
    try {
      Pool current = pool;
      if (current == null || current.helpers.length != threads - 1) {
        current = replace(current);
      }
      current.run(new Job(task, blocks));
    } finally {
      busy.set(false);
    }
  }

  private static Pool replace(Pool old) {
    if (old != null) {
      old.close();
    }
    return pool = new Pool(threads - 1);
  }

  /** One task on its way through the pool. */
  private static final class Job {
    final Task task;
    final int blocks;
    final AtomicInteger next = new AtomicInteger();
    final AtomicInteger left;
    volatile Throwable failure;

    Job(Task task, int blocks) {
      this.task = task;
      this.blocks = blocks;
      this.left = new AtomicInteger(blocks);
    }

    void work() {
      for (int i = next.getAndIncrement(); i < blocks; i = next.getAndIncrement()) {
        try {
          task.run(i);
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          left.decrementAndGet();
        }
      }
    }
  }

  private static final class Pool {
    final Helper[] helpers;
    volatile Job job;
    volatile boolean closed;

    Pool(int count) {
      helpers = new Helper[count];
      for (int i = 0; i < count; i++) {
        helpers[i] = new Helper(this, i + 1);
        helpers[i].start();
      }
    }

    void run(Job wanted) {
      job = wanted;
      int woken = Math.min(helpers.length, wanted.blocks - 1);
      for (int i = 0; i < woken; i++) {
        helpers[i].wake();
      }
      wanted.work();
      for (int looks = 0; wanted.left.get() > 0; looks++) {
        if (looks < 100_000) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
      }
      job = null;
      if (wanted.failure != null) {
        throw new IllegalStateException("a block of a parallel task failed", wanted.failure);
      }
    }

    void close() {
      closed = true;
      for (Helper helper : helpers) {
        LockSupport.unpark(helper);
      }
    }
  }

  private static final class Helper extends Thread {
    private final Pool pool;
    private volatile boolean asleep;
    private Job last;

    Helper(Pool pool, int number) {
      super("elbolab-worker-" + number);
      this.pool = pool;
      setDaemon(true);
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      while (!pool.closed) {
        Job job = look();
        if (job != null) {
          last = job;
          job.work();
        } else {
          sleep();
        }
      }
    }

    private Job look() {
      long start = System.nanoTime();
      do {
        for (int i = 0; i < LOOKS_PER_CLOCK; i++) {
          Job job = pool.job;
          if (job != null && job != last) {
            return job;
          }
          Thread.onSpinWait();
        }
      } while (System.nanoTime() - start < LOOKING_NANOS);
      return null;
    }

    private void sleep() {
      asleep = true;
      Job job = pool.job; // looked at again after the flag is up, so that no wake is missed
      if (!pool.closed && (job == null || job == last)) {
        LockSupport.park(this);
      }
      asleep = false;
    }
  }
}
