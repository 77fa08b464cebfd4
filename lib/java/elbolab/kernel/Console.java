package elbolab.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * System.out and System.err as seen by cells: what any thread prints is published at once, on
 * behalf of the cell that runs or ran last, up to a limit for each cell.
 */
final class Console {
  /** Characters that one cell may print. More makes notebooks that no browser opens. */
  static final int LIMIT = 2_000_000;

  private static final PrintStream TERMINAL =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);

  private final PublishQueue outbox;
  private JsonObject cell = new JsonObject();
  private int printed;

  Console(PublishQueue outbox) {
    this.outbox = outbox;
  }

  /** Takes the place of the three standard streams of this process. */
  void install() {
    System.setOut(new PrintStream(new Stream("stdout"), true, UTF_8));
    System.setErr(new PrintStream(new Stream("stderr"), true, UTF_8));
    System.setIn(new NoInput());
  }

  /** For the person who started the kernel, not for the notebook. */
  static void log(String line) {
    TERMINAL.println("[kernel] " + line);
  }

  synchronized void beginCell(JsonObject header) {
    cell = header;
    printed = 0;
  }

  synchronized JsonObject cell() {
    return cell;
  }

  private synchronized void print(String stream, String text) {
    if (printed >= LIMIT) {
      return;
    }
    int room = LIMIT - printed;
    printed += text.length();
    if (text.length() <= room) {
      outbox.publishText(stream, cell, text);
    } else {
      outbox.publishText(stream, cell, text.substring(0, room));
      outbox.publishText(
          "stderr",
          cell,
          String.format(
              "%nThis cell has printed %,d characters; the rest is not shown. Print less, or write"
                  + " to a file.%n",
              LIMIT));
    }
  }

  /** Decodes as it goes: a character may be cut in two by the buffers of a print stream. */
  private final class Stream extends OutputStream {
    private final String name;
    private final CharsetDecoder decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer rest = ByteBuffer.allocate(0);

    Stream(String name) {
      this.name = name;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
      ByteBuffer in = ByteBuffer.allocate(rest.remaining() + count);
      in.put(rest).put(bytes, from, count).flip();
      CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
      decoder.decode(in, out, false);
      rest = in;
      if (out.flip().hasRemaining()) {
        print(name, out.toString());
      }
    }
  }

  private static final class NoInput extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException(
          "A notebook has no standard input. Put the value into a variable of a cell.");
    }
  }
}
