package elbolab.data;

import elbolab.math.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The SHA-256 of a file, and of its contents when it lies there packed. */
final class FileDigest {
  private FileDigest() {}

  /** Of the file byte for byte. */
  static String of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.hex(in);
    } catch (IOException e) {
      throw Gzip.explain(file, e);
    }
  }

  /** Of a file of the catalogue: its contents when it was found as {@code path.gz}. */
  static String of(DataFile declared, Path found) {
    return ofContents(
        declared.path(), found, declared.bytes() > 0 ? declared.bytes() : Csv.MOST_BYTES);
  }

  /** Of what was looked for as {@code path}: its contents when it was found as {@code path.gz}. */
  static String ofContents(String path, Path found, long most) {
    if (found.toString().endsWith(path)) {
      return of(found);
    }
    try (InputStream in = Gzip.open(found, most)) {
      return Sha256.hex(in);
    } catch (IOException e) {
      throw Gzip.explain(found, e);
    }
  }
}
