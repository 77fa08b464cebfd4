package elbolab.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that speaks raw HTTP, so that a test can make it misbehave as it likes. */
final class LoopbackServer implements AutoCloseable {
  /** What was asked. Header names are in lower case. */
  record Request(String path, Map<String, String> headers) {
    /** The first byte asked for; 0 when the whole file is. */
    int from() {
      String range = headers.getOrDefault("range", "bytes=0-");
      return Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    }
  }

  /** Answers the request with the given number, from 0. */
  interface Behaviour {
    void answer(Request request, int number, OutputStream out) throws Exception;
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Behaviour behaviour;

  LoopbackServer(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    Thread thread = new Thread(this::accept, "loopback server");
    thread.setDaemon(true);
    thread.start();
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread thread = new Thread(() -> serve(socket));
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String first = in.readLine();
      if (first == null) {
        return;
      }
      Map<String, String> headers = new TreeMap<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        int colon = line.indexOf(':');
        headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
      }
      Request request = new Request(first.split(" ")[1], headers);
      int number;
      synchronized (requests) {
        number = requests.size();
        requests.add(request);
      }
      behaviour.answer(request, number, socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (Exception e) {
      // The client went away in the midst of an answer, as some tests want it to.
    }
  }

  static void head(OutputStream out, String status, String... headers) throws IOException {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + "\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    text.append("Connection: close\r\n\r\n");
    out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** The proper answer to a request for a file, whole or from a byte on. */
  static void file(Request request, OutputStream out, byte[] file, String tag) throws IOException {
    boolean same = request.headers().getOrDefault("if-range", tag).equals(tag);
    int from = same ? request.from() : 0;
    if (from >= file.length && from > 0) {
      head(out, "416 Range Not Satisfiable", "Content-Length: 0");
      return;
    }
    String length = "Content-Length: " + (file.length - from);
    if (from == 0) {
      head(out, "200 OK", length, "ETag: " + tag);
    } else {
      String range = "Content-Range: bytes %d-%d/%d".formatted(from, file.length - 1, file.length);
      head(out, "206 Partial Content", length, "ETag: " + tag, range);
    }
    out.write(file, from, file.length - from);
  }

  /** Announces the rest of the file and sends only a part of it. */
  static void cutOff(Request request, OutputStream out, byte[] file, int bytes) throws IOException {
    int from = request.from();
    String length = "Content-Length: " + (file.length - from);
    if (from == 0) {
      head(out, "200 OK", length, "ETag: \"v1\"");
    } else {
      String range = "Content-Range: bytes %d-%d/%d".formatted(from, file.length - 1, file.length);
      head(out, "206 Partial Content", length, "ETag: \"v1\"", range);
    }
    out.write(file, from, bytes);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
