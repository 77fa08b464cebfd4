package elbolab.reproduce;

import elbolab.data.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs units of an experiment, and writes the result file after each: a run that is killed at any
 * moment loses the unit that it was at. Several processes may fill one file.
 */
public final class Reproduction implements Ledger {
  private final Experiment experiment;
  private final DataFolder folder;
  private final Path file;
  private final String began = Instant.now().toString();
  private final SortedMap<String, Double> training = new TreeMap<>();
  private double seconds;
  private int finished;

  public Reproduction(Experiment experiment, DataFolder folder, Path file) {
    this.experiment = experiment;
    this.folder = folder;
    this.file = file;
  }

  /** What is in the file; nothing of another experiment, other settings or a damaged file. */
  public Result soFar() {
    Result none = Result.of(experiment);
    if (!Files.exists(file)) {
      return none;
    }
    try {
      return none.merge(ResultFile.read(file));
    } catch (ResultException problem) {
      throw new ResultException(
          "%s. %s is left as it is; move it away to start anew"
              .formatted(problem.getMessage(), file));
    }
  }

  /** Runs a unit unless the file has it: from before, or by another process meanwhile. */
  void run(Unit unit) {
    if (isOpen(unit)) {
      keep(Computed.of(experiment, unit, folder));
    }
  }

  @Override
  public boolean isOpen(Unit unit) {
    return soFar().find(unit).isEmpty();
  }

  @Override
  public synchronized void keep(Computed computed) {
    seconds += computed.seconds();
    finished++;
    if (Double.isFinite(computed.training())) {
      training.put(computed.unit().toString(), rounded(computed.training()));
    }
    add(computed.result(), computed.fingerprint());
  }

  /** To milliseconds. */
  private static double rounded(double seconds) {
    return Math.round(1e3 * seconds) / 1e3;
  }

  /** Reads, adds and writes behind a lock, so that no process overwrites what another added. */
  private void add(UnitResult done, String digest) {
    Path lock = file.resolveSibling(".lock");
    try {
      Files.createDirectories(lock.toAbsolutePath().getParent());
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        Run run = Run.here(began, rounded(seconds), finished, training);
        ResultFile.write(file, soFar().with(done, digest, run));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(lock + " cannot be written: " + failed, failed);
    }
  }
}
