package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server that cuts, stalls, lies or is busy: the right file, or nothing. */
@Timeout(60)
class DownloadTest {
  static final byte[] FILE = bytes(300_000, 1);
  static final Download.Options IMPATIENT =
      new Download.Options(Duration.ofSeconds(5), Duration.ofSeconds(2), 3, Duration.ofMillis(5));

  @TempDir Path cache;

  static byte[] bytes(int count, long seed) {
    Rng rng = Rng.of(seed, "file");
    byte[] made = new byte[count];
    for (int i = 0; i < count; i++) {
      made[i] = (byte) rng.nextInt(256);
    }
    return made;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static DataFile file(URI... mirrors) {
    return DataFile.of(
        "set/file.bin",
        FILE.length,
        sha256(FILE),
        Arrays.stream(mirrors).map(URI::toString).toArray(String[]::new));
  }

  Path fetch(DataFile file) {
    return fetch(file, false);
  }

  Path fetch(DataFile file, boolean accept) {
    return new Download(cache, IMPATIENT, (done, total) -> {}).fetch(file, accept);
  }

  String failure(DataFile file) {
    return assertThrows(DataException.class, () -> fetch(file)).getMessage();
  }

  List<String> left() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).map(p -> p.getFileName().toString()).toList();
    }
  }

  @Test
  void aWholeFileArrivesWithProgressAndNothingBesideIt() throws IOException {
    try (var server = new LoopbackServer((r, n, out) -> LoopbackServer.file(r, out, FILE, "a"))) {
      long[] seen = new long[2];
      Download.Progress progress =
          (done, total) -> {
            assertTrue(done >= seen[0]);
            seen[0] = done;
            seen[1] = total;
          };
      Path got = new Download(cache, IMPATIENT, progress).fetch(file(server.at("/f")), false);
      assertArrayEquals(FILE, Files.readAllBytes(got));
      assertArrayEquals(new long[] {FILE.length, FILE.length}, seen);
      assertEquals(List.of("file.bin"), left());
    }
  }

  @Test
  void aDownloadThatIsCutOffGoesOnWhereItStopped() throws IOException {
    LoopbackServer.Behaviour cutsTwice =
        (request, number, out) -> {
          if (number < 2) {
            LoopbackServer.cutOff(request, out, FILE, 100_000);
          } else {
            LoopbackServer.file(request, out, FILE, "\"v1\"");
          }
        };
    try (var server = new LoopbackServer(cutsTwice)) {
      assertArrayEquals(FILE, Files.readAllBytes(fetch(file(server.at("/f")))));
      List<Integer> from = server.requests.stream().map(LoopbackServer.Request::from).toList();
      assertEquals(List.of(0, 100_000, 200_000), from);
    }
  }

  @Test
  void aServerThatStallsIsLeftAndTheNextRunResumes() throws IOException {
    LoopbackServer.Behaviour stalls =
        (request, number, out) -> {
          LoopbackServer.cutOff(request, out, FILE, 10_000);
          Thread.sleep(20_000);
        };
    try (var server = new LoopbackServer(stalls)) {
      long start = System.nanoTime();
      String message = failure(file(server.at("/f")));
      assertTrue(message.contains("nothing arrived for 2.0 s"), message);
      assertTrue(message.contains("30,000 bytes have arrived and are kept"), message);
      assertTrue(System.nanoTime() - start < 25e9, "three waits of 2 s");
    }
    assertTrue(left().contains("file.bin.part"));
    try (var good =
        new LoopbackServer((r, n, out) -> LoopbackServer.file(r, out, FILE, "\"v1\""))) {
      assertArrayEquals(FILE, Files.readAllBytes(fetch(file(good.at("/f")))));
      assertEquals(30_000, good.requests.get(0).from());
    }
    assertEquals(List.of("file.bin"), left());
  }

  @Test
  void aServerThatNeverAnswersIsLeft() throws IOException {
    try (var server = new LoopbackServer((r, n, out) -> Thread.sleep(20_000))) {
      String message = failure(file(server.at("/f")));
      assertTrue(message.contains("nothing arrived for 2.0 s"), message);
      assertEquals(List.of(), left());
    }
  }

  @Test
  void aServerThatIgnoresRangesSendsItAllAgain() throws IOException {
    LoopbackServer.Behaviour ignores =
        (request, number, out) -> {
          LoopbackServer.head(out, "200 OK", "Content-Length: " + FILE.length);
          out.write(FILE, 0, number == 0 ? 200_000 : FILE.length);
        };
    try (var server = new LoopbackServer(ignores)) {
      assertArrayEquals(FILE, Files.readAllBytes(fetch(file(server.at("/f")))));
      assertEquals(200_000, server.requests.get(1).from());
    }
  }

  @Test
  void aBusyServerIsAskedAgain() throws IOException {
    LoopbackServer.Behaviour busy =
        (request, number, out) -> {
          if (number < 2) {
            LoopbackServer.head(out, "503 Service Unavailable", "Content-Length: 0");
          } else {
            LoopbackServer.file(request, out, FILE, "a");
          }
        };
    try (var server = new LoopbackServer(busy)) {
      assertArrayEquals(FILE, Files.readAllBytes(fetch(file(server.at("/f")))));
    }
    try (var server =
        new LoopbackServer(
            (r, n, out) -> LoopbackServer.head(out, "503 No", "Content-Length: 0"))) {
      Files.delete(cache.resolve("set/file.bin"));
      assertTrue(failure(file(server.at("/f"))).contains("the server answers 503"));
      assertEquals(3, server.requests.size(), "attempts are bounded");
    }
  }

  @Test
  void aStalePartOfAnotherVersionIsFetchedAnew() throws IOException {
    Files.createDirectories(cache.resolve("set"));
    for (int stale : new int[] {1000, FILE.length, FILE.length + 5}) {
      Files.write(cache.resolve("set/file.bin.part"), bytes(stale, 9));
      try (var server = new LoopbackServer((r, n, out) -> LoopbackServer.file(r, out, FILE, "a"))) {
        assertArrayEquals(FILE, Files.readAllBytes(fetch(file(server.at("/f")))));
        assertEquals(List.of("file.bin"), left());
        Files.delete(cache.resolve("set/file.bin"));
      }
    }
  }

  @Test
  void anInterruptEndsItAndKeepsWhatCame() throws Exception {
    LoopbackServer.Behaviour slow =
        (request, number, out) -> {
          LoopbackServer.cutOff(request, out, FILE, 50_000);
          Thread.sleep(20_000);
        };
    try (var server = new LoopbackServer(slow)) {
      Download.Options patient =
          new Download.Options(
              Duration.ofSeconds(2), Duration.ofSeconds(20), 3, Duration.ofMillis(5));
      Thread me = Thread.currentThread();
      Download download =
          new Download(
              cache,
              patient,
              (done, total) -> {
                if (done == 50_000) {
                  me.interrupt();
                }
              });
      DataException e =
          assertThrows(DataException.class, () -> download.fetch(file(server.at("/f")), false));
      assertTrue(e.getMessage().contains("what has arrived is kept"), e.getMessage());
      assertTrue(Thread.interrupted(), "the interrupt is passed on");
      assertEquals(50_000, Files.size(cache.resolve("set/file.bin.part")));
      assertFalse(Files.exists(cache.resolve("set/file.bin")));
    }
  }

  @Test
  void theFileKeepsItsBytesUnderRandomCuts() throws IOException {
    Rng rng = Rng.of(5, "cuts");
    for (int round = 0; round < 20; round++) {
      LoopbackServer.Behaviour cuts =
          (request, number, out) -> {
            int rest = FILE.length - request.from();
            LoopbackServer.cutOff(request, out, FILE, Math.min(rest, 66_000 + rng.nextInt(90_000)));
          };
      try (var server = new LoopbackServer(cuts)) {
        Path got = fetch(file(server.at("/f")));
        assertTrue(Arrays.equals(FILE, Files.readAllBytes(got)));
        Files.delete(got);
      }
    }
  }

  @Test
  void wrongBytesAreAnErrorAndLeaveNothing() throws IOException {
    byte[] wrong = bytes(FILE.length, 2);
    try (var server = new LoopbackServer((r, n, out) -> LoopbackServer.file(r, out, wrong, "a"))) {
      String message = failure(file(server.at("/f")));
      assertTrue(message.contains(sha256(FILE)) && message.contains(sha256(wrong)), message);
      assertEquals(List.of(), left());
    }
  }

  @Test
  void aMissingFileIsNotTriedAgainButTheNextMirrorIs() throws IOException {
    LoopbackServer.Behaviour half =
        (request, number, out) -> {
          if (request.path().equals("/gone")) {
            LoopbackServer.head(out, "404 Not Found", "Content-Length: 4");
            out.write("gone".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
          } else {
            LoopbackServer.file(request, out, FILE, "a");
          }
        };
    try (var server = new LoopbackServer(half)) {
      String message = failure(file(server.at("/gone")));
      assertTrue(message.contains("/gone: the server answers 404"), message);
      assertEquals(1, server.requests.size());
      assertEquals(List.of(), left());
      assertArrayEquals(
          FILE, Files.readAllBytes(fetch(file(server.at("/gone"), server.at("/here")))));
    }
  }

  @Test
  void redirectionsAreFollowedUpToALimit() throws IOException {
    LoopbackServer.Behaviour redirects =
        (request, number, out) -> {
          switch (request.path()) {
            case "/loop" -> LoopbackServer.head(out, "302 Found", "Location: /loop");
            case "/once" -> LoopbackServer.head(out, "301 Moved", "Location: there");
            case "/nowhere" -> LoopbackServer.head(out, "302 Found", "Location: ftp://x/");
            default -> LoopbackServer.file(request, out, FILE, "a");
          }
        };
    try (var server = new LoopbackServer(redirects)) {
      assertTrue(failure(file(server.at("/loop"))).contains("the server answers 302"));
      assertTrue(server.requests.size() < 10, "redirections are bounded");
      assertTrue(failure(file(server.at("/nowhere"))).contains("/nowhere: "));
      assertEquals(List.of(), left());
      assertArrayEquals(FILE, Files.readAllBytes(fetch(file(server.at("/once")))));
    }
  }

  @Test
  void aFalseRangeIsNotJoined() throws IOException {
    LoopbackServer.Behaviour shifts =
        (request, number, out) -> {
          if (number == 0) {
            LoopbackServer.cutOff(request, out, FILE, 1000);
          } else {
            LoopbackServer.head(
                out, "206 Partial Content", "Content-Length: 10", "Content-Range: bytes 0-9/10");
            out.write(FILE, 0, 10);
          }
        };
    try (var server = new LoopbackServer(shifts)) {
      String message = failure(file(server.at("/f")));
      assertTrue(message.contains("asked for the bytes from 1000"), message);
      assertEquals(List.of(), left());
    }
  }

  @Test
  void anotherSizeThanTheCataloguesIsRefusedBeforeItIsFetched() throws IOException {
    for (int size : new int[] {FILE.length - 1, FILE.length + 1}) {
      LoopbackServer.Behaviour lies =
          (request, number, out) -> {
            LoopbackServer.head(out, "200 OK", "Content-Length: " + size);
            out.write(FILE);
          };
      try (var server = new LoopbackServer(lies)) {
        String message = failure(file(server.at("/f")));
        assertTrue(message.contains("another version of the file"), message);
        assertEquals(List.of(), left());
      }
    }
  }

  @Test
  void aBodyWithoutEndIsRefused() throws IOException {
    LoopbackServer.Behaviour endless =
        (request, number, out) -> {
          LoopbackServer.head(out, "200 OK");
          while (true) {
            out.write(FILE);
          }
        };
    try (var server = new LoopbackServer(endless)) {
      String message = failure(file(server.at("/f")));
      assertTrue(message.contains("more than the 300,000 bytes expected"), message);
      assertEquals(List.of(), left());
    }
  }

  @Test
  void anUnknownDigestNeedsAnExplicitChoice() throws IOException {
    try (var server = new LoopbackServer((r, n, out) -> LoopbackServer.file(r, out, FILE, "a"))) {
      DataFile unknown = DataFile.of("set/file.bin", 0, "", server.at("/f").toString());
      assertTrue(failure(unknown).contains("--accept-unknown-digest"));
      assertEquals(0, server.requests.size());
      assertArrayEquals(FILE, Files.readAllBytes(fetch(unknown, true)));
    }
  }

  @Test
  void nobodyListensOrTheFolderCannotBeWritten() throws IOException {
    URI closed;
    try (var server = new LoopbackServer((r, n, out) -> {})) {
      closed = server.at("/f");
    }
    assertTrue(failure(file(closed)).contains(closed + ": "));
    assertEquals(List.of(), left());
    Files.writeString(cache.resolve("set.txt"), "in the way");
    Download blocked = new Download(cache.resolve("set.txt"), IMPATIENT, (d, t) -> {});
    DataException e = assertThrows(DataException.class, () -> blocked.fetch(file(closed), false));
    assertTrue(e.getMessage().contains("cannot be written"), e.getMessage());
  }
}
