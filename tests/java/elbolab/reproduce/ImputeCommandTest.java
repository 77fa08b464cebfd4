package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Column;
import elbolab.data.Table;
import elbolab.hhvaem.HhVaem;
import elbolab.math.Rng;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command says and writes for tables as readers have them. */
class ImputeCommandTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... words) {
    out.reset();
    err.reset();
    PrintStream said = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream warned = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Main.commandLine(new ImputeCommand(said, warned))
        .setErr(new PrintWriter(warned, true))
        .execute(words);
  }

  /** Trains as little as possible. */
  private int quick(Path file, String... more) {
    Stream<String> words =
        Stream.of(file.toString(), "--model-kind", "vaem", "--steps", "20", "--draws", "10");
    return run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
  }

  private void holds(ByteArrayOutputStream stream, String... parts) {
    String text = stream.toString(StandardCharsets.UTF_8);
    for (String part : parts) {
      assertTrue(text.contains(part), part + " in\n" + text);
    }
  }

  private void refused(int status, Path file, String... parts) {
    assertEquals(1, status, out + "\n" + err);
    holds(err, parts);
    assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("workbench: "), err.toString());
    assertFalse(Files.exists(ImputeCommand.beside(file, "-completed.csv")));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.csv"), text);
  }

  /** Two columns that belong together, with gaps, and a third of these cells. */
  private Path table(int rows, IntFunction<String> third) throws IOException {
    Rng rng = Rng.of(1, "table");
    return file(
        IntStream.range(0, rows)
            .mapToObj(
                i -> {
                  double x = rng.nextGaussian();
                  String first = rng.nextDouble() < 0.2 ? "" : "%.2f".formatted(x);
                  String second = rng.nextDouble() < 0.2 ? "?" : x > 0 ? "up" : "down";
                  return "%s,%s,%s\n".formatted(first, second, third.apply(i));
                })
            .collect(Collectors.joining("", "x,way,third\n", "")));
  }

  private Table completed() {
    return Table.read(folder.resolve("mine-completed.csv"));
  }

  @Test
  void gapsAreFilledAndTheRestStaysAsItWas() throws IOException {
    Path file = table(60, i -> i % 7 == 0 ? "\"two\nlines\"" : "remark " + i);
    assertEquals(0, quick(file));
    holds(
        out,
        "mine: 60 rows, 3 columns",
        "Left as it is: third (text that is no category)",
        "mine-completed.csv",
        "mine-completed-intervals.csv",
        "mine-completed.model.safetensors");
    Table before = Table.read(file);
    Table after = completed();
    assertEquals(0, after.columns().stream().mapToInt(Column::missing).sum());
    int filled = 0;
    for (Column column : before.columns()) {
      for (int row = 0; row < 60; row++) {
        String text = after.column(column.name()).text(row);
        filled += column.isMissing(row) ? 1 : 0;
        assertEquals(column.isMissing(row) ? text : column.text(row), text);
      }
    }
    holds(out, filled + " cells filled");
    Table told = Table.read(folder.resolve("mine-completed-intervals.csv"));
    assertEquals(filled, told.rows());
    for (int k = 0; k < filled; k++) {
      int row = Integer.parseInt(told.column("row").text(k)) - 1;
      String name = told.column("column").text(k);
      assertTrue(before.column(name).isMissing(row));
      assertEquals(after.column(name).text(row), told.column("guess").text(k));
    }
  }

  @Test
  void aStoredModelFillsAnotherFileWithoutTraining() throws IOException {
    Path file = table(60, i -> "" + i * i * 0.5);
    assertEquals(0, quick(file));
    byte[] first = Files.readAllBytes(folder.resolve("mine-completed.csv"));
    Path model = folder.resolve("mine-completed.model.safetensors");
    assertEquals(3, HhVaem.open(model).features().all().size());
    String[] again = {file.toString(), "--model", model.toString(), "--draws", "10", "--out"};
    Path second = folder.resolve("below/second.csv");
    List<String> words = new ArrayList<>(List.of(again));
    words.add(second.toString());
    assertEquals(0, run(words.toArray(String[]::new)), err.toString());
    assertFalse(err.toString(StandardCharsets.UTF_8).contains("alone"), "nothing is trained");
    assertEquals(new String(first, StandardCharsets.UTF_8), Files.readString(second));

    Path row = Files.writeString(folder.resolve("row.csv"), "third,more,way,x\n12,A,,\n");
    assertEquals(0, run(row.toString(), "--model", model.toString(), "--draws", "5"));
    holds(out, "Left as it is: more (not known to the model)", "2 cells filled");
    String line = Files.readAllLines(folder.resolve("row-completed.csv")).get(1);
    assertTrue(line.matches("12,A,(up|down),-?[0-9.]+"), line);

    Path unseen = Files.writeString(folder.resolve("unseen.csv"), "x,way,third\n,left,2\n");
    assertEquals(0, run(unseen.toString(), "--model", model.toString(), "--draws", "5"));
    holds(out, "Not known to the model: 'left' in way. They stay", "1 cells filled");
    String kept = Files.readAllLines(folder.resolve("unseen-completed.csv")).get(1);
    assertTrue(kept.matches("-?[0-9.]+,left,2"), kept);
    Path less = Files.writeString(folder.resolve("less.csv"), "x,wey\n1,up\n");
    refused(
        run(less.toString(), "--model", model.toString()),
        less,
        "the model knows a column 'way' that is not there; nearest: 'wey'");
    Path far = Files.writeString(folder.resolve("far.csv"), "x,way,third\n1e20,up,2\n");
    refused(run(far.toString(), "--model", model.toString()), far, "'x', row 1: ", "does not fit");
    assertEquals(2, run(file.toString(), "--model", model.toString(), "--steps", "3"));
    holds(err, "--steps with --model");
    refused(run(less.toString(), "--model", file.toString()), less, "no model: ");
  }

  @Test
  void aConstantIsItself() throws IOException {
    assertEquals(0, quick(table(40, i -> i % 5 == 0 ? "" : "7.5")));
    for (int row = 0; row < 40; row++) {
      assertEquals("7.5", completed().column("third").text(row));
    }
  }

  @Test
  void columnsThatNoModelCanUseAreLeftAsTheyAre() throws IOException {
    assertEquals(0, quick(table(40, i -> "")));
    holds(out, "Left as it is: third (no value in the training rows)");
    assertEquals(40, completed().column("third").missing());
    assertEquals(0, quick(table(40, i -> i % 4 == 0 ? "" : "2021-03-%02d".formatted(i % 28 + 1))));
    holds(out, "Left as it is: third (a date; declared as real");
    assertEquals(10, completed().column("third").missing());
    assertEquals(0, quick(table(40, i -> "Name " + i)));
    holds(out, "Left as it is: third (text that is no category)");
  }

  @Test
  void datesDeclaredAsNumbersAreFilledAsDates() throws IOException {
    Path file = table(40, i -> i % 4 == 0 ? "" : "2021-03-%02d".formatted(i % 28 + 1));
    assertEquals(0, quick(file, "--types", "third=real"), err.toString());
    assertEquals(0, completed().column("third").missing());
    assertTrue(completed().column("third").text(0).matches("2021-0[23]-\\d\\d"));
  }

  @Test
  void wrongTypesAndHugeNumbersAreRefusedWithTheirPlace() throws IOException {
    Path file = table(40, i -> i == 8 ? "12O" : i + ".5");
    refused(quick(file), file, "mine.csv:10, column 3 'third': expected a number", "'12O'");
    assertEquals(0, quick(file, "--types", "third=text"), "declared, it is read");
    Files.delete(folder.resolve("mine-completed.csv"));
    for (String huge : List.of("1e300", "-1e39")) {
      Path other = table(40, i -> i == 8 ? huge : i + ".5");
      refused(quick(other), other, "'third', row 9: ", "beyond 3.4e38");
    }
    Path beyond = table(40, i -> i == 8 ? "1e999" : i + ".5");
    refused(quick(beyond), beyond, "beyond the range of a double");
  }

  @Test
  void aNumberFarAwayIsPointedAt() throws IOException {
    assertEquals(0, quick(table(40, i -> i == 8 ? "999999" : "" + (30 + i % 23))));
    holds(out, "Look at third: 999999 is far from the others, of which half lie between 35 and 45");
    assertEquals(0, quick(table(80, i -> i == 8 ? "1" : "" + (40 + i % 6))));
    assertFalse(
        out.toString(StandardCharsets.UTF_8).contains("Look at"), "far in log(1 + x) alone");
  }

  @Test
  void filesThatAreNoTablesAreRefused() throws IOException {
    Path absent = folder.resolve("absent.csv");
    refused(run(absent.toString()), absent, "absent.csv: no such file");
    refused(run(file("").toString()), file(""), "found an empty file");
    refused(run(file("a,b\n").toString()), file("a,b\n"), "a header line and no rows");
    Path twice = file("a,b,a\n1,2,3\n");
    refused(run(twice.toString()), twice, "columns 1 and 3 are both called 'a'; rename one");
    refused(run(folder.toString()), folder, "cannot be read");
    Path one = file("a,b\n1,\n");
    refused(run(one.toString()), one, "1 rows to learn from, at least 10 are needed");
    Path texts = file("a\n" + "x1\nx2\nx3\nx4\nx5\n".repeat(1) + "y1\ny2\ny3\ny4\ny5\ny6\n");
    refused(run(texts.toString()), texts, "no column is left to learn from");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--types third=reel | no kind of column 'reel'; nearest: real",
        "--types third | --types third: expected name=KIND",
        "--model-kind hmcvaem | no model kind 'hmcvaem'; nearest: HMC-VAEM",
        "--steps 0 | --steps 0: a whole number from 1 to",
        "--draws many | --draws many: a whole number",
        "--seed -1 | --seed -1: a whole number",
        "--drawss 3 | impute has no option '--drawss'; nearest: --draws",
        "more.csv | impute takes one table, these are 2",
      })
  void wrongWordsAreAnsweredBeforeAnythingIsRead(String words, String said) {
    String[] all =
        Stream.concat(Stream.of("mine.csv"), Stream.of(words.split(" "))).toArray(String[]::new);
    assertEquals(2, run(all));
    holds(err, said);
  }

  @Test
  void namesThatAreNotThereAreAnsweredWithTheNearest() throws IOException {
    Path file = table(20, i -> i + ".5");
    refused(
        quick(file, "--types", "thrid=real"),
        file,
        "'thrid' is not among x, way, third",
        "nearest: third");
    refused(quick(file, "--target", "wy"), file, "the target 'wy' is not among", "nearest: way");
    assertEquals(2, run(), "no table");
    assertEquals(2, run(file.toString(), "--out", file.toString()));
    holds(err, "is the table itself");
    String inside = file.resolve("completed.csv").toString();
    refused(quick(file, "--out", inside), file, inside + ": cannot be written there");
  }

  @Test
  void aHundredThousandRowsTakeSeconds() throws IOException {
    Path file = table(100_000, i -> i % 3 + "." + i % 10);
    long start = System.nanoTime();
    assertEquals(0, quick(file));
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("100,000 rows of 3 columns, 10 draws: %.1f s%n", seconds);
    assertEquals(0, completed().columns().stream().mapToInt(Column::missing).sum());
    assertTrue(seconds < 120, seconds + " s");
  }
}
