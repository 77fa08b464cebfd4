package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DataCommandTest {
  private static final byte[] FILE = new byte[400_000];

  static {
    Arrays.fill(FILE, (byte) 'x');
  }

  @TempDir Path cache;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** A catalogue with one data set, whose file a server at this address has. */
  private static List<DataSet> catalogue(Path scratch, String address) throws IOException {
    Path copy = Files.write(scratch.resolve("copy"), FILE);
    DataFile file = DataFile.of("letters/x.txt", FILE.length, FileDigest.of(copy), address);
    return List.of(
        new DataSet(
            "letters", "Letters", "none", "Tests.", "none", "", List.of(file), null, null, null));
  }

  /** The command in a process of its own: arguments are the cache and the server's address. */
  public static void main(String[] args) throws IOException {
    Path cache = Path.of(args[0]);
    DataCommand command =
        new DataCommand(
            new DataFolder(List.of(cache), cache),
            catalogue(cache, args[1]),
            System.out,
            System.err);
    System.exit(command.run(List.of("letters")));
  }

  private int run(String address, String... args) throws IOException {
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    DataFolder folder = new DataFolder(List.of(cache), cache);
    return new DataCommand(folder, catalogue(cache, address), outStream, errStream)
        .run(List.of(args));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void listsFetchesAndChecks() throws IOException {
    try (var server = new LoopbackServer((r, n, o) -> LoopbackServer.file(r, o, FILE, "a"))) {
      String address = server.at("/x").toString();
      assertEquals(0, run(address));
      assertTrue(said().contains("missing"), said());
      assertEquals(0, run(address, "letters"));
      assertTrue(said().contains("100 % 400.0 kB of 400.0 kB"), said());
      assertTrue(said().contains("x.txt: fetched, SHA-256"), said());
      assertEquals(0, run(address, "letters"));
      assertTrue(said().contains("x.txt: there, SHA-256 as expected"), said());
      Files.writeString(cache.resolve("letters/x.txt"), "damaged");
      assertEquals(1, run(address, "letters"));
      assertTrue(said().contains("Remove it to fetch it anew"), said());
    }
  }

  @Test
  void mistakesNameTheNearestRightWord() throws IOException {
    assertEquals(2, run("http://127.0.0.1:1/", "leters"));
    assertTrue(said().contains("No data set is called 'leters'; did you mean 'letters'?"), said());
    assertEquals(2, run("http://127.0.0.1:1/", "--accept"));
    assertTrue(said().contains("did you mean --accept-unknown-digest?"), said());
    assertEquals(0, run("http://127.0.0.1:1/", "--help"));
    assertTrue(said().contains("ELBOLAB_DATA"), said());
  }

  @Test
  void controlCKeepsWhatCameAndTheNextRunGoesOn() throws Exception {
    CountDownLatch halfSent = new CountDownLatch(1);
    LoopbackServer.Behaviour stops =
        (request, number, o) -> {
          if (number == 0) {
            LoopbackServer.cutOff(request, o, FILE, 200_000);
            halfSent.countDown();
            Thread.sleep(60_000);
          }
          LoopbackServer.file(request, o, FILE, "\"v1\"");
        };
    try (var server = new LoopbackServer(stops)) {
      String address = server.at("/x").toString();
      Process process = command(address).start();
      assertTrue(halfSent.await(40, TimeUnit.SECONDS));
      Path part = cache.resolve("letters/x.txt.part");
      while (!Files.exists(part) || Files.size(part) < 200_000) {
        Thread.sleep(20);
      }
      new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
      assertTrue(process.waitFor(10, TimeUnit.SECONDS));
      String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(said.contains("The same command goes on"), said);
      assertEquals(200_000, Files.size(part));

      assertEquals(0, run(address, "letters"));
      assertEquals(200_000, server.requests.get(1).from());
      assertArrayEquals(FILE, Files.readAllBytes(cache.resolve("letters/x.txt")));
    }
  }

  private ProcessBuilder command(String address) {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        DataCommandTest.class.getName(),
        cache.toString(),
        address);
  }

  @Test
  void theCatalogueIsSound() {
    assertEquals(28, Catalogue.all().size());
    for (DataSet set : Catalogue.all()) {
      assertEquals(set, Catalogue.find(set.name()));
      List<String> paths = set.files().stream().map(DataFile::path).toList();
      for (DataFile file : set.files()) {
        assertTrue(file.conversion() == Conversion.AS_IS || file.hasKnownDigest(), file.path());
        file.from().forEach(address -> URI.create(address.replace("%d", "0")));
      }
      for (KnownPictures pictures : set.pictures()) {
        assertEquals(pictures, Catalogue.pictures(pictures.name()));
        assertTrue(paths.containsAll(pictures.files()), pictures.name());
      }
      for (KnownTable table : set.tables()) {
        assertTrue(paths.containsAll(table.files()), table.name());
        List<String> columns = table.specs().stream().map(ColumnSpec::name).toList();
        assertTrue(columns.containsAll(table.targets()), table.name());
        assertEquals(columns.size(), Set.copyOf(columns).size(), table.name());
        assertEquals(table, Catalogue.table(table.name()));
      }
      for (KnownSeries series : set.series()) {
        assertTrue(paths.contains(series.file()), series.name());
        assertEquals(series, Catalogue.series(series.name()));
      }
    }
    assertTrue(
        assertThrows(DataException.class, () -> Catalogue.table("bostn"))
            .getMessage()
            .contains("No table is called 'bostn'; did you mean 'boston'?"));
  }

  @Test
  void everyFileThatIsThereHasTheCataloguesDigest() {
    DataFolder folder = RealData.folderWith("boston/boston.csv");
    int checked = 0;
    for (DataSet set : Catalogue.all()) {
      for (DataFile file : set.files()) {
        if (folder.find(file.path()).isPresent() && file.hasKnownDigest()) {
          assertEquals(file.sha256(), FileDigest.of(file, folder.file(file.path())), file.path());
          checked++;
        }
      }
    }
    assertTrue(checked > 0);
  }
}
