package elbolab.reproduce.sweep;

import elbolab.data.DataFolder;
import elbolab.math.Workers;
import elbolab.reproduce.Computed;
import elbolab.reproduce.Ledger;
import elbolab.reproduce.Result;
import elbolab.reproduce.Unit;
import elbolab.reproduce.Workplace;
import elbolab.show.Display;
import elbolab.show.Live;
import elbolab.show.ProgressLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A sweep in a notebook: its results are in memory, and shown while they come. */
final class SweepRun implements Ledger {
  private static final long PAUSE = 1_000_000_000L;

  private final Sweep sweep;
  private final SweepExperiment experiment;
  private final DataFolder folder;
  private final int threads;
  private final boolean isLive;
  private final Set<Unit> failed = new HashSet<>();
  private volatile Result result;
  private ProgressLine progress;
  private Live place;
  private long shown;

  SweepRun(Sweep sweep, DataFolder folder, int threads, boolean isLive) {
    this.sweep = sweep;
    this.experiment = sweep.experiment();
    this.folder = folder;
    this.threads = threads;
    this.isLive = isLive;
    result = Result.of(experiment);
  }

  /** Units run side by side, each on a core of its own. */
  Outcomes run() {
    List<String> failures = new ArrayList<>();
    int before = Workers.threads();
    Workers.useThreads(1);
    try (Workplace here = Workplace.here(threads, folder)) {
      for (List<Unit> open = sweep.open(result, failed);
          !open.isEmpty();
          open = sweep.open(result, failed)) {
        try (ProgressLine line = ProgressLine.of(experiment.id(), open.size())) {
          progress = line;
          here.compute(
              () -> experiment,
              open,
              this,
              (unit, why) -> {
                failed.add(unit);
                failures.add("%s: %s".formatted(unit, why));
                line.step();
              });
        }
      }
    } finally {
      Workers.useThreads(before);
    }
    failures.forEach(failure -> Display.say("%s", "Failed: " + failure));
    show(true);
    return outcomes();
  }

  private Outcomes outcomes() {
    return new Outcomes(sweep, experiment, result);
  }

  @Override
  public boolean isOpen(Unit unit) {
    return true;
  }

  @Override
  public void keep(Computed computed) {
    result = computed.addedTo(result);
    show(false);
    progress.step();
  }

  private void show(boolean last) {
    if (isLive && (last || System.nanoTime() - shown > PAUSE)) {
      place = place == null ? Display.live() : place;
      place.show(outcomes().responses());
      shown = System.nanoTime();
    }
  }
}
