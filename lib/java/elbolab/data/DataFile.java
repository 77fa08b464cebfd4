package elbolab.data;

import java.util.List;

/**
 * One file of a data set.
 *
 * @param path where it lies in the data folder; it may also lie there packed, as {@code path.gz}
 * @param bytes its size, that of the contents when it lies there packed; 0 where it is not known
 * @param sha256 the SHA-256 of the file as it is used here, to which the conversion leads from the
 *     published one; empty where it is not known
 * @param from addresses that give the published file; the first that does is taken
 * @param entry the name of the file in a published archive
 * @param byHand where to get a file that has no address
 */
public record DataFile(
    String path,
    long bytes,
    String sha256,
    List<String> from,
    Conversion conversion,
    String entry,
    String byHand) {
  public DataFile {
    sha256 = sha256 == null ? "" : sha256;
    from = from == null ? List.of() : List.copyOf(from);
    conversion = conversion == null ? Conversion.AS_IS : conversion;
    byHand = byHand == null ? "" : byHand;
    if (path.startsWith("/") || path.contains("..") || !path.contains("/")) {
      throw new DataException("'" + path + "' must be a path within a data set's folder");
    }
    if (!sha256.isEmpty() && !sha256.matches("[0-9a-f]{64}")) {
      throw new DataException(path + ": a SHA-256 has 64 hexadecimal digits, not " + sha256);
    }
    if (from.isEmpty() == byHand.isEmpty()) {
      throw new DataException(path + ": either addresses or how to place it by hand");
    }
  }

  /** A file that is used as it is published. */
  static DataFile of(String path, long bytes, String sha256, String... from) {
    return new DataFile(path, bytes, sha256, List.of(from), Conversion.AS_IS, null, null);
  }

  public boolean hasKnownDigest() {
    return !sha256.isEmpty();
  }
}
