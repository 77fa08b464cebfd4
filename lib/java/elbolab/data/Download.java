package elbolab.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;

/** Brings the bytes of an address into a part file, going on where an earlier try ended. */
final class Download {
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
   * @param redirects how many redirections are followed
   * @param attempts how often in a row a download may fail without getting on
   * @param pause wait before the second attempt; doubles with each further one
   */
  record Options(Duration connect, Duration stall, int redirects, int attempts, Duration pause) {
    static final Options DEFAULT =
        new Options(Duration.ofSeconds(15), Duration.ofSeconds(30), 5, 5, Duration.ofMillis(500));

    Options {
      if (connect.isZero() || connect.isNegative() || stall.isZero() || stall.isNegative()) {
        throw new DataException(
            "Time limits of a download must be positive: connect %s, stall %s"
                .formatted(connect, stall));
      }
      if (redirects < 0 || attempts < 1 || pause.isNegative()) {
        throw new DataException(
            "A download needs redirects >= 0, attempts >= 1, pause >= 0; not %d, %d, %s"
                .formatted(redirects, attempts, pause));
      }
    }
  }

  /**
   * What is known of a published file beforehand.
   *
   * @param bytes its size; another one is an error
   * @param most what it may have at most when its size is not known
   * @param checked whether a digest will tell if bytes of two versions were joined
   */
  record Expected(OptionalLong bytes, long most, boolean checked) {}

  /** The server's answer is final: trying again would change nothing. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private final Options options;
  private final HttpClient client;

  Download(Options options) {
    this.options = options;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(options.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /** Completes the part file. */
  void fetch(URI address, PartFile part, Expected expected, Progress progress)
      throws InterruptedException, IOException {
    IOException last = null;
    long best = part.size();
    for (int attempt = 0; attempt < options.attempts(); attempt++) {
      if (attempt > 0) {
        Thread.sleep(options.pause().toMillis() << Math.min(attempt - 1, 6));
      }
      try {
        attempt(address, part, expected, progress);
        return;
      } catch (Refused e) {
        part.restart(Optional.empty());
        throw new DataException(address + ": " + e.getMessage(), e);
      } catch (IOException e) {
        last = e;
        attempt = part.size() >= best + PROGRESS_BYTES ? 0 : attempt;
        best = Math.max(best, part.size());
      }
    }
    throw new DataException(
        "%s: %s. %,d bytes have arrived and are kept: the same command goes on from there"
            .formatted(address, reason(last), part.size()),
        last);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void attempt(URI address, PartFile part, Expected expected, Progress progress)
      throws IOException, InterruptedException {
    long offset = part.size();
    if (expected.bytes().isPresent() && offset == expected.bytes().getAsLong()) {
      return;
    }
    if (offset > 0 && part.tag().isEmpty() && !expected.checked()) {
      offset = 0;
    }
    var response = follow(address, offset, part.tag());
    ChunkQueue body = new ChunkQueue();
    response.body().subscribe(body);
    try {
      long total = accept(response, part, offset, expected.bytes());
      receive(body, part, total, total > 0 ? total : expected.most(), progress);
    } finally {
      body.cancel();
    }
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> follow(
      URI address, long offset, Optional<String> tag) throws IOException, InterruptedException {
    URI at = address;
    for (int redirects = 0; redirects <= options.redirects(); redirects++) {
      var response = client.send(request(at, offset, tag), BodyHandlers.ofPublisher());
      int status = response.statusCode();
      if (status < 300 || status > 308 || status == 304) {
        return response;
      }
      ChunkQueue ignored = new ChunkQueue();
      response.body().subscribe(ignored);
      ignored.cancel();
      at = target(at, response.headers().firstValue("Location").orElse(""));
    }
    throw new Refused("redirected more than " + options.redirects() + " times, last to " + at);
  }

  private static URI target(URI from, String location) throws Refused {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new Refused("redirected to something that is no address: " + Quote.of(location));
    }
    boolean sound = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
    if (location.isEmpty() || !sound || to.getHost() == null) {
      throw new Refused("redirected to something that is no address: " + Quote.of(location));
    }
    if ("https".equals(from.getScheme()) && !"https".equals(to.getScheme())) {
      throw new Refused("redirected from https to an unprotected address: " + to);
    }
    return to;
  }

  private HttpRequest request(URI address, long offset, Optional<String> tag) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(options.stall()).header("User-Agent", "elbolab");
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
      tag.ifPresent(version -> request.header("If-Range", version));
    }
    return request.build();
  }

  /** Makes the part file ready for the body that follows; returns the whole size, 0 if unknown. */
  private static long accept(
      HttpResponse<?> response, PartFile part, long offset, OptionalLong expected)
      throws IOException {
    int status = response.statusCode();
    long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    if (status == 200) {
      part.restart(tagOf(response));
      checkTotal(length, expected);
      return expected.orElse(Math.max(length, 0));
    }
    if (status == 206 && offset > 0) {
      String range = response.headers().firstValue("Content-Range").orElse("");
      if (!range.startsWith("bytes " + offset + "-")) {
        throw new Refused("asked for the bytes from " + offset + ", got " + Quote.of(range));
      }
      checkTotal(length < 0 ? -1 : offset + length, expected);
      return expected.orElse(length < 0 ? 0 : offset + length);
    }
    if (status == 416) {
      part.restart(Optional.empty());
      throw new IOException("the server has no bytes from " + offset + " on");
    }
    String message = "the server answers " + status;
    if (status == 408 || status == 429 || status >= 500) {
      throw new IOException(message);
    }
    throw new Refused(message);
  }

  private static void checkTotal(long total, OptionalLong expected) throws Refused {
    if (total >= 0 && expected.isPresent() && total != expected.getAsLong()) {
      throw new Refused(
          "the server has %,d bytes, the catalogue says %,d: another version of the file"
              .formatted(total, expected.getAsLong()));
    }
  }

  /** A strong entity tag or a date; a weak tag cannot tell versions apart byte by byte. */
  private static Optional<String> tagOf(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> response.headers().firstValue("Last-Modified"));
  }

  private void receive(ChunkQueue body, PartFile part, long total, long most, Progress progress)
      throws IOException, InterruptedException {
    progress.update(part.size(), total);
    for (var chunk = body.next(options.stall());
        chunk != null;
        chunk = body.next(options.stall())) {
      for (ByteBuffer bytes : chunk) {
        part.write(bytes);
      }
      if (part.size() > most) {
        throw new Refused("more than the %,d bytes expected arrive".formatted(most));
      }
      progress.update(part.size(), total);
    }
    if (total > 0 && part.size() < total) {
      throw new IOException("%,d of %,d bytes arrived".formatted(part.size(), total));
    }
  }
}
