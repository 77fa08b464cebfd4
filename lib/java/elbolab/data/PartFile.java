package elbolab.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What has arrived of a download so far, locked against a second one, with the server's name for
 * that version of the file beside it: so that a later run goes on where this one was cut off.
 */
final class PartFile implements AutoCloseable {
  private final Path path;
  private final Path tagPath;
  private final FileChannel channel;

  private PartFile(Path path, FileChannel channel) {
    this.path = path;
    this.tagPath = Path.of(path + ".tag");
    this.channel = channel;
  }

  static PartFile open(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new DataException(path + ": another download of this file is running");
    }
    channel.position(channel.size());
    return new PartFile(path, channel);
  }

  Path path() {
    return path;
  }

  long size() throws IOException {
    return channel.size();
  }

  /** The entity tag or date of the version that the bytes belong to. */
  Optional<String> tag() throws IOException {
    return Files.exists(tagPath) ? Optional.of(Files.readString(tagPath)) : Optional.empty();
  }

  /** Forgets what is there; what follows belongs to the version of this tag. */
  void restart(Optional<String> tag) throws IOException {
    channel.truncate(0);
    Files.deleteIfExists(tagPath);
    if (tag.isPresent()) {
      Files.writeString(tagPath, tag.get());
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Leaves nothing. */
  static void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
    Files.deleteIfExists(Path.of(path + ".tag"));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
