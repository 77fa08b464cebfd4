package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Table;
import elbolab.hhvaem.Features;
import elbolab.hhvaem.HhVaem;
import elbolab.hhvaem.HhVaemOptions;
import elbolab.hhvaem.TrainingLengths;
import elbolab.math.Rng;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A model in which one column tells of the target and the other does not. */
class AcquireCommandTest {
  @TempDir static Path folder;

  private String out;
  private String err;

  /** y = near + a little noise; far is noise. */
  @BeforeAll
  static void train() throws IOException {
    StringBuilder text = new StringBuilder("near,far,y\n");
    Rng rng = Rng.of(1, "rows");
    for (int i = 0; i < 200; i++) {
      double near = rng.nextGaussian();
      double y = near + 0.2 * rng.nextGaussian();
      text.append("%.3f,%.3f,%.3f%n".formatted(near, rng.nextGaussian(), y));
    }
    Files.writeString(folder.resolve("train.csv"), text);
    Table table = Table.read(folder.resolve("train.csv")).withTargets("y");
    Features features = Features.byKind(table);
    HhVaem model = HhVaem.of(features, HhVaemOptions.vaem(2).hidden(32));
    model
        .fitting(features.encode(table), TrainingLengths.steps(600).marginalSteps(300).warmUp(50))
        .run();
    model.save(folder.resolve("model.safetensors"));
    Files.writeString(folder.resolve("mine.csv"), "near,far\n,\n0.5,\n,1\n0.5,1\n");
  }

  private int run(String... words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringWriter errors = new StringWriter();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    CommandLine line = Main.commandLine(new AcquireCommand(stream));
    int status = line.setErr(new PrintWriter(errors, true)).execute(words);
    out = bytes.toString(StandardCharsets.UTF_8);
    err = errors.toString();
    return status;
  }

  private int ask(String... more) {
    String[] words = new String[more.length + 2];
    words[0] = folder.resolve("model.safetensors").toString();
    words[1] = folder.resolve("mine.csv").toString();
    System.arraycopy(more, 0, words, 2, more.length);
    return run(words);
  }

  private List<String[]> lines() {
    return out.lines().map(line -> line.split(",", -1)).toList();
  }

  @Test
  void theColumnThatTellsIsNext() {
    assertEquals(0, ask(), err);
    List<String[]> lines = lines();
    assertEquals("row,next,gain", String.join(",", lines.get(0)));
    assertEquals("near", lines.get(1)[1]);
    assertEquals("far", lines.get(2)[1], "what is left");
    assertEquals("near", lines.get(3)[1]);
    assertEquals("4,,", String.join(",", lines.get(4)));
    double gain = Double.parseDouble(lines.get(1)[2]);
    double rest = Double.parseDouble(lines.get(2)[2]);
    assertTrue(gain > 0.3 && rest < 0.1, gain + " and " + rest);
  }

  @Test
  void pricesChangeWhatIsNext() {
    assertEquals(0, ask("--costs", "near=1000", "--samples", "200"), err);
    List<String[]> lines = lines();
    assertEquals("row,next,gain,cost,gain_per_cost", String.join(",", lines.get(0)));
    assertEquals("near", lines.get(3)[1]);
    assertEquals("1000", lines.get(3)[3]);
    double gain = Double.parseDouble(lines.get(3)[2]);
    assertEquals(gain / 1000, Double.parseDouble(lines.get(3)[4]), 1e-6);
    assertEquals("4,,,,", String.join(",", lines.get(4)));
  }

  @Test
  void anyColumnCanBeTheTarget() throws IOException {
    Path table = folder.resolve("other.csv");
    Files.writeString(table, "far,y\n,\n1,\n");
    String model = folder.resolve("model.safetensors").toString();
    assertEquals(0, run(model, table.toString(), "--target", "near", "--samples", "300"), err);
    assertEquals("y", lines().get(1)[1], "y tells of near as near of y");
    assertEquals("y", lines().get(2)[1]);
  }

  @ParameterizedTest
  @CsvSource({"neighbours", "gaussian", "histogram"})
  void everyRewardAgreesHere(String reward) {
    assertEquals(0, ask("--reward", reward, "--samples", "300"), err);
    assertEquals("near", lines().get(1)[1]);
  }

  @Test
  void aFileIsWrittenWhereItIsAskedFor() throws IOException {
    Path to = folder.resolve("next.csv");
    assertEquals(0, ask("--out", to.toString(), "--seed", "7"), err);
    assertEquals("", out);
    String written = Files.readString(to);
    assertEquals(0, ask("--seed", "7"), err);
    assertEquals(written, out);
  }

  @Test
  void aPolicyIsTheModelItsOptionsAndAPageThatReplays() throws IOException {
    Path to = folder.resolve("policy");
    String model = folder.resolve("model.safetensors").toString();
    String table = folder.resolve("train.csv").toString();
    String[] words = {model, table, "--export", to.toString(), "--samples", "100"};
    assertEquals(0, run(words), err);
    assertEquals(-1, Files.mismatch(Path.of(model), to.resolve("model.safetensors")));
    String options = Files.readString(to.resolve("policy.json"));
    assertTrue(options.contains("\"correction\": \"MILLER_MADOW\""), options);
    assertTrue(options.contains("\"samples\": 100"), options);
    String page = Files.readString(to.resolve("replay.html"));
    assertTrue(page.contains("\"target\":\"y\""), "the data are in the page");
    assertTrue(
        !page.contains("http://") || page.indexOf("http://") == page.indexOf("http://www.w3.org"));
    assertEquals(1, ask("--export", to.toString()), "no row of it has its target");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | --costs near | --costs near: expected name=PRICE",
        "2 | --costs near=0 | expected name=PRICE with a price above 0",
        "2 | --costs near=-1 | expected name=PRICE with a price above 0",
        "1 | --costs naer=3 | no such column can be obtained; nearest: 'near'",
        "2 | --reward histogramm | no reward 'histogramm'; nearest: histogram",
        "2 | --samples 0 | --samples 0: a whole number from 1 to 100,000",
        "2 | --sampels 3 | acquire has no option '--sampels'; nearest: --samples",
        "1 | --target z | the model knows no column 'z'; nearest: 'y'",
        "2 | more.csv | acquire needs a model and a table, these are 3 files",
      })
  void wrongWordsAreAnswered(int status, String words, String said) {
    assertEquals(status, ask(words.split(" ")), err);
    assertTrue(err.contains(said), err);
  }

  @Test
  void filesThatAreNotThereAreSaid() {
    String model = folder.resolve("model.safetensors").toString();
    assertEquals(1, run(model, folder.resolve("absent.csv").toString()), err);
    assertTrue(err.contains("absent.csv: no such file"), err);
    String table = folder.resolve("mine.csv").toString();
    assertEquals(1, run(folder.resolve("absent.safetensors").toString(), table), err);
    assertTrue(err.contains("absent.safetensors"), err);
    assertEquals(1, run(table, table), err);
    assertEquals(1, ask("--target", "near"), "the table has no y: " + err);
    assertTrue(err.contains("the model knows a column 'y' that is not there"), err);
  }
}
