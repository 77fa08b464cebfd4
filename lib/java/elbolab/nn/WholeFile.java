package elbolab.nn;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that are there as a whole or not at all: the bytes go to a temporary file in the same
 * folder, are forced to the disk, and one rename puts them in place. Whoever is killed at any
 * moment leaves the old file or the new one.
 */
public final class WholeFile {
  private WholeFile() {}

  public static void write(Path path, byte[] bytes) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = folder.resolve(path.getFileName() + ".writing");
    // A stream and not a channel: an interrupt closes a channel in the middle of writing.
    try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
      out.write(bytes);
      out.getFD().sync();
    }
    Files.move(
        temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(folder);
  }

  /** Makes the rename itself survive a loss of power. Only a channel can do that for a folder. */
  private static void forceFolder(Path folder) throws IOException {
    boolean interrupted = false;
    while (true) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
        break;
      } catch (ClosedByInterruptException stopped) {
        interrupted |= Thread.interrupted();
      } catch (IOException unsupported) {
        if (System.getProperty("os.name").startsWith("Windows")) {
          break; // Windows cannot open a folder; its rename is written through.
        }
        throw unsupported;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
