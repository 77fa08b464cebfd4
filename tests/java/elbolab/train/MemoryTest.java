package elbolab.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Clip;
import elbolab.nn.Mlp;
import elbolab.nn.Parameters;
import elbolab.prob.Normal;
import elbolab.tensor.Tensor;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a small variational autoencoder's training leaves on the heap. */
class MemoryTest {
  private static final int ROWS = 1000;
  private static final int WARM_UP = 500;
  private static final long ALLOWED_PER_STEP = 64 * 1024;

  private static final class Recorder implements TrainingListener {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocatedAtStart;
    long allocatedAtEnd;
    long heldAtStart;
    long heldAtEnd;

    @Override
    public void stepped(Progress progress) {
      if (progress.done() == WARM_UP) {
        heldAtStart = held();
        allocatedAtStart = threads.getCurrentThreadAllocatedBytes();
      } else if (progress.done() == progress.steps()) {
        allocatedAtEnd = threads.getCurrentThreadAllocatedBytes();
        heldAtEnd = held();
      }
    }

    private static long held() {
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
  }

  @Test
  void aStepAllocatesLittleAndTenThousandKeepNothing() {
    Parameters p = Parameters.seeded(1);
    Mlp encoder = Mlp.of(p.at("encoder"), Activation.RELU, 13, 64, 10);
    Mlp decoder = Mlp.of(p.at("decoder"), Activation.RELU, 5, 64, 13);
    Tensor data = Tensor.gaussian(Rng.of(1, "data"), ROWS, 13);
    Objective elbo =
        (batch, rng) -> {
          Tensor x = data.gather(0, batch.rows());
          Tensor code = encoder.apply(x);
          Normal q = new Normal(code.slice(1, 0, 5), code.slice(1, 5, 10));
          Normal seen = Normal.of(decoder.apply(q.sample(rng)), 0.5);
          return Loss.of("reconstruction", seen.logProb(x).sum(-1).mean().negate())
              .plus("divergence", q.klToStandard().sum(-1).mean());
        };
    Recorder recorder = new Recorder();
    new Trainer(p, new Plan(ROWS, 32, WARM_UP + 10_000, 1))
        .clip(Clip.norm(100))
        .listen(recorder)
        .run(new Adam(p, 1e-3), elbo);
    long perStep = (recorder.allocatedAtEnd - recorder.allocatedAtStart) / 10_000;
    long kept = recorder.heldAtEnd - recorder.heldAtStart;
    assertTrue(perStep < ALLOWED_PER_STEP, "a step allocates " + perStep + " bytes");
    assertTrue(kept < 1 << 20, "10,000 steps kept " + kept + " bytes");
  }
}
