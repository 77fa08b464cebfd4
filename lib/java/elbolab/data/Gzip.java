package elbolab.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens plain and gzip files alike, never yielding more than a stated number of bytes. */
final class Gzip {
  /** Deflate stores at best 258 bytes in two bits, so this bounds what a packed file can hold. */
  static final int MOST_EXPANSION = 1032;

  private Gzip() {}

  static boolean isGzip(Path file) {
    return file.toString().endsWith(".gz");
  }

  /**
   * The contents of a file, unpacked if its name ends in .gz; more than {@code most} is an error.
   */
  static InputStream open(Path file, long most) {
    try {
      InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      try {
        return new Bounded(file, isGzip(file) ? new GZIPInputStream(raw, 1 << 16) : raw, most);
      } catch (IOException e) {
        raw.close();
        throw e;
      }
    } catch (IOException e) {
      throw explain(file, e);
    }
  }

  static DataException explain(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new DataException(file + ": no such file", e);
    }
    if (e instanceof EOFException) {
      return new DataException(file + ": ends too early, the file is cut off", e);
    }
    if (e instanceof ZipException) {
      return new DataException(file + ": not a sound gzip file (" + e.getMessage() + ")", e);
    }
    return new DataException(file + ": cannot be read: " + e, e);
  }

  /** Counts what comes out and speaks of the file when something goes wrong. */
  private static final class Bounded extends FilterInputStream {
    private final Path file;
    private final long most;
    private long count;

    Bounded(Path file, InputStream in, long most) {
      super(in);
      this.file = file;
      this.most = most;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int from, int length) {
      try {
        int got = in.read(to, from, length);
        count += Math.max(got, 0);
        if (count > most) {
          throw new DataException(
              "%s: holds more than the %,d bytes that were expected at most".formatted(file, most));
        }
        return got;
      } catch (IOException e) {
        throw explain(file, e);
      }
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
