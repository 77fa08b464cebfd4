package elbolab.reproduce;

import elbolab.data.DataFolder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Threads of this process, each with a unit of its own. */
record Threads(int count, DataFolder folder) implements Workplace {
  private static final long SECONDS_TO_END = 60;

  /** A unit that was computed, that failed, or that another process has computed meanwhile. */
  private record Outcome(Unit unit, Optional<Computed> computed, String failure) {}

  Threads {
    if (count < 1) {
      throw new IllegalArgumentException("threads = " + count + ": at least 1");
    }
  }

  @Override
  public void compute(
      Recipe recipe, List<Unit> units, Ledger ledger, BiConsumer<Unit, String> failed) {
    Experiment experiment = recipe.experiment();
    ExecutorService pool = Executors.newFixedThreadPool(count, Threads::daemon);
    try {
      ExecutorCompletionService<Outcome> done = new ExecutorCompletionService<>(pool);
      units.forEach(unit -> done.submit(() -> outcome(experiment, unit, ledger)));
      for (int i = 0; i < units.size(); i++) {
        Future<Outcome> next = done.take();
        Outcome outcome = next.get();
        outcome.computed.ifPresent(ledger::keep);
        if (!outcome.failure.isEmpty()) {
          failed.accept(outcome.unit, outcome.failure);
        }
      }
    } catch (InterruptedException stopped) {
      throw new CancellationException("interrupted: " + experiment.title());
    } catch (ExecutionException broken) {
      throw new IllegalStateException(broken.getCause());
    } finally {
      end(pool);
    }
  }

  private Outcome outcome(Experiment experiment, Unit unit, Ledger ledger) {
    try {
      return ledger.isOpen(unit)
          ? new Outcome(unit, Optional.of(Computed.of(experiment, unit, folder)), "")
          : new Outcome(unit, Optional.empty(), "");
    } catch (RuntimeException failure) {
      return new Outcome(unit, Optional.empty(), failure.toString());
    }
  }

  /** Interrupts what still runs, and waits for it: nobody computes behind the caller's back. */
  private static void end(ExecutorService pool) {
    pool.shutdownNow();
    try {
      pool.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "elbolab-unit");
    thread.setDaemon(true);
    return thread;
  }
}
