package elbolab.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a file, and of its contents when it lies there packed. */
final class Sha256 {
  private Sha256() {}

  /** Of the file byte for byte. */
  static String of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    } catch (IOException e) {
      throw Gzip.explain(file, e);
    }
  }

  /** Of a file of the catalogue: its contents when it was found as {@code path.gz}. */
  static String of(DataFile declared, Path found) {
    return ofContents(declared.path(), found, declared.bytes().orElse(Csv.MOST_BYTES));
  }

  /** Of what was looked for as {@code path}: its contents when it was found as {@code path.gz}. */
  static String ofContents(String path, Path found, long most) {
    if (found.toString().endsWith(path)) {
      return of(found);
    }
    try (InputStream in = Gzip.open(found, most)) {
      return of(in);
    } catch (IOException e) {
      throw Gzip.explain(found, e);
    }
  }

  private static String of(InputStream in) throws IOException {
    MessageDigest digest = algorithm();
    byte[] buffer = new byte[1 << 16];
    for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
      digest.update(buffer, 0, got);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest algorithm() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
