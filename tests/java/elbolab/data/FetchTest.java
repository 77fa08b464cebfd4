package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Downloads that come to an end in spite of cuts, stalls and busy servers. */
class FetchTest extends FetchFixture {
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
      Path got =
          new Fetch(cache, new Download(IMPATIENT), false, progress).fetch(file(server.at("/f")));
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
      assertEquals("\"v1\"", server.requests.get(2).headers().get("if-range"));
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
      assertTrue(message.contains("nothing arrived for 0.3 s"), message);
      assertTrue(message.contains("30,000 bytes have arrived and are kept"), message);
      assertTrue(System.nanoTime() - start < 5e9, "three waits of 0.3 s");
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
      assertTrue(message.contains("timed out"), message);
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
  void aStalePartOfAnotherVersionIsNotJoined() throws IOException {
    Files.createDirectories(cache.resolve("set"));
    Files.write(cache.resolve("set/file.bin.part"), bytes(1000, 9));
    Files.writeString(cache.resolve("set/file.bin.part.tag"), "\"old\"");
    try (var server =
        new LoopbackServer((r, n, out) -> LoopbackServer.file(r, out, FILE, "\"new\""))) {
      assertArrayEquals(FILE, Files.readAllBytes(fetch(file(server.at("/f")))));
      assertEquals("\"old\"", server.requests.get(0).headers().get("if-range"));
    }
    Files.write(cache.resolve("set/file.bin.part"), bytes(FILE.length + 5, 9));
    Files.delete(cache.resolve("set/file.bin"));
    try (var server =
        new LoopbackServer((r, n, out) -> LoopbackServer.file(r, out, FILE, "\"new\""))) {
      assertArrayEquals(FILE, Files.readAllBytes(fetch(file(server.at("/f")))));
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
      Download patient =
          new Download(
              new Download.Options(
                  Duration.ofSeconds(2), Duration.ofSeconds(20), 5, 3, Duration.ofMillis(5)));
      Thread me = Thread.currentThread();
      Fetch fetch =
          new Fetch(
              cache,
              patient,
              false,
              (done, total) -> {
                if (done == 50_000) {
                  me.interrupt();
                }
              });
      DataException e = assertThrows(DataException.class, () -> fetch.fetch(file(server.at("/f"))));
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
}
