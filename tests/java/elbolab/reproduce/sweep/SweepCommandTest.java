package elbolab.reproduce.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.DataFolder;
import elbolab.math.Rng;
import elbolab.reproduce.Main;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepCommandTest {
  private static final int KILLS = 8;

  /** 24 units, each of which takes a moment; those of the second rung go on from the first. */
  private static final String HALVING =
      """
      {"of": "beta-vae", "fixed": {"images": 300, "hidden": 8},
       "grid": {"beta": [0.5, 1, 2, 4], "latent": [1, 2, 3, 4]},
       "halving": {"budget": "epochs", "first": 1, "last": 2, "factor": 2},
       "best": "highest bound"}
      """;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... words) {
    out.reset();
    err.reset();
    PrintStream warned = new PrintStream(err, true, UTF_8);
    SweepCommand command =
        new SweepCommand(
            new DataFolder(List.of(), folder.resolve("data")),
            folder.resolve("made"),
            new PrintStream(out, true, UTF_8),
            warned);
    return Main.commandLine(command).setErr(new PrintWriter(warned, true)).execute(words);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text.replace('\'', '"').replace('~', '\n'));
  }

  /** The part of a result file that holds what was computed. */
  private static String content(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(0, text.indexOf(" \"runs\": ["));
  }

  @Test
  void aSecondRunComputesNothingAndAWiderGridOnlyWhatIsNew() throws IOException {
    String text =
        "{'of': 'hmc-inflation', 'grid': {'inflation': [1, 4]}, 'fixed': {'chains': 50},"
            + " 'best': 'lowest discrepancy'}";
    Path file = file("s.json", text);
    assertEquals(0, run(file.toString()));
    String table = out.toString(UTF_8);
    assertTrue(table.contains("**s: 2 settings, lowest discrepancy first**"), table);
    assertEquals(0, run(file.toString()));
    assertEquals(table, out.toString(UTF_8));
    assertEquals("", err.toString(UTF_8));
    String body = Files.readString(folder.resolve("made/s-quick/body.html"));
    assertEquals(2, body.split("data:image/png;base64,", -1).length - 1, "figures on the page");
    file("s.json", text.replace("4]", "4, 9]"));
    assertEquals(0, run(file.toString(), "--best", "highest acceptance"));
    assertTrue(err.toString(UTF_8).contains("s done, 1 of 1"), err.toString(UTF_8));
    assertTrue(out.toString(UTF_8).contains("3 settings, highest acceptance first"));
    assertEquals(0, run(file.toString(), "--dry-run"));
    assertTrue(out.toString(UTF_8).contains("3 settings, 3 units, 0 of them to run"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'of': 'beta-vae' 'grid': {}} | at line 1 column 20",
        "{'of': 'beta-vae',~ 'grid': {'beta': [1,, 2]}} | at line 2 column 23",
        "{'of': 'beta-vae', 'grid': {'beta': [1]} | at line 1 column 41",
        "{'of': 'beta-vae', 'grid': {'beta': [1]}} {} | s.json",
        "[] | where {...} should stand",
        "{'grid': {'beta': [1]}} | says not what it is a sweep of",
        "{'of': 'beta-vea', 'grid': {'beta': [1]}} | no experiment or model 'beta-vea'; nearest: beta-vae",
        "{'of': 'beta-vae', 'gird': {'beta': [1]}} | knows no 'gird'; nearest: grid",
        "{'of': 'beta-vae'} | needs either \"grid\" or \"random\"",
        "{'of': 'beta-vae', 'grid': {}} | an empty grid",
        "{'of': 'beta-vae', 'grid': {'beta': []}} | an empty grid: beta has no values",
        "{'of': 'beta-vae', 'grid': {'beta': 1}} | grid.beta: 1, where a list",
        "{'of': 'beta-vae', 'grid': {'beta': [null]}} | grid.beta: null, where a number",
        "{'of': 'beta-vae', 'grid': {'betta': [1]}} | no option 'betta'; nearest: beta",
        "{'of': 'beta-vae', 'grid': {'hidden': [0]}} | hidden=0: hidden = 0: must be at least 1",
        "{'of': 'hmc-posteriors', 'grid': {'drawws': [9]}} | no option 'drawws'; nearest: draws",
        "{'of': 'beta-vae', 'seeds': 0, 'grid': {'beta': [1]}} | seeds = 0",
        "{'of': 'beta-vae', 'seeds': 1.5, 'grid': {'beta': [1]}} | seeds: 1.5, where a whole number",
        "{'of': 'beta-vae', 'random': {'settings': 1000000, 'options': {'beta': {'uniform': [1, 2]}}}} | a random search of 1,000,000 settings",
        "{'of': 'beta-vae', 'random': {'settings': 5, 'options': {'beta': {'uniform': [2, 1]}}}} | the first must be the smaller one",
        "{'of': 'beta-vae', 'random': {'settings': 5, 'options': {'beta': {'normal': [2, 1]}}}} | nearest: ",
        "{'of': 'beta-vae', 'grid': {'beta': [1]}, 'best': 'small nll'} | say lowest or highest",
        "{'of': 'beta-vae', 'grid': {'beta': [1]}, 'name': '../x'} | letters, digits, points and dashes",
        "{'of': 'beta-vae', 'grid': {'beta': [1]}, 'data': ['mnits']} | no data set 'mnits'; nearest: mnist",
        "{'of': 'beta-vae', 'grid': {'beta': [1]}, 'data': ['mnist']} | environment/workbench data mnist",
      })
  void whatIsWrongWithAFileIsSaid(String text, String why) throws IOException {
    Path file = file("s.json", text);
    assertEquals(2, run(file.toString()), () -> err.toString(UTF_8));
    String said = err.toString(UTF_8);
    assertTrue(said.startsWith("workbench: ") && said.contains(why), said);
    assertEquals(1, said.lines().count(), said);
    assertFalse(Files.exists(folder.resolve("made")), "nothing is run for a wrong file");
  }

  @Test
  void aMillionSettingsAreRefusedAtOnce() throws IOException {
    StringBuilder thousand = new StringBuilder("1");
    for (int i = 2; i <= 1000; i++) {
      thousand.append(", ").append(i);
    }
    Path file =
        file(
            "s.json",
            "{'of': 'beta-vae', 'grid': {'beta': [%s], 'hidden': [%s]}}"
                .formatted(thousand, thousand));
    assertEquals(2, run(file.toString()));
    assertTrue(
        err.toString(UTF_8)
            .contains("1,000,000 settings (1,000 of beta × 1,000 of hidden), more than 10,000"),
        err.toString(UTF_8));
  }

  @Test
  void missingFilesAndWrongWordsAreNamed() throws IOException {
    assertEquals(2, run(folder.resolve("none.json").toString()));
    assertTrue(err.toString(UTF_8).contains("none.json: there is no such file"));
    assertEquals(2, run());
    assertTrue(err.toString(UTF_8).contains("sweep needs a file"));
    Path file = file("s.json", HALVING);
    assertEquals(2, run(file.toString(), "--threads", "0"));
    assertTrue(err.toString(UTF_8).contains("--threads 0"), err.toString(UTF_8));
    assertEquals(2, run(file.toString(), "--spark", "spark://127.0.0.1:1"));
    assertTrue(
        err.toString(UTF_8).contains("environment/workbench puts it there"), err.toString(UTF_8));
  }

  /** A sweep in a process of its own, for {@link #killedAtAnyMomentAndResumedGivesTheSameBits}. */
  public static final class Killed {
    private Killed() {}

    public static void main(String[] arguments) {
      Path made = Path.of(arguments[1]);
      SweepCommand command =
          new SweepCommand(new DataFolder(List.of(), made), made, System.out, System.err);
      System.out.println("begin");
      System.exit(Main.commandLine(command).execute(arguments[0]));
    }
  }

  @Test
  @Timeout(180)
  void killedAtAnyMomentAndResumedGivesTheSameBits() throws Exception {
    Path file = file("s.json", HALVING);
    assertEquals(0, run(file.toString(), "--threads", "1"));
    String content = content(folder.resolve("made/s-quick.json"));
    String said = out.toString(UTF_8);
    Rng moments = Rng.of(6, "moments");
    Set<Integer> resumedAt = new HashSet<>();
    long longest = 0; // of a wait, in milliseconds: two thirds of what the first run took
    int kills = 0;
    int ends = 0;
    while (kills < KILLS || ends < 2) {
      Path made = folder.resolve("killed" + ends);
      long wait = ends == 0 ? Long.MAX_VALUE : (long) (moments.nextDouble() * longest);
      Process child = start(file, made);
      try (BufferedReader reader = child.inputReader()) {
        assertEquals("begin", reader.readLine(), "the child did not start");
        long began = System.nanoTime();
        if (child.waitFor(kills < KILLS ? wait : Long.MAX_VALUE, TimeUnit.MILLISECONDS)) {
          List<String> lines = new ArrayList<>();
          for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
          }
          assertEquals(said.lines().toList(), lines);
          assertEquals(content, content(made.resolve("s-quick.json")));
          longest = Math.max(longest, (System.nanoTime() - began) / 1_500_000);
          ends++;
        } else {
          child.destroyForcibly().waitFor();
          kills++;
          Path kept = made.resolve("s-quick.json");
          resumedAt.add(Files.exists(kept) ? content(kept).split("\"seed\"").length - 1 : 0);
        }
      } finally {
        child.destroyForcibly();
      }
    }
    assertTrue(resumedAt.size() > 2, "killed at too few places: " + resumedAt);
  }

  private static Process start(Path file, Path made) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx400m",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            Killed.class.getName(),
            file.toString(),
            made.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
