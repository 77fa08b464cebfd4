package elbolab.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * Receives a response's body chunk by chunk and hands it over with a time limit on each: a server
 * that stops sending becomes an error instead of an endless wait.
 */
final class ChunkQueue implements Flow.Subscriber<List<ByteBuffer>> {
  private sealed interface Event {
    record Chunk(List<ByteBuffer> buffers) implements Event {}

    record End() implements Event {}

    record Failure(Throwable cause) implements Event {}
  }

  /** At most one chunk and one ending are ever under way, since each chunk is asked for. */
  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(4);

  private volatile Flow.Subscription subscription;

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    events.add(new Event.Chunk(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Event.Failure(cause));
  }

  @Override
  public void onComplete() {
    events.add(new Event.End());
  }

  /** The next chunk, or null at the end. */
  List<ByteBuffer> next(Duration stall) throws IOException, InterruptedException {
    Event event = events.poll(stall.toMillis(), TimeUnit.MILLISECONDS);
    if (event == null) {
      throw new IOException("nothing arrived for " + stall.toMillis() / 1000.0 + " s");
    }
    if (event instanceof Event.Failure failure) {
      throw new IOException(failure.cause().getMessage(), failure.cause());
    }
    if (event instanceof Event.Chunk chunk) {
      subscription.request(1);
      return chunk.buffers();
    }
    return null;
  }

  void cancel() {
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
