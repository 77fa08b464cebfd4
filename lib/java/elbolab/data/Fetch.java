package elbolab.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.StringJoiner;

/**
 * Fetches files of the catalogue into the cache. A file appears there whole and with its digest
 * checked, or not at all.
 */
final class Fetch {
  private static final long MOST_BYTES = 4L << 30;
  private static final long MOST_ADDED = 8L << 20;

  private final Path cache;
  private final Download download;
  private final boolean acceptUnknownDigest;
  private final Download.Progress progress;

  Fetch(Path cache, Download download, boolean acceptUnknownDigest, Download.Progress progress) {
    this.cache = cache;
    this.download = download;
    this.acceptUnknownDigest = acceptUnknownDigest;
    this.progress = progress;
  }

  /** The fetched file. */
  Path fetch(DataFile file) {
    if (file.source() instanceof Source.ByHand byHand) {
      throw new DataException(
          "%s cannot be fetched. %s Then put it at %s."
              .formatted(file.path(), byHand.how(), cache.resolve(file.path())));
    }
    if (file.sha256().isEmpty() && !acceptUnknownDigest) {
      throw new DataException(
          file.path()
              + ": the digest of the published file is not known, so nothing would tell a wrong"
              + " file from the right one. To fetch it all the same: --accept-unknown-digest");
    }
    Path target = cache.resolve(file.path());
    try {
      Files.createDirectories(target.getParent());
      if (file.source() instanceof Source.Download from) {
        fetchAny(file, from, target);
      } else if (file.source() instanceof Source.Lists lists) {
        fetchLists(file, lists, target);
      }
      return target;
    } catch (IOException e) {
      throw new DataException(
          "%s cannot be written: %s. Can this folder be written, and is there space?"
              .formatted(target, e),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException(
          file.path() + ": interrupted; what has arrived is kept, the same command goes on", e);
    }
  }

  private void fetchAny(DataFile file, Source.Download from, Path target)
      throws IOException, InterruptedException {
    boolean asIs = from.conversion() instanceof Conversion.AsIs;
    List<String> failures = new ArrayList<>();
    for (URI mirror : from.mirrors()) {
      try {
        Path part = downloadPart(file, asIs, mirror, target);
        finish(file, from.conversion(), part, target);
        return;
      } catch (DataException e) {
        failures.add(e.getMessage());
      }
    }
    throw new DataException(
        "%s could not be fetched:\n  %s".formatted(file.path(), String.join("\n  ", failures)));
  }

  private Path downloadPart(DataFile file, boolean asIs, URI from, Path target)
      throws IOException, InterruptedException {
    Path path = Path.of(target + ".part");
    try (PartFile part = PartFile.open(path)) {
      download.fetch(from, part, expected(file, asIs), progress);
    } finally {
      if (Files.exists(path) && Files.size(path) == 0) {
        PartFile.delete(path);
      }
    }
    return path;
  }

  /** A file that is to be converted may be larger as published, but not without limit. */
  private static Download.Expected expected(DataFile file, boolean asIs) {
    if (asIs) {
      return new Download.Expected(file.bytes(), MOST_BYTES, file.sha256().isPresent());
    }
    long most = MOST_ADDED + 16 * file.bytes().orElse(0);
    return new Download.Expected(OptionalLong.empty(), most, false);
  }

  /** Converts and checks; the target appears last, in one step. */
  private static void finish(DataFile file, Conversion conversion, Path part, Path target)
      throws IOException {
    Path converted = Path.of(target + ".new");
    try {
      Files.deleteIfExists(converted);
      conversion.convert(part, converted, file.bytes().orElse(MOST_BYTES));
      checkDigest(file, converted);
      Files.move(converted, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(converted);
      PartFile.delete(part);
    }
  }

  private static void checkDigest(DataFile file, Path arrived) {
    String found = FileDigest.of(arrived);
    if (file.sha256().isPresent() && !file.sha256().get().equals(found)) {
      throw new DataException(
          "%s: SHA-256 %s is expected, %s arrived: not the right file. Nothing of it was kept"
              .formatted(file.path(), file.sha256().get(), found));
    }
  }

  private void fetchLists(DataFile file, Source.Lists lists, Path target)
      throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    Path piece = Path.of(target + ".piece");
    for (URI address : lists.addresses()) {
      Path part = downloadPart(file, false, address, piece);
      try {
        text.append(wholeNumbers(part, address)).append('\n');
      } finally {
        PartFile.delete(part);
      }
    }
    Path joined = Path.of(target + ".part");
    Files.writeString(joined, text);
    finish(file, new Conversion.AsIs(), joined, target);
  }

  private static String wholeNumbers(Path part, URI address) throws IOException {
    StringJoiner line = new StringJoiner(" ");
    for (String field : Files.readString(part).strip().split("\\s+")) {
      String problem = Numbers.problem(field);
      if (problem != null || Double.parseDouble(field) % 1 != 0) {
        throw new DataException(address + ": expected whole numbers, found " + Quote.of(field));
      }
      line.add(Long.toString((long) Double.parseDouble(field)));
    }
    return line.toString();
  }
}
