package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertThrows;

import elbolab.math.Rng;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file to be fetched, and ways to fetch it from a server that a test makes up. */
@Timeout(30)
abstract class FetchFixture {
  static final byte[] FILE = bytes(300_000, 1);
  static final Download.Options IMPATIENT =
      new Download.Options(
          Duration.ofSeconds(2), Duration.ofMillis(300), 5, 3, Duration.ofMillis(5));

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
        new Source.Download(List.of(mirrors), new Conversion.AsIs()));
  }

  Path fetch(DataFile file) {
    return fetch(file, false);
  }

  Path fetch(DataFile file, boolean accept) {
    return new Fetch(cache, new Download(IMPATIENT), accept, (done, total) -> {}).fetch(file);
  }

  String failure(DataFile file) {
    return assertThrows(DataException.class, () -> fetch(file)).getMessage();
  }

  List<String> left() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).map(p -> p.getFileName().toString()).toList();
    }
  }
}
