package elbolab.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Fetches files of the catalogue into the cache. What arrives is kept as {@code NAME.part}, so that
 * a later try goes on from there; a file appears under its name whole and with its digest checked,
 * or not at all.
 */
final class Download {
  private static final long MOST_BYTES = 4L << 30;
  private static final long MOST_ADDED = 8L << 20;
  private static final int LISTS = 20;

  /** A failed attempt that gained fewer bytes than this counts as one of those allowed. */
  private static final long PROGRESS_BYTES = 64 << 10;

  /** Is told how far a download is; {@code total} is 0 while it is not known. */
  interface Progress {
    void update(long done, long total);
  }

  /**
   * Limits of a download.
   *
   * @param connect longest wait for a connection
   * @param stall longest wait for an answer, and then for each further piece of it
   * @param attempts how often in a row a download may fail without getting on
   * @param pause wait before the second attempt; doubles with each further one
   */
  record Options(Duration connect, Duration stall, int attempts, Duration pause) {
    static final Options DEFAULT =
        new Options(Duration.ofSeconds(15), Duration.ofSeconds(30), 5, Duration.ofMillis(500));
  }

  /** The server's answer is final: trying again would change nothing. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private final Path cache;
  private final Options options;
  private final Progress progress;
  private final HttpClient client;

  Download(Path cache, Options options, Progress progress) {
    this.cache = cache;
    this.options = options;
    this.progress = progress;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(options.connect())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /** The fetched file. */
  Path fetch(DataFile file, boolean acceptUnknownDigest) {
    if (!file.byHand().isEmpty()) {
      throw new DataException(
          "%s cannot be fetched. %s Then put it at %s."
              .formatted(file.path(), file.byHand(), cache.resolve(file.path())));
    }
    if (!file.hasKnownDigest() && !acceptUnknownDigest) {
      throw new DataException(
          file.path()
              + ": the digest of the published file is not known, so nothing would tell a wrong"
              + " file from the right one. To fetch it all the same: --accept-unknown-digest");
    }
    Path target = cache.resolve(file.path());
    List<String> failures = new ArrayList<>();
    try {
      Files.createDirectories(target.getParent());
      for (String address : file.from()) {
        try {
          fetch(file, address, target);
          return target;
        } catch (DataException e) {
          failures.add(e.getMessage());
        }
      }
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
    throw new DataException(
        "%s could not be fetched:\n  %s".formatted(file.path(), String.join("\n  ", failures)));
  }

  private void fetch(DataFile file, String address, Path target)
      throws IOException, InterruptedException {
    Path part = Path.of(target + ".part");
    if (file.conversion() == Conversion.TWENTY_LISTS) {
      Files.writeString(part, lists(address, Path.of(target + ".piece")));
      finish(file, part, target);
      return;
    }
    // Without a digest nothing would tell whether the parts of two versions were joined.
    if (!file.hasKnownDigest()) {
      Files.deleteIfExists(part);
    }
    boolean resumed = Files.exists(part);
    boolean asIs = file.conversion() == Conversion.AS_IS;
    long exactly = asIs ? file.bytes() : 0;
    long most = exactly > 0 ? exactly : asIs ? MOST_BYTES : MOST_ADDED + 16 * file.bytes();
    receive(address, part, exactly, most);
    try {
      finish(file, part, target);
    } catch (DataException e) {
      if (!resumed) {
        throw e;
      }
      receive(address, part, exactly, most);
      finish(file, part, target);
    }
  }

  /** Converts and checks; the target appears last, in one step. */
  private static void finish(DataFile file, Path part, Path target) throws IOException {
    Path converted = Path.of(target + ".new");
    try {
      Files.deleteIfExists(converted);
      long most = file.bytes() > 0 ? file.bytes() : MOST_BYTES;
      file.conversion().convert(file, part, converted, most);
      String found = FileDigest.of(converted);
      if (file.hasKnownDigest() && !file.sha256().equals(found)) {
        throw new DataException(
            "%s: SHA-256 %s is expected, %s arrived: not the right file. Nothing of it was kept"
                .formatted(file.path(), file.sha256(), found));
      }
      Files.move(converted, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(converted);
      Files.deleteIfExists(part);
    }
  }

  private String lists(String pattern, Path piece) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < LISTS; k++) {
      String address = pattern.formatted(k);
      Files.deleteIfExists(piece);
      try {
        receive(address, piece, 0, MOST_ADDED);
        StringJoiner line = new StringJoiner(" ");
        for (String field : Files.readString(piece).strip().split("\\s+")) {
          if (!Numbers.isNumber(field) || Double.parseDouble(field) % 1 != 0) {
            throw new DataException(address + ": expected whole numbers, found " + Quote.of(field));
          }
          line.add(Long.toString((long) Double.parseDouble(field)));
        }
        text.append(line).append('\n');
      } finally {
        Files.deleteIfExists(piece);
      }
    }
    return text.toString();
  }

