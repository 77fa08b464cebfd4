package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Downloads that must not succeed, and must leave nothing that could be taken for the file. */
class FetchRefusalsTest extends FetchFixture {
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
            case "/no" -> LoopbackServer.head(out, "302 Found", "Location: http://[");
            default -> LoopbackServer.file(request, out, FILE, "a");
          }
        };
    try (var server = new LoopbackServer(redirects)) {
      assertTrue(failure(file(server.at("/loop"))).contains("redirected more than 5 times"));
      assertEquals(6, server.requests.size());
      assertTrue(failure(file(server.at("/nowhere"))).contains("something that is no address"));
      assertTrue(failure(file(server.at("/no"))).contains("something that is no address"));
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
      DataFile unknown =
          new DataFile(
              "set/file.bin",
              OptionalLong.empty(),
              Optional.empty(),
              new Source.Download(List.of(server.at("/f")), new Conversion.AsIs()));
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
    Fetch blocked =
        new Fetch(cache.resolve("set.txt"), new Download(IMPATIENT), false, (d, t) -> {});
    DataException e = assertThrows(DataException.class, () -> blocked.fetch(file(closed)));
    assertTrue(e.getMessage().contains("cannot be written"), e.getMessage());
  }

  @Test
  void aSecondDownloadOfTheSameFileIsTurnedAway() throws IOException {
    Files.createDirectories(cache.resolve("set"));
    try (PartFile held = PartFile.open(cache.resolve("set/file.bin.part"));
        var server = new LoopbackServer((r, n, out) -> LoopbackServer.file(r, out, FILE, "a"))) {
      assertEquals(0, held.size());
      assertTrue(failure(file(server.at("/f"))).contains("another download of this file"));
    }
  }
}
