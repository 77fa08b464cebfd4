package elbolab.kernel;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The five sockets of a Jupyter kernel. All are bound before the first is read, so that a client
 * which gets an answer on one finds the others open, and each is used by one thread alone.
 */
final class Server {
  private final KernelConnectionProperties address;
  private final Wire wire;
  private final ZContext context = new ZContext();
  private final ZMQ.Socket heartbeat;
  private final ZMQ.Socket shell;
  private final ZMQ.Socket control;
  private final ZMQ.Socket publisher;

  /** Requests that were received before their turn. */
  private final Deque<Message> taken = new ArrayDeque<>();

  Server(KernelConnectionProperties address) throws GeneralSecurityException {
    this.address = address;
    this.wire = new Wire(address.createHMACGenerator());
    heartbeat = bind(SocketType.REP, address.getHbPort());
    shell = bind(SocketType.ROUTER, address.getShellPort());
    control = bind(SocketType.ROUTER, address.getControlPort());
    publisher = bind(SocketType.PUB, address.getIopubPort());
    // Nothing is read from it: cells have no standard input. Clients connect to it all the same.
    bind(SocketType.ROUTER, address.getStdinPort());
  }

  private ZMQ.Socket bind(SocketType type, int port) {
    ZMQ.Socket socket = context.createSocket(type);
    // By default a socket drops messages when more than 1,000 wait, even the one that ends a cell.
    socket.setSndHWM(0);
    socket.setRcvHWM(0);
    socket.setLinger(1_000);
    String place = address.getTransport() + "://" + address.getIp() + ":" + port;
    try {
      socket.bind(place);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "The kernel cannot listen on " + place + ": is another program using it? Start again.",
          e);
    }
    return socket;
  }

  void start(RequestHandler shellHandler, RequestHandler controlHandler, PublishQueue outbox) {
    run("heartbeat", () -> heartbeat.send(heartbeat.recv()));
    run("publisher", () -> outbox.sendNext(message -> wire.send(publisher, message)));
    run("control", () -> answerControl(controlHandler));
    run("shell", () -> answerShell(shellHandler));
  }

  /** The requests that wait on the shell socket; for the thread of that socket alone. */
  List<Message> waitingRequests() {
    while ((shell.getEvents() & ZMQ.Poller.POLLIN) != 0) {
      try {
        taken.add(wire.receive(shell));
      } catch (IllegalArgumentException e) {
        Console.log("shell: " + e);
      }
    }
    return List.copyOf(taken);
  }

  private void answerShell(RequestHandler handler) throws Exception {
    Message request = taken.isEmpty() ? wire.receive(shell) : taken.removeFirst();
    handler.handle(request, reply -> wire.send(shell, reply));
  }

  private void answerControl(RequestHandler handler) throws Exception {
    handler.handle(wire.receive(control), reply -> wire.send(control, reply));
  }

  /** Repeats the step for ever. No failure may end a loop: a kernel without one looks alive. */
  private static void run(String name, Step step) {
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                try {
                  step.take();
                } catch (Throwable e) {
                  Console.log(name + ": " + e);
                }
              }
            },
            "kernel-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private interface Step {
    void take() throws Exception;
  }

  /** Answers the requests of one socket. */
  interface RequestHandler {
    void handle(Message request, Reply reply) throws Exception;
  }

  /** Sends an answer on the socket that the request came from. */
  interface Reply {
    void send(Message message);
  }
}
