package elbolab.data;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One file of a data set.
 *
 * @param path where it lies in the data folder; it may also lie there packed, as {@code path.gz}
 * @param bytes its size, where known; that of the contents when it lies there packed
 * @param sha256 the SHA-256 of the file as it is used here, which need not be the file as it is
 *     published: the source's conversion leads from one to the other
 */
public record DataFile(String path, OptionalLong bytes, Optional<String> sha256, Source source) {
  public DataFile {
    if (path.startsWith("/") || path.contains("..") || !path.contains("/")) {
      throw new DataException("'" + path + "' must be a path within a data set's folder");
    }
    if (sha256.isPresent() && !sha256.get().matches("[0-9a-f]{64}")) {
      throw new DataException(path + ": a SHA-256 has 64 hexadecimal digits, not " + sha256.get());
    }
  }

  static DataFile of(String path, long bytes, String sha256, Source source) {
    return new DataFile(path, OptionalLong.of(bytes), Optional.of(sha256), source);
  }

  static DataFile ofUnknownDigest(String path, Source source) {
    return new DataFile(path, OptionalLong.empty(), Optional.empty(), source);
  }
}