  /** Completes the part file, with as many attempts as it takes while each gets on. */
  private void receive(String address, Path part, long exactly, long most)
      throws IOException, InterruptedException {
    IOException last = null;
    for (int attempt = 0; attempt < options.attempts(); attempt++) {
      if (attempt > 0) {
        Thread.sleep(options.pause().toMillis() << Math.min(attempt - 1, 6));
      }
      if (size(part) > most) {
        Files.delete(part);
      }
      long had = size(part);
      try {
        if (exactly == 0 || had != exactly) {
          attempt(URI.create(address), part, had, exactly, most);
        }
        return;
      } catch (Refused e) {
        Files.deleteIfExists(part);
        throw new DataException(address + ": " + e.getMessage(), e);
      } catch (IOException e) {
        last = e;
        attempt = size(part) >= had + PROGRESS_BYTES ? 0 : attempt;
      }
    }
    long kept = size(part);
    if (kept == 0) {
      Files.deleteIfExists(part);
    }
    String reason = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    throw new DataException(
        "%s: %s. %,d bytes have arrived and are kept: the same command goes on from there"
            .formatted(address, reason, kept),
        last);
  }

  private static long size(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private void attempt(URI address, Path part, long had, long exactly, long most)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).header("User-Agent", "elbolab");
    if (had > 0) {
      request.header("Range", "bytes=" + had + "-");
    }
    long[] total = {exactly};
    AtomicReference<IOException> problem = new AtomicReference<>();
    CompletableFuture<HttpResponse<Path>> answer =
        client.sendAsync(
            request.build(),
            info -> {
              problem.set(problem(info, had, exactly, total));
              if (problem.get() != null) {
                return BodySubscribers.replacing(part);
              }
              StandardOpenOption how =
                  info.statusCode() == 206
                      ? StandardOpenOption.APPEND
                      : StandardOpenOption.TRUNCATE_EXISTING;
              return BodySubscribers.ofFile(
                  part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
            });
    try {
      follow(answer, part, total, most, problem);
    } catch (IOException e) {
      problem.compareAndSet(null, e);
    } finally {
      answer.cancel(true);
    }
    if (problem.get() != null) {
      throw problem.get();
    }
    long arrived = size(part);
    if (total[0] > 0 && arrived < total[0]) {
      throw new IOException("%,d of %,d bytes arrived".formatted(arrived, total[0]));
    }
  }

  /** Why the body of an answer is not the file, or its rest; null when it is. */
  private static IOException problem(
      HttpResponse.ResponseInfo info, long had, long exactly, long[] total) {
    int status = info.statusCode();
    long length = info.headers().firstValueAsLong("Content-Length").orElse(-1);
    boolean rest = status == 206 && had > 0;
    if (status != 200 && !rest) {
      String message = "the server answers " + status;
      boolean passing = status == 408 || status == 429 || status >= 500;
      return passing ? new IOException(message) : new Refused(message);
    }
    String range = info.headers().firstValue("Content-Range").orElse("");
    if (rest && !range.startsWith("bytes " + had + "-")) {
      return new Refused("asked for the bytes from %d, got %s".formatted(had, Quote.of(range)));
    }
    long all = length < 0 ? 0 : length + (rest ? had : 0);
    if (exactly > 0 && length >= 0 && all != exactly) {
      return new Refused(
          "the server has %,d bytes, the catalogue says %,d: another version of the file"
              .formatted(all, exactly));
    }
    total[0] = exactly > 0 ? exactly : all;
    return null;
  }

  /** Waits for the end of an answer, as long as its file grows and not beyond its limit. */
  private void follow(
      CompletableFuture<HttpResponse<Path>> answer,
      Path part,
      long[] total,
      long most,
      AtomicReference<IOException> problem)
      throws IOException, InterruptedException {
    long before = size(part);
    long since = System.nanoTime();
    boolean ended = false;
    while (!ended && problem.get() == null) {
      try {
        answer.get(50, TimeUnit.MILLISECONDS);
        ended = true;
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
      } catch (TimeoutException e) {
        if (System.nanoTime() - since > options.stall().toNanos() && size(part) == before) {
          throw new IOException(
              "nothing arrived for " + options.stall().toMillis() / 1000.0 + " s");
        }
      }
      long now = size(part);
      if (now > most) {
        throw new Refused("more than the %,d bytes expected arrive".formatted(most));
      }
      if (now != before) {
        before = now;
        since = System.nanoTime();
        progress.update(now, total[0]);
      }
    }
  }
}
