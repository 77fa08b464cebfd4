package elbolab.data.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.DataException;
import elbolab.data.DataFolder;
import elbolab.data.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials made up by tests/peers/gait_pickles.py in the format of the data set. */
class GaitMotionTest {
  private static final DataFolder MADE_UP =
      new DataFolder(List.of(Path.of("tests/peers")), Path.of("tests/peers"));

  @TempDir Path folder;

  @Test
  void theCommittedTrial() {
    List<GaitMotion.Trial> trials = GaitMotion.load(MADE_UP);
    assertEquals(1, trials.size());
    GaitMotion.Trial trial = trials.get(0);
    assertEquals(3, trial.subject());
    assertEquals(2, trial.trial());
    assertEquals('L', trial.side());
    check(trial);
  }

  /** Three swings from samples 40, 100 and 160; the walk ends with 199. */
  private static void check(GaitMotion.Trial trial) {
    assertEquals(GaitType.NORMAL, trial.type());
    assertArrayEquals(new double[] {1.015, 0.9925, 1.34}, trial.metres(), 1e-15);
    TimeSeries series = trial.recording().series();
    assertEquals(160, series.length());
    for (int t = 0; t < series.length(); t++) {
      for (int c = 0; c < 6; c++) {
        assertEquals(40 + t + c / 10.0, series.value(t, c), 0.0);
      }
    }
    StepLabel length = trial.recording().labels().get(1);
    assertEquals("stride length", length.name());
    assertEquals(14, length.classNames().size());
    assertEquals(10, length.classes()[0]);
    assertEquals(10, length.classes()[59]);
    assertEquals(9, length.classes()[60]);
    assertEquals(9, length.classes()[119]);
    assertEquals(13, length.classes()[120]);
    assertEquals(13, length.classes()[159]);
  }

  @Test
  void eachProtocolAndLayoutOfThisMachinesPython() throws Exception {
    PythonPeer.assume("pandas");
    PythonPeer.run("gait_pickles.py", folder.toString());
    for (int protocol = 2; protocol <= 5; protocol++) {
      for (String layout : List.of("rows", "columns", "old")) {
        String name = "P%d_1_%s_R.pkl".formatted(protocol, layout);
        check(GaitMotion.read(GaitType.NORMAL, folder.resolve(name)));
      }
    }
  }

  @Test
  void trialsAreCutIntoWindows() {
    List<Recording> recordings =
        GaitMotion.load(MADE_UP).stream().map(GaitMotion.Trial::recording).toList();
    ForecastData data =
        ForecastData.of(
            recordings,
            WindowOptions.of(WindowShape.following(20, 8)).with(BlockRatio.EIGHT_ONE_ONE));
    assertEquals(128 - 27, data.train().size());
    assertEquals(
        List.of("gait type", "stride length"),
        data.train().labels().stream().map(WindowLabel::name).toList());
  }

  @Test
  void errorsNameTheFileAndWhatIsMissing() throws IOException {
    DataFolder empty = new DataFolder(List.of(folder), folder);
    DataException nothing = assertThrows(DataException.class, () -> GaitMotion.load(empty));
    assertTrue(nothing.getMessage().contains("SyntheticGait stands in"), nothing.getMessage());

    Path file = folder.resolve("P1_1_L.pkl");
    Files.write(file, new byte[] {(byte) 0x80, 2, 'N', '.'});
    DataException none =
        assertThrows(DataException.class, () -> GaitMotion.read(GaitType.STROKE, file));
    assertTrue(none.getMessage().startsWith(file + ": expected a tuple"), none.getMessage());
  }
}
