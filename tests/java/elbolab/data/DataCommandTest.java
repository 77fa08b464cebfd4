package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
    DataFile file =
        DataFile.of(
            "letters/x.txt",
            FILE.length,
            FileDigest.of(copy),
            new Source.Download(List.of(URI.create(address)), new Conversion.AsIs()));
    return List.of(new DataSet("letters", "Letters", "none", "Tests.", "none", "", List.of(file)));
  }

  /** The command in a process of its own: arguments are the cache and the server's address. */
  public static void main(String[] args) throws IOException {
    Path cache = Path.of(args[0]);
    DataCommand command =
        new DataCommand(
            new DataFolder(List.of(cache), cache),
            new Download(Download.Options.DEFAULT),
            catalogue(cache, args[1]),
            System.out,
            System.err);
    System.exit(command.run(List.of("letters")));
  }

  private int run(String address, String... args) throws IOException {
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    DataFolder folder = new DataFolder(List.of(cache), cache);
    Download download = new Download(Download.Options.DEFAULT);
    return new DataCommand(folder, download, catalogue(cache, address), outStream, errStream)
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
    for (DataSet set : Catalogue.all()) {
      assertEquals(set, Catalogue.find(set.name()));
      for (DataFile file : set.files()) {
        boolean converted =
            file.source() instanceof Source.Download download
                && !(download.conversion() instanceof Conversion.AsIs);
        assertTrue(!converted || file.sha256().isPresent(), file.path());
      }
    }
  }

  @Test
  void everyFileThatIsThereHasTheCataloguesDigest() {
    DataFolder folder = RealData.folderWith("boston/boston.csv");
    int checked = 0;
    for (DataSet set : Catalogue.all()) {
      for (DataFile file : set.files()) {
        if (folder.find(file.path()).isPresent() && file.sha256().isPresent()) {
          assertEquals(
              file.sha256().get(), FileDigest.of(file, folder.file(file.path())), file.path());
          checked++;
        }
      }
    }
    assertTrue(checked > 0);
  }
}
