package elbolab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final Session session = new Session();

  @AfterEach
  void giveTheThreadBack() {
    Thread.currentThread().setContextClassLoader(before);
  }

  /** As when a slow machine still compiles: the cell must not look as if it had run. */
  @Test
  void anInterruptThatComesBeforeTheCodeRunsEndsTheCell() {
    Interruption.beginCell();
    Interruption.request();
    Cell.Outcome interrupted;
    try {
      interrupted = session.run(new Cell("int a = 6;\na * 7", 1));
    } finally {
      Interruption.endCell();
    }
    assertNotNull(interrupted.failure());
    assertEquals("Interrupted", interrupted.failure().json().get("ename").getAsString());
    Cell.Outcome next = session.run(new Cell("6 * 7", 2));
    assertNull(next.failure());
    assertEquals("42", next.result().data().get("text/plain").getAsString());
  }
}
