package elbolab.reproduce;

import elbolab.math.Sha256;
import elbolab.nn.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@link Result} as a JSON file. Its first part, {@code content}, holds what was computed and is
 * the same, bit for bit, however often the work was interrupted and on whichever machine it was
 * done; {@code runs} says when and where. The last line is the SHA-256 of everything before it: a
 * file that was cut off or edited is refused.
 */
public final class ResultFile {
  private static final Pattern END =
      Pattern.compile(" \"file_sha256\": \"([0-9a-f]{64})\"\n\\}\n\\z");

  private ResultFile() {}

  /** Replaces the file as a whole. */
  public static void write(Path path, Result result) {
    try {
      WholeFile.write(path, text(result).getBytes(StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(path + " cannot be written: " + failed, failed);
    }
  }

  public static Result read(Path path) {
    try {
      return parse(new String(Files.readAllBytes(path), StandardCharsets.UTF_8), path.toString());
    } catch (IOException failed) {
      throw new UncheckedIOException(path + " cannot be read: " + failed, failed);
    }
  }

  static String text(Result result) {
    String body = ResultJson.write(result);
    return body + " \"file_sha256\": \"" + sha256(body) + "\"\n}\n";
  }

  /** The digest of what was computed, leaving out when and where. */
  public static String contentSha256(Result result) {
    return sha256(ResultJson.content(result));
  }

  static Result parse(String text, String source) {
    Matcher end = END.matcher(text);
    if (!end.find() || !sha256(text.substring(0, end.start())).equals(end.group(1))) {
      throw new ResultException(
          source
              + ": cut off, damaged or edited: the SHA-256 at its end is not that of the text"
              + " before it. Delete it and run again, or use a copy");
    }
    Result result = new ResultJson(text, source).read();
    // What was read, written again, gives the same text: nothing in the file went unread.
    if (!text(result).equals(text)) {
      throw new ResultException(source + ": holds something that is not part of a result");
    }
    return result;
  }

  static String sha256(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
