package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.DataFolder;
import elbolab.show.Sheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The results in {@code data/results}. */
class CommittedResultsTest {
  private static final double LONGEST_SECONDS = 3;

  private static List<Result> committed() {
    List<Result> all = Results.loadCommitted().all();
    assertFalse(all.isEmpty());
    return all;
  }

  @Test
  void belongToExperimentsWithTheSettingsThatTheyHaveNow() {
    for (Result result : committed()) {
      Experiment experiment = Experiments.find(result.experiment(), result.scale()).orElseThrow();
      assertTrue(result.isOf(experiment), result.experiment() + ": " + result.settings());
      for (UnitResult unit : result.units()) {
        assertTrue(result.data().containsKey(unit.unit().dataSet()), unit.unit().toString());
      }
    }
  }

  /** Of each experiment the unit that takes least, run again here: other data are an error. */
  @Test
  void areWhatOneGetsHereToTheLastBit() {
    DataFolder folder = DataFolder.standard();
    int compared = 0;
    for (Result result : committed()) {
      Experiment experiment = Experiments.find(result.experiment(), result.scale()).orElseThrow();
      for (DataInput data : experiment.data()) {
        Optional<UnitResult> least =
            result.units().stream()
                .filter(unit -> unit.unit().dataSet().equals(data.name()))
                .min(Comparator.comparingDouble(unit -> experiment.seconds(unit.unit())));
        if (least.isPresent()
            && data.missing(folder).isEmpty()
            && experiment.seconds(least.get().unit()) < LONGEST_SECONDS) {
          Unit unit = least.get().unit();
          assertEquals(data.fingerprint(folder), result.data().get(data.name()));
          assertEquals(least.get(), UnitResult.of(unit, experiment.run(unit, folder)));
          compared++;
        }
      }
    }
    assertTrue(compared >= 4, compared + " units compared");
  }

  /** A run that has only begun has tables as well: of none, of one, of any number of units. */
  @Test
  void tablesAreMadeOfWhateverIsThere() {
    for (Result whole : committed()) {
      Experiment experiment = Experiments.find(whole.experiment(), whole.scale()).orElseThrow();
      int all = whole.units().size();
      for (int count : new int[] {0, 1, all / 3, all / 2, all - 1}) {
        Result begun =
            new Result(
                whole.experiment(),
                whole.scale(),
                whole.settings(),
                whole.data(),
                whole.units().subList(all - count, all),
                whole.runs());
        String name = whole.experiment() + ", the last units: " + count;
        for (Sheet sheet : assertDoesNotThrow(() -> experiment.findings(begun), name)) {
          assertFalse(sheet.toString().isBlank(), name);
        }
      }
    }
  }

  /** Figures can be read and are small enough for a page. */
  @Test
  void figuresCanBeShown() throws IOException {
    Path folder = Results.committed().resolve("figures");
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertTrue(file.toString().matches(".*-(paper|quick)\\.(png|gif)"), file.toString());
        assertTrue(Files.size(file) <= 200_000, file + ": " + Files.size(file) + " bytes");
        int least = file.toString().endsWith("gif") ? 300 : 400;
        assertTrue(new DrawnFigure(file).toImage().getWidth() >= least, file.toString());
      }
    }
  }
}
