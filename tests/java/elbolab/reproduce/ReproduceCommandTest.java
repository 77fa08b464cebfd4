package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.DataFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReproduceCommandTest {
  private static final String ID = "hhvaem-5.1/VAEM/bank";
  private static final ClaimMetric FAIR = ClaimMetric.of(ID, "fair", "one", "mean");
  private static final ClaimMetric FILE =
      ClaimMetric.of("hhvaem-5.1/VAEM/insurance", "from-file", "two", "mean");

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static List<Experiment> dice() {
    return List.of(
        DiceExperiment.at(Scale.PAPER, FAIR, FILE), DiceExperiment.at(Scale.QUICK, FAIR, FILE));
  }

  private int run(String... words) {
    out.reset();
    err.reset();
    PrintStream said = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream warned = new PrintStream(err, true, StandardCharsets.UTF_8);
    ReproduceCommand command =
        new ReproduceCommand(
            dice(),
            new DataFolder(List.of(), folder.resolve("data")),
            folder.resolve("made"),
            folder.resolve("committed"),
            said,
            warned);
    return Main.commandLine(command).setErr(new PrintWriter(warned, true)).execute(words);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void assertSaid(String... parts) {
    for (String part : parts) {
      assertTrue(said().contains(part), part + " in\n" + said());
    }
  }

  private Result made(Scale scale) {
    return ResultFile.read(folder.resolve("made/dice-" + scale + ".json"));
  }

  @Test
  void aClaimRunsOnlyTheUnitsThatAnswerIt() {
    assertEquals(0, run(ID));
    assertEquals(5, made(Scale.QUICK).units().size());
    assertSaid("| " + ID + " | 2.84 |", "NOT_COMPARABLE | quick scale", "1 claims: 0 REPRODUCED");
    assertEquals(0, run("dice"));
    assertEquals(10, made(Scale.QUICK).units().size());
    assertSaid("| fair | two |  | mean |", "| fair | one |  | constant | 0.100000 | 5 |");
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("dice/scores.txt is not there"));
  }

  @Test
  void paperScaleIsJudgedAndKeptApart() {
    assertEquals(0, run(ID, "--seeds", "3"));
    assertEquals(0, run(ID, "--scale", "paper", "--seeds", "8"));
    assertEquals(3, made(Scale.QUICK).units().size());
    assertEquals(8, made(Scale.PAPER).units().size());
    assertSaid("| DIFFERS | outside the tolerance |"); // 3.5 is not 2.84
    assertEquals(0, run(ID));
    assertSaid("DIFFERS"); // what was run at paper scale counts for more than quick results
  }

  @Test
  void goesOnWhereItStopped() {
    assertEquals(0, run("dice", "--seeds", "2"));
    Result two = made(Scale.QUICK);
    assertEquals(0, run("dice", "--seeds", "4"));
    Result four = made(Scale.QUICK);
    assertEquals(List.of(4, 4), four.runs().stream().map(Run::units).toList());
    assertTrue(four.units().containsAll(two.units()));
    assertEquals(0, run("dice", "--seeds", "4"));
    assertEquals(four, made(Scale.QUICK));
  }

  @Test
  void dryRunCountsUnitsAndTimeAndRunsNothing() {
    assertEquals(0, run("dice", "--seeds", "1"));
    assertEquals(0, run("dice", "--dry-run"));
    assertSaid(
        "| dice | fair | 10 | 2 | 8 | 16 s |",
        "| dice | from-file (not here) | 10 | 0 | 0 | dice/scores.txt is not there",
        "To run at quick scale: 16 s.",
        "All of it at quick scale: 40 s, of which 20 s on data that are not here.",
        "All of it at paper scale: 4 min, of which 2 min on data that are not here.",
        "Rate of dice: made up for tests");
    assertEquals(2, made(Scale.QUICK).units().size());
    assertEquals(0, run("all", "--dry-run"));
    assertSaid("| dice | fair | 10 | 2 | 8 | 16 s |"); // also units that answer no claim
    assertSaid("No experiment yet: deepdive-1 (12 of 12 claims)", "hhvaem-5.1 (48 of 50 claims)");
  }

  @Test
  void withoutWordsItListsTablesAndExperiments() {
    assertEquals(0, run());
    assertSaid(
        "| hhvaem-5.1 | hhvaem | 50 | 2 |", "| dice | 2 | fair, from-file | means of dice |");
    assertFalse(Files.exists(folder.resolve("made")));
  }

  @ParameterizedTest
  @CsvSource({
    "hhvaem-5.11, , nearest: hhvaem-5.1",
    "dicee, , nearest: dice",
    "deepdive-figure-33, , nearest: deepdive-figure-3",
    "dice, --scales, nearest: --scale",
    "dice, --scale=paper, nearest: --scale",
    "dice, --scale quik, nearest: quick",
    "dice, --scale, Missing required parameter for option '--scale'",
    "dice, --seeds 0, a whole number from 1 to 1000",
    "dice, --seeds many, a whole number from 1 to 1000",
    "dice, --datasets fare, nearest: fair",
    "hhvaem-5.2, --datasets fair, no experiment answers these claims yet",
  })
  void wrongWordsNameTheNearest(String id, String option, String expected) {
    String line = option == null ? id : id + " " + option;
    assertEquals(2, run(line.split(" ")));
    String answer = err.toString(StandardCharsets.UTF_8);
    assertTrue(answer.startsWith("workbench: ") && answer.contains(expected), answer);
    assertFalse(Files.exists(folder.resolve("made")), "nothing is run for wrong words");
  }

  @Test
  void figuresWithoutNumbersSayHowTheyAreDrawn() {
    assertEquals(0, run("thesis-figure-5.7"));
    assertSaid("figure 5.7 of HH-VAEM thesis prints no number", "environment/workbench run 30_hmc");
    assertFalse(Files.exists(folder.resolve("made")));
    assertEquals(0, run("thesis-figure-5.7", ID, "--seeds", "1"));
    assertEquals(1, made(Scale.QUICK).units().size());
  }

  @Test
  void whatFailsIsSaidAndTheRestIsRun() {
    assertEquals(1, run("dice", "--seeds", "14"));
    assertEquals(26, made(Scale.QUICK).units().size());
    assertTrue(
        err.toString(StandardCharsets.UTF_8).contains("one on fair, seed 13: "),
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void whatWasCommittedMustBeTheSameBits() throws IOException {
    assertEquals(0, run("dice", "--seeds", "2"));
    Path committed = folder.resolve("committed/dice-quick.json");
    Files.createDirectories(committed.getParent());
    Files.move(folder.resolve("made/dice-quick.json"), committed);
    assertEquals(0, run("dice", "--seeds", "3"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("4 of these units are in"));

    Result other = made(Scale.QUICK);
    List<UnitResult> changed =
        Stream.concat(
                other.units().stream().skip(1),
                Stream.of(
                    UnitResult.of(other.units().get(0).unit(), java.util.Map.of("mean", 3.0))))
            .toList();
    ResultFile.write(
        committed,
        new Result(
            other.experiment(),
            other.scale(),
            other.settings(),
            other.data(),
            changed,
            other.runs()));
    assertEquals(1, run("dice", "--seeds", "4"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("not what was committed"));
  }

  @Test
  void ofTwoResultsTheOneThatCoversMoreCounts() throws IOException {
    assertEquals(0, run(ID, "--seeds", "5", "--scale", "paper"));
    Files.createDirectories(folder.resolve("committed"));
    Files.move(folder.resolve("made/dice-paper.json"), folder.resolve("committed/dice-paper.json"));
    assertEquals(0, run(ID));
    assertSaid("DIFFERS");
    assertEquals(0, run("dice", "--seeds", "1", "--scale", "paper"));
    Results results = Results.load(folder.resolve("committed"), folder.resolve("made"));
    assertEquals(5, results.find("dice", Scale.PAPER).orElseThrow().units().size());
  }
}
