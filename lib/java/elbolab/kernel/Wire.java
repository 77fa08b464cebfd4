package elbolab.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeromq.ZMQ;

/** Puts messages on a socket and takes them off: frames, delimiter, signature. */
final class Wire {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(US_ASCII);

  private final HMACGenerator signer;

  Wire(HMACGenerator signer) {
    this.signer = signer;
  }

  /**
   * The next message. Waits for it.
   *
   * @throws IllegalArgumentException if what arrived is no message of this client; it is used up,
   *     so that the next call starts with the next message
   */
  Message receive(ZMQ.Socket socket) {
    List<byte[]> frames = new ArrayList<>();
    do {
      frames.add(socket.recv());
    } while (socket.hasReceiveMore());
    int start = 0;
    while (start < frames.size() && !Arrays.equals(frames.get(start), DELIMITER)) {
      start++;
    }
    if (frames.size() < start + 6) {
      throw new IllegalArgumentException("A message of " + frames.size() + " frames came in.");
    }
    List<byte[]> parts = frames.subList(start + 2, start + 6);
    byte[] expected = sign(parts);
    if (expected.length > 0 && !MessageDigest.isEqual(expected, frames.get(start + 1))) {
      throw new IllegalArgumentException("A message with a wrong signature came in.");
    }
    return new Message(
        List.copyOf(frames.subList(0, start)),
        parse(parts.get(0)),
        parse(parts.get(1)),
        parse(parts.get(2)),
        parse(parts.get(3)));
  }

  void send(ZMQ.Socket socket, Message message) {
    List<byte[]> parts =
        List.of(
            bytes(message.header()),
            bytes(message.parent()),
            bytes(message.metadata()),
            bytes(message.content()));
    message.identities().forEach(socket::sendMore);
    socket.sendMore(DELIMITER);
    socket.sendMore(sign(parts));
    for (int i = 0; i < 3; i++) {
      socket.sendMore(parts.get(i));
    }
    socket.send(parts.get(3));
  }

  private byte[] sign(List<byte[]> parts) {
    String signature = signer.calculateSignature(parts.toArray(byte[][]::new));
    return signature == null ? new byte[0] : signature.getBytes(US_ASCII);
  }

  private static byte[] bytes(JsonObject json) {
    return json.toString().getBytes(UTF_8);
  }

  private static JsonObject parse(byte[] json) {
    try {
      return JsonParser.parseString(new String(json, UTF_8)).getAsJsonObject();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("A message that is no JSON object came in.", e);
    }
  }
}
